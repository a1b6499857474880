/** Finds words in the text, and draws where they stand. Styles: styles/reading/find.css. */

import type { Leaf, Leaves } from "../anchoring/leaves";
import { exactOf, rangeIn, type Span } from "../anchoring/offsets";
import type { Near } from "../reader/near";
import { fold, foldQuery, matches, type Folded } from "./folding";

/** Above what marks highlights; below what is being written about would be lost. */
const PRIORITY = 100;

export class Finder {
  readonly #leaves: Leaves;
  readonly #folded = new Map<Leaf, Folded>();

  constructor(leaves: Leaves) {
    this.#leaves = leaves;
  }

  /** Where `query` stands in the text, in order. Never across two blocks. */
  find(query: string): Span[] {
    const folded = foldQuery(query);
    const found: Span[] = [];
    for (const leaf of folded ? this.#leaves.all : []) {
      for (const { start, end } of matches(this.#of(leaf), folded)) {
        found.push({ start: leaf.start + start, end: leaf.start + end });
      }
    }
    return found;
  }

  /** The words around a match: before it, itself, after it. */
  context(span: Span, reach: number): [string, string, string] {
    const leaf = this.#leaves.overlapping(span)[0];
    const from = Math.max(leaf?.start ?? 0, span.start - reach);
    const to = Math.min(leaf?.end ?? span.end, span.end + reach);
    return [
      exactOf(this.#leaves, { start: from, end: span.start }),
      exactOf(this.#leaves, span),
      exactOf(this.#leaves, { start: span.end, end: to }),
    ];
  }

  #of(leaf: Leaf): Folded {
    const known = this.#folded.get(leaf);
    if (known) return known;
    const folded = fold(leaf.element.textContent);
    this.#folded.set(leaf, folded);
    return folded;
  }
}

/** Draws matches, of those only what is near the view. */
export class FoundMarks {
  readonly #all = register("found", PRIORITY);
  readonly #now = register("found-now", PRIORITY + 1);
  readonly #leaves: Leaves;
  readonly #near: Near;
  #found: readonly Span[] = [];

  constructor(leaves: Leaves, near: Near) {
    this.#leaves = leaves;
    this.#near = near;
    near.onChange(() => {
      if (this.#found.length) this.#draw();
    });
  }

  show(found: readonly Span[]): void {
    this.#found = found;
    this.#draw();
  }

  /** Draws one match stronger. */
  showNow(span: Span | undefined): void {
    this.#now?.clear();
    for (const leaf of span ? this.#leaves.overlapping(span) : []) {
      const range = span && rangeIn(leaf, span);
      if (range) this.#now?.add(range);
    }
  }

  #draw(): void {
    this.#all?.clear();
    for (const leaf of this.#near.leaves) {
      for (const span of within(this.#found, leaf)) {
        const range = rangeIn(leaf, span);
        if (range) this.#all?.add(range);
      }
    }
  }
}

function register(name: string, priority: number): Highlight | null {
  // Firefox before 140: matches are scrolled to and read aloud, but not painted.
  if (typeof Highlight === "undefined") return null;
  const registry = new Highlight();
  registry.priority = priority;
  CSS.highlights.set(name, registry);
  return registry;
}

/** Index of the first of `spans`, which are in order, that begins at or after `offset`. */
export function firstFrom(spans: readonly Span[], offset: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.start ?? 0) >= offset) high = middle;
    else low = middle + 1;
  }
  return low;
}

function within(spans: readonly Span[], { start, end }: Leaf): readonly Span[] {
  return spans.slice(firstFrom(spans, start), firstFrom(spans, end));
}
