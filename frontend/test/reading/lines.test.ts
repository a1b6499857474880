import { expect, it } from "vitest";

import { linesOf } from "../../src/reading/lines";

const box = (start: number, height = 20): { start: number; end: number } => ({ start, end: start + height });

it.each([
  ["nothing", [], []],
  ["one line in pieces", [box(0), box(0), box(1)], [10]],
  ["lines in any order", [box(30), box(0), box(60)], [10, 40, 70]],
  ["a raised number belongs to its line", [box(-2, 10), box(0), box(30)], [10, 40]],
  ["a raised number that comes first", [box(26, 10), box(30), box(60)], [40, 70]],
  ["lines set closely, boxes overlapping", [box(0, 30), box(24, 30), box(48, 30)], [15, 39, 63]],
  ["empty pieces are none", [box(0, 0), box(0), box(12, 0)], [10]],
])("%s", (_name, pieces, middles) => {
  expect(linesOf(pieces)).toEqual(middles);
});
