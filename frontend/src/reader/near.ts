/** Which leaves are near the view. Everything that costs something is done for these alone. */

import type { Leaf, Leaves } from "../anchoring/leaves";

/** How far beyond the window counts as near. */
const REACH = "800px 0px";

export class Near {
  readonly leaves = new Set<Leaf>();
  readonly #listeners: ((entered: Leaf[], left: Leaf[]) => void)[] = [];

  constructor(leaves: Leaves) {
    const observer = new IntersectionObserver(
      (entries) => {
        const entered: Leaf[] = [];
        const left: Leaf[] = [];
        for (const { target, isIntersecting } of entries) {
          const leaf = leaves.of(target);
          if (!leaf || this.leaves.has(leaf) === isIntersecting) continue;
          if (isIntersecting) this.leaves.add(leaf);
          else this.leaves.delete(leaf);
          (isIntersecting ? entered : left).push(leaf);
        }
        if (entered.length || left.length) this.#tell(entered, left);
      },
      { rootMargin: REACH },
    );
    for (const leaf of leaves.all) observer.observe(leaf.element);
  }

  onChange(listener: (entered: Leaf[], left: Leaf[]) => void): void {
    this.#listeners.push(listener);
  }

  #tell(entered: Leaf[], left: Leaf[]): void {
    for (const listener of this.#listeners) listener(entered, left);
  }

  /** Near leaves in the order of the text. */
  get inOrder(): Leaf[] {
    return [...this.leaves].sort((a, b) => a.index - b.index);
  }
}
