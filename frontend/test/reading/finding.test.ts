import { beforeEach, expect, it } from "vitest";

import { Leaves } from "../../src/anchoring/leaves";
import { Finder, firstFrom } from "../../src/reading/finding";

let finder: Finder;

beforeEach(() => {
  document.body.innerHTML =
    '<p data-block data-start="0">😀 Ürümçi, <em>Ürüm</em>çi</p>' +
    '<p data-block data-start="18">urumci<span class="page-break"></span></p>';
  finder = new Finder(new Leaves(document.body));
});

it("finds in the offsets of the content, across the marks of a leaf", () => {
  expect(finder.find("urumci")).toEqual([
    { start: 2, end: 8 },
    { start: 10, end: 16 },
    { start: 18, end: 24 },
  ]);
});

it("finds nothing for nothing, nor across two blocks", () => {
  expect(finder.find(" ")).toEqual([]);
  expect(finder.find("urumciurumci")).toEqual([]);
});

it("gives the words around a match, within its block", () => {
  expect(finder.context({ start: 10, end: 16 }, 4)).toEqual(["çi, ", "Ürümçi", ""]);
});

it("knows the first match from a place on", () => {
  const found = finder.find("urumci");
  expect([0, 3, 11, 30].map((offset) => firstFrom(found, offset))).toEqual([0, 1, 2, 3]);
});
