/** The leaves of a text in order: the elements that carry text, with their place in it. */

import { codePointLength, type Span } from "./offsets";

/** One block's element; `start` and `end` are code points of the content. */
export interface Leaf {
  readonly element: HTMLElement;
  readonly index: number;
  readonly start: number;
  readonly end: number;
}

/** Code points between two blocks of the content: "\n\n". */
const GAP = 2;

/** The first index for which `holds` is true, given that it stays true from there on. */
function firstIndex(length: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

export class Leaves {
  readonly all: readonly Leaf[];
  readonly #byElement = new Map<Element, Leaf>();

  /** Reads the attributes alone; of the text, only the last leaf's. */
  constructor(root: ParentNode) {
    const elements = [...root.querySelectorAll<HTMLElement>("[data-block][data-start]")];
    const starts = elements.map((element) => Number(element.dataset["start"]));
    this.all = elements.map((element, index) => {
      const start = starts[index] ?? 0;
      const next = starts[index + 1];
      const end = next === undefined ? start + codePointLength(element.textContent) : next - GAP;
      return { element, index, start, end };
    });
    for (const leaf of this.all) this.#byElement.set(leaf.element, leaf);
  }

  /** The leaf of this element itself. */
  of(element: Element): Leaf | undefined {
    return this.#byElement.get(element);
  }

  /** The leaf that `node` lies in. */
  holding(node: Node): Leaf | undefined {
    const element = node instanceof Element ? node : node.parentElement;
    const leaf = element?.closest("[data-block]");
    return leaf ? this.#byElement.get(leaf) : undefined;
  }

  /** Leaves that share at least one code point with `span`. */
  overlapping(span: Span): Leaf[] {
    const found: Leaf[] = [];
    for (let index = this.indexEndingAfter(span.start); index < this.all.length; index += 1) {
      const leaf = this.all[index];
      if (!leaf || leaf.start >= span.end) break;
      found.push(leaf);
    }
    return found;
  }

  /** Index of the first leaf that ends after `offset`; the number of leaves where none does. */
  indexEndingAfter(offset: number): number {
    return firstIndex(this.all.length, (index) => (this.all[index]?.end ?? 0) > offset);
  }

  /** Index of the first leaf that begins at or after a DOM position. */
  firstAfter(node: Node, offset: number): number {
    const point = document.createRange();
    point.setStart(node, offset);
    return firstIndex(this.all.length, (index) => {
      const leaf = this.all[index];
      return leaf !== undefined && point.comparePoint(leaf.element, 0) >= 0;
    });
  }
}
