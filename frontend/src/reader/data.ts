/** What the page tells its scripts, in `<script type="application/json" id="reader-data">`. */

import type { Span } from "../anchoring/offsets";

/** Bits of a passage's flags. `Deleted` is the browser's own: the note offers to undo. */
export const Flag = {
  Mine: 1,
  Private: 2,
  Uncertain: 4,
  Cited: 8,
  Comment: 16,
  Resolved: 32,
  Deleted: 64,
  Answered: 128,
} as const;

/** Stances in the order in which the server counts them. */
export const STANCES = ["supports", "contradicts", "qualifies", "does_not_address"] as const;

/** One stretch of a highlight in this version; a highlight may have several. */
export interface Passage extends Span {
  readonly uid: string;
  readonly flags: number;
  /** What colours may stand for and filters ask for: uids, and names of stances. */
  readonly author: string;
  readonly tags: readonly string[];
  readonly disputes: readonly string[];
  readonly stances: readonly string[];
}

/** [highlight uid, start, end, flags, author, tags, disputes, stances]: places in the legend. */
export type PassageRow = [string, number, number, number, number, number[], number[], number[]];

/** Of each author, tag and dispute: uid, name; of a tag its colour too. */
export interface LegendRows {
  readonly authors: readonly [string, string][];
  readonly tags: readonly [string, string, string][];
  readonly disputes: readonly [string, string][];
}

export interface ReaderData {
  readonly version: string;
  readonly can_annotate: boolean;
  readonly passages: readonly PassageRow[];
  readonly legend: LegendRows;
  readonly urls: {
    readonly create: string;
    readonly highlights: string;
    readonly notes: string;
    readonly cite: string;
    readonly quotation: string;
  };
  /** What a link asks for by its words or a passage's uid, in code points. */
  readonly target: readonly [number, number] | null;
}

export function readData(): ReaderData {
  const element = document.getElementById("reader-data");
  return JSON.parse(element?.textContent ?? "null") as ReaderData;
}

/** A stretch that is no highlight yet. */
export function unmade(span: Span): Passage {
  return { ...span, uid: "new", flags: 0, author: "", tags: [], disputes: [], stances: [] };
}

const uidOf = (rows: readonly (readonly string[])[], place: number): string => rows[place]?.[0] ?? "";

/** Passages from rows that count in `legend`. */
export function passagesOf(rows: readonly PassageRow[], legend: LegendRows): Passage[] {
  return rows.map(([uid, start, end, flags, author, tags, disputes, stances]) => ({
    uid,
    start,
    end,
    flags,
    author: uidOf(legend.authors, author),
    tags: tags.map((place) => uidOf(legend.tags, place)),
    disputes: disputes.map((place) => uidOf(legend.disputes, place)),
    stances: stances.map((place) => STANCES[place] ?? ""),
  }));
}
