import { expect, it } from "vitest";

import { lanesOf } from "../../src/reader/lanes";

const passage = (start: number, end: number) => ({ uid: `${start}-${end}`, start, end, flags: 0 });

it.each([
  ["apart", [passage(0, 5), passage(5, 9)], [0, 0]],
  ["nested", [passage(0, 9), passage(2, 4)], [0, 1]],
  ["a chain", [passage(0, 5), passage(3, 8), passage(6, 9)], [0, 1, 0]],
  ["three deep", [passage(0, 9), passage(1, 8), passage(2, 7)], [0, 1, 2]],
])("gives overlapping passages lanes of their own: %s", (_, passages, expected) => {
  const lanes = lanesOf(passages);
  expect(passages.map((one) => lanes.get(one))).toEqual(expected);
});

it("goes on beyond three deep", () => {
  const passages = [passage(0, 9), passage(1, 8), passage(2, 7), passage(3, 6)];
  expect([0, 1, 2]).toContain(lanesOf(passages).get(passages[3] ?? passage(0, 0)));
});
