/**
 * Draws passages with the CSS Custom Highlight API: no elements are put into the text, so
 * Arabic letters keep joining and long texts stay fast. Styles: styles/reader/marks.css.
 */

import type { Leaf, Leaves } from "../anchoring/leaves";
import { rangeIn, rangesOf, type Span } from "../anchoring/offsets";
import { Flag, type Passage } from "./data";
import { COLOURS, PATTERNS, type Colour } from "./facets";
import { LANES } from "./lanes";
import type { Near } from "./near";
import type { Passages } from "./passages";

/** Names of the registries of kinds that overlap themselves, one a lane; then the others. */
const LANED = ["shared", "private"] as const;
const SINGLE = ["uncertain", "cited", "active", "pending"] as const;

/** How a passage is drawn where colours stand for something: styles/reader/hues.css. */
export interface Look {
  readonly colour: Colour;
  readonly pattern: number;
}

const lanes = (kind: string): string[] => Array.from({ length: LANES }, (_, lane) => `${kind}-${lane}`);

function register(): Map<string, Highlight> {
  const names = [
    ...LANED.flatMap(lanes),
    ...COLOURS.map((colour) => `tint-${colour}`),
    ...Array.from({ length: PATTERNS }, (_, pattern) => lanes(`line-${pattern}`)).flat(),
    ...SINGLE,
  ];
  const registries = new Map<string, Highlight>();
  // Firefox before 140: the text, its notes and the list do without.
  if (typeof Highlight === "undefined") return registries;
  for (const [priority, name] of names.entries()) {
    const registry = new Highlight();
    registry.priority = priority;
    CSS.highlights.set(name, registry);
    registries.set(name, registry);
  }
  return registries;
}

/** Which registries draw a passage; a `look` takes the place of who sees it and of "cited". */
export function registriesOf(flags: number, lane: number, active: boolean, look?: Look): string[] {
  if (flags & Flag.Deleted) return [];
  const names = look
    ? [`tint-${look.colour}`, `line-${look.pattern}-${lane}`]
    : [`${flags & Flag.Private ? "private" : "shared"}-${lane}`];
  if (flags & Flag.Uncertain) names.push("uncertain");
  if (flags & Flag.Cited && !look) names.push("cited");
  if (active) names.push("active");
  return names;
}

export class Drawing {
  readonly #registries = register();
  readonly #drawn = new Map<Leaf, [Highlight, Range][]>();
  readonly #leaves: Leaves;
  readonly #passages: Passages;
  #active: string | null = null;
  #lookOf: (passage: Passage) => Look | undefined = () => undefined;

  constructor(leaves: Leaves, passages: Passages, near: Near) {
    this.#leaves = leaves;
    this.#passages = passages;
    near.onChange((entered, left) => {
      for (const leaf of left) this.#erase(leaf);
      for (const leaf of entered) this.#draw(leaf);
    });
    passages.onChange(() => {
      for (const leaf of near.leaves) this.#redraw(leaf);
    });
  }

  /** Draws a stretch that is being written about; null takes it away. */
  pend(span: Span | null): void {
    const registry = this.#registries.get("pending");
    registry?.clear();
    for (const range of span ? rangesOf(this.#leaves, span) : []) registry?.add(range);
  }

  /** Draws this highlight as the active one. */
  activate(uid: string | null): void {
    this.#active = uid;
    for (const leaf of [...this.#drawn.keys()]) this.#redraw(leaf);
  }

  /** Draws all passages by what `lookOf` says of each; undefined is the plain look. */
  colour(lookOf: (passage: Passage) => Look | undefined): void {
    this.#lookOf = lookOf;
    for (const leaf of [...this.#drawn.keys()]) this.#redraw(leaf);
  }

  #redraw(leaf: Leaf): void {
    this.#erase(leaf);
    this.#draw(leaf);
  }

  #draw(leaf: Leaf): void {
    const drawn: [Highlight, Range][] = [];
    for (const passage of this.#passages.in(leaf)) {
      const range = rangeIn(leaf, passage);
      if (range) drawn.push(...this.#drawPassage(passage, range));
    }
    this.#drawn.set(leaf, drawn);
  }

  *#drawPassage(passage: Passage, range: Range): Generator<[Highlight, Range]> {
    const active = passage.uid === this.#active;
    const lane = this.#passages.lane(passage);
    for (const name of registriesOf(passage.flags, lane, active, this.#lookOf(passage))) {
      const registry = this.#registries.get(name);
      if (!registry) continue;
      registry.add(range);
      yield [registry, range];
    }
  }

  #erase(leaf: Leaf): void {
    for (const [registry, range] of this.#drawn.get(leaf) ?? []) registry.delete(range);
    this.#drawn.delete(leaf);
  }
}
