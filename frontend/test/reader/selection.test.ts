import { expect, it } from "vitest";

import { codePointLength } from "../../src/anchoring/offsets";
import { moveOf } from "../../src/reader/caret";
import { trimmed } from "../../src/reader/selection";

it.each([
  ["word ", 10, { start: 10, end: 14, exact: "word" }],
  ["\n word", 10, { start: 12, end: 16, exact: "word" }],
  [" 😀 ", 0, { start: 1, end: 2, exact: "😀" }],
  ["  ", 3, null],
])("leaves white space at the ends out: %j", (exact, start, expected) => {
  const end = start + codePointLength(exact);
  expect(trimmed({ start, end, exact })).toEqual(expected);
});

const key = (name: string, held: { ctrlKey?: boolean; metaKey?: boolean } = {}) => ({
  key: name,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  ...held,
});

it.each([
  [key("ArrowLeft"), { direction: "left", granularity: "character" }],
  [key("ArrowRight", { ctrlKey: true }), { direction: "right", granularity: "word" }],
  [key("ArrowUp"), { direction: "backward", granularity: "line" }],
  [key("ArrowDown", { ctrlKey: true }), { direction: "forward", granularity: "paragraph" }],
  [key("End"), { direction: "forward", granularity: "lineboundary" }],
  [key("ArrowLeft", { metaKey: true }), null],
  [key("j"), null],
])("moves the caret as the key says: %o", (event, expected) => {
  expect(moveOf(event)).toEqual(expected);
});
