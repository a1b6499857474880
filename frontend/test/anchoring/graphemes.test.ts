import { describe, expect, it } from "vitest";

import { around, beyond, whole } from "../../src/anchoring/graphemes";
import { Leaves } from "../../src/anchoring/leaves";
import table from "../../../tests/cases/graphemes.json";

interface Case {
  readonly name: string;
  readonly text: string;
  readonly range: [number, number];
  readonly outwards: [number, number];
}

/** tests/annotations/anchoring/test_graphemes.py reads the same table. */
const cases = table as Case[];

describe.each(cases)("$name", ({ text, range: [start, end], outwards }) => {
  it("grows outwards to whole characters", () => {
    expect([around(text, start).start, around(text, end).end]).toEqual(outwards);
  });

  it("does so in a leaf far into the content too", () => {
    document.body.innerHTML = `<p data-block data-start="0">😀</p><p data-block data-start="100"></p>`;
    const leaf = document.body.lastElementChild;
    if (leaf) leaf.textContent = text;
    const leaves = new Leaves(document.body);
    expect(whole(leaves, { start: 100 + start, end: 100 + end })).toEqual({
      start: 100 + outwards[0],
      end: 100 + outwards[1],
    });
  });
});

it.each([
  ["two words", 0, 1, "grapheme", 1],
  ["two words", 0, 1, "word", 3],
  ["two words", 3, 1, "word", 9],
  ["two words", 9, -1, "word", 4],
  ["two words", 4, -1, "word", 0],
  ["two words", 0, -1, "word", 0],
  ["two words", 9, 1, "grapheme", 9],
  ["a👨‍👩‍👧b", 1, 1, "grapheme", 6],
  ["a👨‍👩‍👧b", 6, -1, "grapheme", 1],
  ["سۆھبەت كۈنى", 0, 1, "word", 6],
] as const)("moves in %j from %i by %i %s to %i", (text, from, by, unit, to) => {
  expect(beyond(text, from, by, unit)).toBe(to);
});
