import { describe, expect, it } from "vitest";

import { Leaves } from "../../src/anchoring/leaves";
import {
  codePointLength,
  exactOf,
  rangesOf,
  spanOfRange,
  toCodePoints,
  toUtf16,
} from "../../src/anchoring/offsets";
import table from "../../../tests/cases/offsets.json";

interface Case {
  name: string;
  pasted: string;
  text: string;
  utf16: [number, number];
  code_points: [number, number];
  exact: string;
}

const cases = table as unknown as Case[];

/** A page with `content`, every leaf's middle wrapped in a mark as real pages do. */
function page(content: string, marked = true): Leaves {
  const article = document.createElement("article");
  let start = 0;
  for (const block of content.split("\n\n")) {
    const leaf = document.createElement("p");
    leaf.dataset["block"] = "";
    leaf.dataset["start"] = String(start);
    const cut = toUtf16(block, Math.floor(codePointLength(block) / 2));
    const emphasis = document.createElement("em");
    emphasis.textContent = block.slice(cut);
    if (marked) leaf.append(block.slice(0, cut), emphasis);
    else leaf.textContent = block;
    article.append("\n", leaf, "\n");
    start += codePointLength(block) + 2;
  }
  document.body.replaceChildren(article);
  return new Leaves(article);
}

describe.each(cases)("$name", (row) => {
  const span = { start: row.code_points[0], end: row.code_points[1] };

  it("counts code points and UTF-16 units alike", () => {
    expect(row.utf16.map((offset) => toCodePoints(row.text, offset))).toEqual(row.code_points);
    expect(row.code_points.map((offset) => toUtf16(row.text, offset))).toEqual(row.utf16);
    expect(row.text.slice(...row.utf16)).toBe(row.exact);
  });

  it.each([true, false])("finds the words in the page and its way back (marks: %s)", (marked) => {
    const leaves = page(row.text, marked);
    const ranges = rangesOf(leaves, span);
    expect(ranges.map(String).join("\n\n")).toBe(row.exact);
    expect(exactOf(leaves, span)).toBe(row.exact);
    const [first, last] = [ranges[0], ranges.at(-1)];
    if (!first || !last) throw new Error("no range");
    const selected = document.createRange();
    selected.setStart(first.startContainer, first.startOffset);
    selected.setEnd(last.endContainer, last.endOffset);
    expect(spanOfRange(leaves, selected)).toEqual(span);
  });
});

describe("a range over several leaves", () => {
  const content = "First line.\n\n𐽰𐽱 second\n\nThird.";

  it("joins them as the content does", () => {
    const leaves = page(content);
    expect(exactOf(leaves, { start: 6, end: 15 })).toBe("line.\n\n𐽰𐽱");
    expect(rangesOf(leaves, { start: 6, end: 15 }).map(String)).toEqual(["line.", "𐽰𐽱"]);
  });

  it("draws back an end at the start of the next leaf, as a triple click leaves it", () => {
    const leaves = page(content);
    const [first, second] = leaves.all;
    if (!first || !second) throw new Error("no leaves");
    const range = document.createRange();
    range.setStart(first.element, 0);
    range.setEnd(second.element, 0);
    expect(spanOfRange(leaves, range)).toEqual({ start: 0, end: 11 });
  });

  it("takes positions between leaves to the nearest text inside", () => {
    const leaves = page(content);
    const article = document.querySelector("article");
    if (!article) throw new Error("no article");
    const range = document.createRange();
    range.selectNodeContents(article);
    expect(spanOfRange(leaves, range)).toEqual({ start: 0, end: codePointLength(content) });
  });

  it("is nothing where no text is covered", () => {
    const leaves = page(content);
    const range = document.createRange();
    range.setStart(document.body, 0);
    expect(spanOfRange(leaves, range)).toBeNull();
    const [first, second] = leaves.all;
    if (!first || !second) throw new Error("no leaves");
    range.setStart(first.element, first.element.childNodes.length);
    range.setEnd(second.element, 0);
    expect(spanOfRange(leaves, range)).toBeNull();
  });
});

it("keeps out of the middle of a surrogate pair", () => {
  expect(toCodePoints("a😀b", 2)).toBe(1);
  expect(toCodePoints("a😀b", 3)).toBe(2);
});
