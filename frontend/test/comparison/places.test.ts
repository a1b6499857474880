import { describe, expect, it } from "vitest";

import { moved } from "../../src/comparison/places";

/** A heading of accounts, a heading of a group, two questions; two accounts. */
const WIDTHS = [3, 1, 3, 3];

describe("moved", () => {
  it.each([
    ["ArrowRight", false, [2, 1], [2, 2]],
    ["ArrowRight", false, [2, 2], [2, 2]],
    ["ArrowLeft", false, [2, 0], [2, 0]],
    ["ArrowDown", false, [0, 2], [1, 2]],
    ["ArrowDown", false, [1, 2], [2, 2]],
    ["ArrowDown", false, [3, 2], [3, 2]],
    ["ArrowUp", false, [0, 1], [0, 1]],
    ["ArrowLeft", false, [1, 2], [1, 0]],
    ["PageDown", false, [0, 1], [3, 1]],
    ["PageUp", false, [3, 1], [0, 1]],
    ["Home", false, [3, 2], [3, 0]],
    ["End", false, [3, 0], [3, 2]],
    ["Home", true, [3, 2], [0, 0]],
    ["End", true, [0, 0], [3, 2]],
  ] as const)("%s (with Ctrl: %s) from %j leads to %j", (key, ctrl, from, to) => {
    const at = { row: from[0], column: from[1] };
    expect(moved(key, ctrl, at, WIDTHS, false)).toEqual({ row: to[0], column: to[1] });
  });

  it("goes the other way where lines run from right to left", () => {
    expect(moved("ArrowLeft", false, { row: 2, column: 0 }, WIDTHS, true)).toEqual({ row: 2, column: 1 });
    expect(moved("ArrowRight", false, { row: 2, column: 1 }, WIDTHS, true)).toEqual({ row: 2, column: 0 });
  });

  it("leaves other keys alone", () => {
    expect(moved("a", false, { row: 0, column: 0 }, WIDTHS, false)).toBeNull();
  });
});
