/** One end of a passage that is being adjusted: a slider to the keyboard, a knob to mouse and finger. */

import { stepped } from "../anchoring/graphemes";
import type { Leaves } from "../anchoring/leaves";
import { exactOf, rangeIn, type Span } from "../anchoring/offsets";

export type Edge = "start" | "end";

/** UTF-16 units around the end that are told as the slider's value. */
const TOLD = 30;

interface Handlers {
  readonly drag: (edge: Edge, x: number, y: number) => void;
  /** `far`: by word. */
  readonly step: (edge: Edge, by: 1 | -1, far: boolean) => void;
  readonly save: () => void;
  readonly cancel: () => void;
}

export class Handle {
  readonly #element: HTMLElement;
  readonly #leaves: Leaves;
  readonly #handlers: Handlers;
  readonly #edge: Edge;
  /** Where on the knob it was taken, so that the finger does not cover the words. */
  #grip = { x: 0, y: 0 };

  constructor(element: HTMLElement, leaves: Leaves, handlers: Handlers) {
    this.#element = element;
    this.#leaves = leaves;
    this.#handlers = handlers;
    this.#edge = element.dataset["edge"] === "start" ? "start" : "end";
    element.addEventListener("keydown", (event) => {
      this.#key(event);
    });
    element.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      this.#take(event);
    });
    element.addEventListener("pointermove", (event) => {
      if (element.hasPointerCapture(event.pointerId)) this.#move(event);
    });
  }

  focus(): void {
    this.#element.focus({ preventScroll: true });
  }

  hide(): void {
    this.#element.hidden = true;
  }

  /** Stands at its end of `span`. */
  show(span: Span): void {
    const box = this.#box(span);
    this.#element.hidden = box === null;
    if (!box) return;
    this.#element.style.left = `${box.x + window.scrollX}px`;
    this.#element.style.top = `${box.top + window.scrollY}px`;
    this.#element.style.blockSize = `${box.height}px`;
    const words = exactOf(this.#leaves, span);
    this.#element.ariaValueMin = "0";
    this.#element.ariaValueMax = String(this.#leaves.all.at(-1)?.end ?? 0);
    this.#element.ariaValueNow = String(span[this.#edge]);
    this.#element.ariaValueText = this.#edge === "start" ? words.slice(0, TOLD) : words.slice(-TOLD);
  }

  #box(span: Span): { x: number; top: number; height: number } | null {
    const covered = this.#leaves.overlapping(span);
    const leaf = covered.at(this.#edge === "start" ? 0 : -1);
    if (!leaf) return null;
    // Of that one character: the boxes of several come in no order where lines run right to left.
    const box = rangeIn(leaf, this.#outermost(span))?.getBoundingClientRect();
    if (!box) return null;
    const rtl = getComputedStyle(leaf.element).direction === "rtl";
    const x = (this.#edge === "start") === rtl ? box.right : box.left;
    return { x, top: box.top, height: box.height };
  }

  /** The character at this end of `span`. */
  #outermost({ start, end }: Span): Span {
    if (this.#edge === "start") return { start, end: stepped(this.#leaves, start, 1, "grapheme") };
    return { start: stepped(this.#leaves, end, -1, "grapheme"), end };
  }

  #key(event: KeyboardEvent): void {
    const rtl = getComputedStyle(this.#leaves.all[0]?.element ?? this.#element).direction === "rtl";
    const steps: Record<string, 1 | -1> = {
      ArrowRight: rtl ? -1 : 1,
      ArrowLeft: rtl ? 1 : -1,
      ArrowUp: -1,
      ArrowDown: 1,
    };
    const by = steps[event.key];
    if (by) this.#handlers.step(this.#edge, by, event.ctrlKey || event.altKey);
    else if (event.key === "Enter") this.#handlers.save();
    else if (event.key === "Escape") this.#handlers.cancel();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #take(event: PointerEvent): void {
    const { left, top, width, height } = this.#element.getBoundingClientRect();
    this.#grip = { x: event.clientX - left - width / 2, y: event.clientY - top - height / 2 };
    this.#element.setPointerCapture(event.pointerId);
    this.focus();
  }

  #move(event: PointerEvent): void {
    // The knob itself lies over the words that are looked for.
    this.#element.style.pointerEvents = "none";
    this.#handlers.drag(this.#edge, event.clientX - this.#grip.x, event.clientY - this.#grip.y);
    this.#element.style.pointerEvents = "";
  }
}
