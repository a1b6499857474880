/**
 * Where one user-perceived character or word ends and the next begins. The rule is Unicode's
 * (Standard Annex #29); annotations/anchoring/graphemes.py has the same for the server.
 */

import type { Leaf, Leaves } from "./leaves";
import { codePointLength, toUtf16, type Span } from "./offsets";

export type Unit = "grapheme" | "word";

const segmenters = new Map<string, Intl.Segmenter>();

function segmenter(unit: Unit, language: string): Intl.Segmenter {
  const key = `${unit} ${language}`;
  let found = segmenters.get(key);
  if (!found) {
    found = new Intl.Segmenter(language || undefined, { granularity: unit });
    segmenters.set(key, found);
  }
  return found;
}

/** The boundaries around a code point offset of `text`; twice itself where it is one. */
export function around(text: string, offset: number, unit: Unit = "grapheme", language = ""): Span {
  const utf16 = toUtf16(text, offset);
  const segment = segmenter(unit, language).segment(text).containing(utf16);
  if (!segment || segment.index === utf16) return { start: offset, end: offset };
  const start = offset - codePointLength(text.slice(segment.index, utf16));
  return { start, end: start + codePointLength(segment.segment) };
}

/** The next boundary after (1) or before (-1) `offset`; words stop at their ends and starts alike. */
export function beyond(text: string, offset: number, by: 1 | -1, unit: Unit, language = ""): number {
  const utf16 = toUtf16(text, offset);
  const segments = segmenter(unit, language).segment(text);
  let at = utf16;
  do {
    const segment = segments.containing(by === 1 ? at : at - 1);
    if (!segment) break;
    at = by === 1 ? segment.index + segment.segment.length : segment.index;
    if (unit === "grapheme" || segment.isWordLike) break;
  } while (at > 0 && at < text.length);
  const passed = codePointLength(by === 1 ? text.slice(utf16, at) : text.slice(at, utf16));
  return offset + by * passed;
}

function outermost(leaf: Leaf | undefined, offset: number, edge: "start" | "end"): number {
  if (!leaf) return offset;
  return leaf.start + around(leaf.element.textContent, offset - leaf.start)[edge];
}

/** `span` grown outwards so that it cuts no character. */
export function whole(leaves: Leaves, span: Span): Span {
  const covered = leaves.overlapping(span);
  return {
    start: outermost(covered[0], span.start, "start"),
    end: outermost(covered.at(-1), span.end, "end"),
  };
}

/** From a place in the content to the next boundary, into the leaf before or after where need be. */
export function stepped(leaves: Leaves, offset: number, by: 1 | -1, unit: Unit): number {
  const here = leaves.all.findIndex(({ end }) => end >= offset);
  const leaf = leaves.all[here];
  if (!leaf) return offset;
  const atEdge = offset === (by === 1 ? leaf.end : leaf.start);
  const into = atEdge ? leaves.all[here + by] : leaf;
  if (!into) return offset;
  const from = atEdge ? (by === 1 ? 0 : into.end - into.start) : offset - into.start;
  return into.start + beyond(into.element.textContent, from, by, unit, into.element.lang);
}
