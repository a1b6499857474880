/**
 * The one place where the browser's UTF-16 offsets become code points and back.
 *
 * A text's leaves (`[data-block][data-start]`) hold exactly their slice of the content; in the
 * content two leaves are separated by "\n\n", which is not in the DOM. All offsets that leave
 * this file are code points of the content; every function looks only at the leaves concerned.
 */

import { type Leaf, type Leaves } from "./leaves";

/** A stretch of the content in code points: start included, end not. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const SURROGATE = /[\ud800-\udfff]/;
const PAIR = /[\ud800-\udbff][\udc00-\udfff]/g;

/** Whether one UTF-16 unit is one code point throughout. A native scan: the fast path. */
function isBmp(text: string): boolean {
  return !SURROGATE.test(text);
}

/** How many code points `text` has. */
export function codePointLength(text: string): number {
  if (isBmp(text)) return text.length;
  return text.length - (text.match(PAIR)?.length ?? 0);
}

/** UTF-16 offset in `text` to code points. Within a surrogate pair counts as before it. */
export function toCodePoints(text: string, utf16: number): number {
  const inPair =
    utf16 > 0 && utf16 < text.length && (text.codePointAt(utf16 - 1) ?? 0) > 0xffff;
  return codePointLength(text.slice(0, inPair ? utf16 - 1 : utf16));
}

/** Code point offset in `text` to UTF-16; clamped to the text. */
export function toUtf16(text: string, codePoints: number): number {
  if (isBmp(text)) return Math.max(0, Math.min(codePoints, text.length));
  let utf16 = 0;
  let left = codePoints;
  for (const character of text) {
    if (left <= 0) break;
    left -= 1;
    utf16 += character.length;
  }
  return utf16;
}

/** The content between two offsets of one leaf, as code points of the content. */
function leafText(leaf: Leaf, span: Span): string {
  const text = leaf.element.textContent;
  return text.slice(toUtf16(text, span.start - leaf.start), toUtf16(text, span.end - leaf.start));
}

/** The content of `span`, leaves joined as in the content. */
export function exactOf(leaves: Leaves, span: Span): string {
  return leaves
    .overlapping(span)
    .map((leaf) => leafText(leaf, span))
    .join("\n\n");
}

function pointIn(leaf: Leaf, node: Node, offset: number): number {
  const before = document.createRange();
  before.setStart(leaf.element, 0);
  before.setEnd(node, offset);
  return leaf.start + toCodePoints(leaf.element.textContent, before.toString().length);
}

/**
 * Code point of a DOM position. A position between leaves belongs to the start of the next
 * leaf (`edge` "start") or the end of the one before ("end"). Null where there is none.
 */
export function offsetOf(
  leaves: Leaves,
  node: Node,
  offset: number,
  edge: "start" | "end" = "start",
): number | null {
  const leaf = leaves.holding(node);
  if (leaf) return pointIn(leaf, node, offset);
  const next = leaves.firstAfter(node, offset);
  if (edge === "start") return leaves.all[next]?.start ?? null;
  return leaves.all[next - 1]?.end ?? null;
}

/**
 * What a DOM range covers, or null where it covers no text. Ends that touch a neighbouring
 * leaf without taking anything of it (a triple click does that) are drawn back.
 */
export function spanOfRange(leaves: Leaves, range: Range): Span | null {
  let start = offsetOf(leaves, range.startContainer, range.startOffset, "start");
  let end = offsetOf(leaves, range.endContainer, range.endOffset, "end");
  if (start === null || end === null || start >= end) return null;
  const covered = leaves.overlapping({ start, end });
  start = Math.max(start, covered[0]?.start ?? end);
  end = Math.min(end, covered.at(-1)?.end ?? start);
  return start < end ? { start, end } : null;
}

/** DOM position of a code point in a leaf, as [text node, UTF-16 offset]. */
function positionIn(leaf: Leaf, codePoint: number): [Text, number] | null {
  const walker = document.createTreeWalker(leaf.element, NodeFilter.SHOW_TEXT);
  let left = codePoint - leaf.start;
  let last: Text | null = null;
  while (walker.nextNode()) {
    last = walker.currentNode as Text;
    const length = codePointLength(last.data);
    if (left <= length) return [last, toUtf16(last.data, left)];
    left -= length;
  }
  return last && [last, last.length];
}

/** The part of `span` that lies in `leaf` as a DOM range, or null where none does. */
export function rangeIn(leaf: Leaf, span: Span): Range | null {
  const from = Math.max(span.start, leaf.start);
  const to = Math.min(span.end, leaf.end);
  if (from >= to) return null;
  const start = positionIn(leaf, from);
  const end = positionIn(leaf, to);
  if (!start || !end) return null;
  const range = document.createRange();
  range.setStart(...start);
  range.setEnd(...end);
  return range;
}

/** `span` as DOM ranges, one a leaf. */
export function rangesOf(leaves: Leaves, span: Span): Range[] {
  return leaves
    .overlapping(span)
    .map((leaf) => rangeIn(leaf, span))
    .filter((range) => range !== null);
}
