/**
 * Numbers every fifth line as it is set here and now: they change with the width of the page and
 * the size of the letters. A verse is one line however often it turns.
 *
 * Numbers are empty elements in the leaves that CSS fills (styles/reading/numbers.css), so no
 * offset changes. Lines are counted from the top, some leaves at a time; only near leaves
 * bear numbers.
 */

import type { Leaf } from "../anchoring/leaves";
import type { Page } from "../reader/page";
import { DISPLAY_CHANGED } from "./display";
import { linesOf, type Extent } from "./lines";
import { writingModeOf, type WritingMode } from "./vertical";

const EVERY = 5;
/** Milliseconds of counting at a time, between which the page answers. */
const AT_A_TIME = 8;
const COUNTED = "p:not(aside.note > *)";

export class LineNumbers {
  readonly #page: Page;
  readonly #marked = new Set<Leaf>();
  /** Lines before each leaf, as far as they are counted. */
  #before: number[] = [0];
  #mode: WritingMode = "horizontal-tb";
  #timer = 0;

  constructor(page: Page) {
    this.#page = page;
    page.near.onChange((entered, left) => {
      for (const leaf of left) this.#erase(leaf);
      if (this.#wanted) for (const leaf of entered) this.#mark(leaf);
    });
    const anew = this.#anew.bind(this);
    document.addEventListener(DISPLAY_CHANGED, anew);
    void document.fonts.ready.then(anew);
    document.fonts.addEventListener("loadingdone", anew);
    let width = page.article.clientWidth;
    new ResizeObserver(() => {
      if (page.article.clientWidth === width) return;
      width = page.article.clientWidth;
      anew();
    }).observe(page.article);
  }

  get #wanted(): boolean {
    return document.body.classList.contains("numbers-lines");
  }

  #anew(): void {
    clearTimeout(this.#timer);
    for (const leaf of [...this.#marked]) this.#erase(leaf);
    this.#before = [0];
    this.#mode = writingModeOf(this.#page.article);
    if (this.#wanted) this.#count();
  }

  /** Counts on for a moment, then again later until all is counted. */
  #count(): void {
    const leaves = this.#page.leaves.all;
    const end = performance.now() + AT_A_TIME;
    while (this.#before.length <= leaves.length && performance.now() < end) {
      const leaf = leaves[this.#before.length - 1];
      if (!leaf) break;
      const lines = this.#linesIn(leaf).length;
      this.#before.push((this.#before.at(-1) ?? 0) + lines);
      if (this.#page.near.leaves.has(leaf)) this.#mark(leaf);
    }
    if (this.#before.length <= leaves.length) {
      this.#timer = window.setTimeout(this.#count.bind(this), 0);
    }
  }

  /** The middles of a leaf's lines, from its own beginning. */
  #linesIn({ element }: Leaf): number[] {
    if (!element.matches(COUNTED)) return [];
    const range = document.createRange();
    range.selectNodeContents(element);
    const number = element.querySelector(".line-number");
    if (number) range.setEndBefore(number);
    const box = element.getBoundingClientRect();
    const lines = linesOf([...range.getClientRects()].map((rect) => across(rect, box, this.#mode)));
    return element.dataset["verse"] ? lines.slice(0, 1) : lines;
  }

  #mark(leaf: Leaf): void {
    const before = this.#before[leaf.index];
    if (before === undefined || this.#before[leaf.index + 1] === undefined) return;
    this.#erase(leaf);
    for (const [index, middle] of this.#linesIn(leaf).entries()) {
      const number = before + index + 1;
      if (number % EVERY === 0) leaf.element.append(numberAt(number, middle));
    }
    this.#marked.add(leaf);
  }

  #erase(leaf: Leaf): void {
    for (const number of leaf.element.querySelectorAll(".line-number")) number.remove();
    this.#marked.delete(leaf);
  }
}

/** A piece's extent across the lines, from where its leaf begins. */
function across(piece: DOMRect, leaf: DOMRect, mode: WritingMode): Extent {
  if (mode === "vertical-rl") return { start: leaf.right - piece.right, end: leaf.right - piece.left };
  if (mode === "vertical-lr") return { start: piece.left - leaf.left, end: piece.right - leaf.left };
  return { start: piece.top - leaf.top, end: piece.bottom - leaf.top };
}

function numberAt(number: number, middle: number): HTMLElement {
  const element = document.createElement("span");
  element.className = "line-number";
  element.dataset["n"] = String(number);
  element.ariaHidden = "true";
  element.style.insetBlockStart = `${middle}px`;
  return element;
}
