/** Where passages lie on the screen, in CSS pixels of the window. */

import type { Leaf, Leaves } from "../anchoring/leaves";
import { rangeIn, type Span } from "../anchoring/offsets";

/** Where a passage begins within `leaf`: its first line. The leaf's own box where it has none. */
export function boxIn(leaf: Leaf, span: Span): DOMRect {
  const range = rangeIn(leaf, { start: span.start, end: Math.min(span.end, leaf.end) });
  return range?.getClientRects()[0] ?? leaf.element.getBoundingClientRect();
}

/** Where a span begins. Null where it lies in no leaf. */
export function boxOf(leaves: Leaves, span: Span): DOMRect | null {
  const leaf = leaves.overlapping(span)[0];
  return leaf ? boxIn(leaf, span) : null;
}

/** Pixels by which a finger or pointer may miss. */
const SLACK = 3;

/** Whether a point of the window lies on one of the lines of `range`. */
export function covers(range: Range, x: number, y: number): boolean {
  return [...range.getClientRects()].some(
    ({ left, right, top, bottom }) =>
      x >= left - SLACK && x <= right + SLACK && y >= top - SLACK && y <= bottom + SLACK,
  );
}

interface CaretPoint {
  readonly node: Node;
  readonly offset: number;
}

interface OlderDocument {
  caretRangeFromPoint?(x: number, y: number): Range | null;
}

/** The place in the text at a point of the window. */
export function caretAt(x: number, y: number): CaretPoint | null {
  if ("caretPositionFromPoint" in document) {
    const position = document.caretPositionFromPoint(x, y);
    return position && { node: position.offsetNode, offset: position.offset };
  }
  // Safari before 18.4 and Chrome before 128 have only this one.
  const range = (document as OlderDocument).caretRangeFromPoint?.(x, y);
  return range ? { node: range.startContainer, offset: range.startOffset } : null;
}

/** Whether notes have a column of their own beside the text. styles/reader/page.css agrees. */
export const wide = window.matchMedia(
  document.querySelector(".text.vertical") ? "not all" : "(width >= 62rem)",
);
