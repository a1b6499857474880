/** What the page tells its scripts, in `<script type="application/json" id="reader-data">`. */

import type { Span } from "../anchoring/offsets";

/** Bits of a passage's flags. `Deleted` is the browser's own: the note offers to undo. */
export const Flag = {
  Mine: 1,
  Private: 2,
  Uncertain: 4,
  Cited: 8,
  Comment: 16,
  Deleted: 64,
} as const;

/** One stretch of a highlight in this version; a highlight may have several. */
export interface Passage extends Span {
  readonly uid: string;
  readonly flags: number;
}

/** [highlight uid, start, end, flags] in code points. */
export type PassageRow = [string, number, number, number];

export interface ReaderData {
  readonly version: string;
  readonly can_annotate: boolean;
  readonly passages: readonly PassageRow[];
  readonly urls: { readonly create: string; readonly notes: string; readonly cite: string };
}

export function readData(): ReaderData {
  const element = document.getElementById("reader-data");
  return JSON.parse(element?.textContent ?? "null") as ReaderData;
}

export function passageOf([uid, start, end, flags]: PassageRow): Passage {
  return { uid, start, end, flags };
}
