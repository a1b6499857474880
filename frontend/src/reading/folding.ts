/**
 * Folds text for finding: case, marks on letters, width, presentation forms and tatweel do not
 * count. Offsets are code points of the text as it is.
 */

import type { Span } from "../anchoring/offsets";

/** A folded text; `at[i]` is the code point of the original that unit `i` of `folded` comes from. */
export interface Folded {
  readonly folded: string;
  readonly at: Uint32Array;
  /** Code points of the original. */
  readonly length: number;
}

/** Letters of their own, although Unicode takes them apart into a letter and a mark. */
const WHOLE = new Set("йЙئؤ");
/** Letters that keyboards of neighbouring languages write with other code points. */
const SAME = new Map([
  ["ی", "ي"],
  ["ک", "ك"],
]);
const MARK = /\p{M}/gu;
/** Tatweel, and what is not seen: soft hyphens, joiners, marks of direction. */
const UNSEEN = /[\u0640\p{Default_Ignorable_Code_Point}]/gu;
const SPACE = /^\s$/u;
/** Capitals first, so that ß and ς become what SS and Σ become. */
const lower = (text: string): string => text.toUpperCase().toLowerCase();

const known = new Map<string, string>();

function foldLetter(letter: string): string {
  if (WHOLE.has(letter)) return lower(letter);
  const bare = letter.normalize("NFD").replace(MARK, "");
  return lower(SAME.get(bare) ?? bare).normalize("NFD").replace(MARK, "").normalize("NFC");
}

/** What a code point becomes; nothing where it does not count. */
function foldOne(character: string): string {
  const found = known.get(character);
  if (found !== undefined) return found;
  const plain = character.normalize("NFKC").replace(UNSEEN, "");
  const folded = SPACE.test(character) ? " " : Array.from(plain, foldLetter).join("");
  known.set(character, folded);
  return folded;
}

/** Folds a text; any run of white space is one space. */
export function fold(text: string): Folded {
  const parts: string[] = [];
  const at = new Uint32Array(2 * text.length + 16);
  let places = at;
  let units = 0;
  let length = 0;
  let space = false;
  for (const character of text) {
    const folded = foldOne(character);
    const again = folded === " " && space;
    if (folded && !again) {
      if (units + folded.length > places.length) {
        const larger = new Uint32Array(2 * places.length + folded.length);
        larger.set(places);
        places = larger;
      }
      places.fill(length, units, units + folded.length);
      units += folded.length;
      parts.push(folded);
      space = folded === " ";
    }
    length += 1;
  }
  return { folded: parts.join(""), at: places.subarray(0, units), length };
}

/** What is looked for, folded; empty where nothing is left of it. */
export function foldQuery(query: string): string {
  return fold(query.trim()).folded;
}

/** Where a folded query stands in a text: code points, in order, none overlapping. */
export function* matches(text: Folded, query: string): Generator<Span> {
  for (let from = text.folded.indexOf(query); query && from >= 0; ) {
    const to = from + query.length;
    yield { start: text.at[from] ?? 0, end: endOf(text, to) };
    from = text.folded.indexOf(query, to);
  }
}

/** The end of a match: after the marks on its last letter, within a letter after that letter. */
function endOf({ at, length }: Folded, to: number): number {
  const last = at[to - 1] ?? 0;
  for (let unit = to; unit < at.length; unit += 1) {
    const place = at[unit] ?? length;
    if (place > last) return place;
  }
  return length;
}
