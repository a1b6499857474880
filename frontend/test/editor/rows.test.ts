import { expect, it } from "vitest";

import { pastedRows, rowsOf, secondPart } from "../../src/editor/rows";

const block = (type: string, start: number, end: number, more = {}): never =>
  ({ type, start, end, ...more }) as never;

it.each([
  ["", [], []],
  [
    "One\n\nTwo",
    [block("heading", 0, 3, { level: 1 }), block("quote", 5, 8)],
    [
      { type: "heading", level: 1, text: "One" },
      { type: "quote", text: "Two" },
    ],
  ],
  // A page within a block, counted in code points.
  [
    "𐽰𐽱 word",
    [block("paragraph", 0, 7), block("page_break", 3, 3, { label: "2" })],
    [
      { type: "paragraph", text: "𐽰𐽱 " },
      { type: "page_break", label: "2" },
      { type: "paragraph", text: "word", goes_on: true },
    ],
  ],
  // Pages before a block, behind the last one, and in an empty text.
  [
    "One",
    [block("page_break", 0, 0, { label: "1" }), block("note", 0, 3), block("page_break", 3, 3)],
    [{ type: "page_break", label: "1" }, { type: "note", text: "One" }, { type: "page_break" }],
  ],
  ["", [block("page_break", 0, 0)], [{ type: "page_break" }]],
])("takes %j apart", (content, blocks, rows) => {
  expect(rowsOf(content, blocks)).toEqual(rows);
});

it.each([
  [{ type: "heading", level: 2 }, { type: "paragraph", text: "x" }],
  [{ type: "list_item", label: "1." }, { type: "list_item", label: "", text: "x" }],
  [{ type: "note", label: "3", language: "ug" }, { type: "note", language: "ug", text: "x" }],
  [{ type: "quote", goes_on: true }, { type: "quote", text: "x" }],
])("splits %j", (row, second) => {
  expect(secondPart(row, "x")).toEqual(second);
});

it.each([
  ["one", ["one"]],
  ["one\r\ntwo", ["one\ntwo"]],
  ["one\r\n\r\ntwo\n \n\nthree\n", ["one", "two", "three\n"]],
  ["\n\n", []],
])("pastes %j as blocks", (pasted, texts) => {
  expect(pastedRows({ type: "quote" }, pasted).map((row) => row.text)).toEqual(texts);
});
