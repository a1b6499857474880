import { describe, expect, it } from "vitest";

import { counterpart, type Pair } from "../../src/side-by-side/following";

const PAIRS: Pair[] = [[100, 50], [200, 350], [400, 400]];

describe("counterpart", () => {
  it.each([
    [0, 0],
    [50, 25],
    [100, 50],
    [150, 200],
    [200, 350],
    [300, 375],
    [400, 400],
    [999, 400],
  ])("%d belongs to %d", (y, other) => {
    expect(counterpart(PAIRS, y)).toBe(other);
  });

  it("follows in proportion without pairs but the end", () => {
    expect(counterpart([[1000, 500]], 250)).toBe(125);
  });

  it("stays where several places belong to one", () => {
    expect(counterpart([[100, 50], [100, 80], [200, 80]], 100)).toBe(80);
  });
});
