/** What colours may stand for: tags, authors, disputes, stances; and how they are told apart. */

import { gettext } from "../gettext";
import { STANCES, type LegendRows, type Passage } from "./data";

export const FACETS = ["tag", "author", "dispute", "stance"] as const;
export type Facet = (typeof FACETS)[number];

export const isFacet = (name: string | null): name is Facet => FACETS.some((facet) => facet === name);

/** The value of passages that have none. */
export const NONE = "none";

export function valuesOf(passage: Passage, facet: Facet): readonly string[] {
  const values = {
    tag: passage.tags,
    author: [passage.author],
    dispute: passage.disputes,
    stance: passage.stances,
  }[facet];
  return values.length ? values : [NONE];
}

/** Names of washes, as tags have them; styles/reader/hues.css knows the same. */
export const COLOURS = ["teal", "orange", "purple", "green", "red", "blue", "yellow", "grey"] as const;
export type Colour = (typeof COLOURS)[number];
/** Patterns of underlines in styles/reader/hues.css; the last is for those without a value. */
export const PATTERNS = 8;

const STANCE_COLOURS: Record<string, Colour> = {
  supports: "teal",
  contradicts: "red",
  qualifies: "orange",
  does_not_address: "grey",
};

/** Letter, wash and pattern that stand for a value. */
export interface Entry {
  readonly value: string;
  readonly name: string;
  readonly letter: string;
  readonly colour: Colour;
  readonly pattern: number;
  readonly count: number;
}

/** Names and colours of all values that have come from the server. */
export class Names {
  readonly #names = new Map<string, string>([
    ["supports", gettext("supports")],
    ["contradicts", gettext("contradicts")],
    ["qualifies", gettext("qualifies")],
    ["does_not_address", gettext("does not address")],
  ]);
  readonly #colours = new Map<string, string>();

  add(legend: LegendRows): void {
    for (const [uid, name] of [...legend.authors, ...legend.disputes]) this.#names.set(uid, name);
    for (const [uid, name, colour] of legend.tags) {
      this.#names.set(uid, name);
      this.#colours.set(uid, colour);
    }
  }

  of(value: string): string {
    return this.#names.get(value) ?? "";
  }

  /** The colour that a tag was given; grey is none. */
  colourOf(value: string): Colour | undefined {
    return COLOURS.find((colour) => colour !== "grey" && colour === this.#colours.get(value));
  }
}

const without = (facet: Facet): string =>
  ({
    tag: gettext("no tag"),
    author: gettext("nobody"),
    dispute: gettext("no dispute"),
    stance: gettext("not cited"),
  })[facet];

/** Highlights a value, the most frequent first; stances in their own order. */
function counts(passages: Iterable<Passage>, facet: Facet): [string, number][] {
  const seen = new Map<string, Set<string>>();
  for (const passage of passages) {
    for (const value of valuesOf(passage, facet)) {
      const uids = seen.get(value) ?? new Set<string>();
      seen.set(value, uids.add(passage.uid));
    }
  }
  const found = [...seen].map(([value, uids]): [string, number] => [value, uids.size]);
  const order = (value: string): number => STANCES.findIndex((stance) => stance === value);
  return found.sort(([a, m], [b, n]) => (facet === "stance" ? order(a) - order(b) : n - m));
}

/**
 * What stands for each value. Letters and patterns differ for the first seven; what comes after
 * them shares the grey wash, each with its own letter still, and so do passages without a value.
 */
export function legendOf(passages: Iterable<Passage>, facet: Facet, names: Names): Entry[] {
  const all = counts(passages, facet);
  const valued = all.filter(([value]) => value !== NONE);
  const entries = valued.map(([value, count], index): Entry => {
    const pattern = Math.min(index, PATTERNS - 1);
    const own = facet === "stance" ? STANCE_COLOURS[value] : names.colourOf(value);
    const colour = own ?? COLOURS[pattern] ?? "grey";
    return { value, name: names.of(value), letter: letterOf(index), colour, pattern, count };
  });
  const none = all.find(([value]) => value === NONE);
  if (!none) return entries;
  const last = { value: NONE, name: without(facet), letter: "–", count: none[1] };
  return [...entries, { ...last, colour: "grey", pattern: PATTERNS - 1 }];
}

/** A to Z, then AA and so on. */
export function letterOf(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : letterOf(Math.floor(index / 26) - 1) + letter;
}
