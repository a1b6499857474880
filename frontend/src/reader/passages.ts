/** The passages of this version: by highlight, by leaf, by place; and who overlaps whom. */

import type { Leaf, Leaves } from "../anchoring/leaves";
import { Flag, type Passage } from "./data";
import { groupBy } from "./grouping";
import { lanesOf } from "./lanes";

const inOrder = (a: Passage, b: Passage): number => a.start - b.start || b.end - a.end;

export class Passages {
  #all: readonly Passage[];
  #shown: readonly Passage[] = [];
  #shows: (passage: Passage) => boolean = () => true;
  #byLeaf = new Map<Leaf, Passage[]>();
  #byUid = new Map<string, Passage[]>();
  #lanes = new Map<Passage, number>();
  readonly #leaves: Leaves;
  readonly #listeners: (() => void)[] = [];

  constructor(leaves: Leaves, passages: readonly Passage[]) {
    this.#leaves = leaves;
    this.#all = passages;
    this.#index();
  }

  #index(): void {
    this.#all = [...this.#all].sort(inOrder);
    this.#shown = this.#all.filter(this.#shows);
    this.#byLeaf = new Map();
    this.#byUid = groupBy(this.#all, (passage) => passage.uid);
    this.#lanes = lanesOf(this.#shown);
    for (const passage of this.#shown) {
      for (const leaf of this.#leaves.overlapping(passage)) {
        const inLeaf = this.#byLeaf.get(leaf);
        if (inLeaf) inLeaf.push(passage);
        else this.#byLeaf.set(leaf, [passage]);
      }
    }
  }

  /** Calls `listener` after every change. */
  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  #changed(): void {
    this.#index();
    for (const listener of this.#listeners) listener();
  }

  /** Leaves out what `shows` is not true of, everywhere but in `of` and `all`. */
  filter(shows: (passage: Passage) => boolean): void {
    this.#shows = shows;
    this.#changed();
  }

  /** Takes a highlight's passages as they now are; other highlights stay. */
  replace(uid: string, passages: readonly Passage[]): void {
    this.#all = this.#all.filter((passage) => passage.uid !== uid).concat(passages);
    this.#changed();
  }

  /** Sets or clears one flag of a highlight. */
  flag(uid: string, flag: number, on: boolean): void {
    this.#all = this.#all.map((passage) =>
      passage.uid === uid
        ? { ...passage, flags: on ? passage.flags | flag : passage.flags & ~flag }
        : passage,
    );
    this.#changed();
  }

  /** Those not deleted, in the order of the text, whether they are shown or not. */
  get all(): Passage[] {
    return this.#all.filter((passage) => !(passage.flags & Flag.Deleted));
  }

  /** Those that are shown, in the order of the text. */
  get drawn(): Passage[] {
    return this.#shown.filter((passage) => !(passage.flags & Flag.Deleted));
  }

  /** A highlight's passages in the order of the text, whether they are shown or not. */
  of(uid: string): readonly Passage[] {
    return this.#byUid.get(uid) ?? [];
  }

  in(leaf: Leaf): readonly Passage[] {
    return this.#byLeaf.get(leaf) ?? [];
  }

  /** Which of the lanes tells this passage from those it overlaps. */
  lane(passage: Passage): number {
    return this.#lanes.get(passage) ?? 0;
  }

  /** Passages over a code point of a leaf, the shortest first. */
  at(leaf: Leaf, offset: number): Passage[] {
    return this.in(leaf)
      .filter(({ start, end, flags }) => start <= offset && offset <= end && !(flags & Flag.Deleted))
      .sort((a, b) => a.end - a.start - (b.end - b.start));
  }
}
