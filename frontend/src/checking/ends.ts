/** Moving the ends of the chosen place, by the handles that the reading desk has too. */

import { stepped, whole } from "../anchoring/graphemes";
import type { Leaves } from "../anchoring/leaves";
import { exactOf, offsetOf, type Span } from "../anchoring/offsets";
import { announce } from "../behaviors/announce";
import { gettext } from "../gettext";
import { boxOf, caretAt } from "../reader/geometry";
import { Handle, type Edge } from "../reader/handle";
import type { Chosen } from "./chosen";
import { reveal } from "./scroller";

/** Units of an end that are read aloud. */
const SPOKEN = 40;

export class Ends {
  readonly #handles: readonly Handle[];
  readonly #article: HTMLElement;
  readonly #leaves: Leaves;
  readonly #chosen: Chosen;
  #going = false;

  constructor(
    elements: Iterable<HTMLElement>,
    article: HTMLElement,
    leaves: Leaves,
    chosen: Chosen,
  ) {
    this.#article = article;
    this.#leaves = leaves;
    this.#chosen = chosen;
    this.#handles = [...elements].map(
      (element) =>
        new Handle(element, leaves, {
          drag: (edge, x, y) => {
            this.#drag(edge, x, y);
          },
          step: (edge, by, far) => {
            this.#step(edge, by, far);
          },
          save: () => {
            chosen.submit();
          },
          cancel: () => {
            this.stop();
          },
        }),
    );
    window.addEventListener("resize", () => {
      this.draw();
    });
  }

  /** Shows the handles and puts the focus on the end. False: there is no place to adjust. */
  begin(): boolean {
    if (!this.#chosen.span) return false;
    this.show();
    this.#article.scrollIntoView({ block: "nearest" });
    const box = boxOf(this.#leaves, this.#chosen.span);
    if (box) reveal(this.#article, box);
    this.draw();
    this.#handles[1]?.focus();
    announce(
      gettext("Arrow keys move this end, with Ctrl by word. Enter places it there, Escape cancels."),
    );
    return true;
  }

  show(): void {
    this.#going = true;
    this.draw();
  }

  /** Goes back to what was proposed. */
  stop(): void {
    this.#going = false;
    this.#chosen.put(null);
    for (const handle of this.#handles) handle.hide();
    this.#article.focus({ preventScroll: true });
  }

  /** Puts the handles where the ends are now, as far as those are in view. */
  draw(): void {
    const span = this.#chosen.span;
    if (!this.#going || !span) return;
    const { top, bottom } = this.#article.getBoundingClientRect();
    for (const [number, handle] of this.#handles.entries()) {
      const at = number === 0 ? span.start : span.end - 1;
      const box = boxOf(this.#leaves, { start: at, end: at + 1 });
      if (box && box.top >= top - 2 && box.bottom <= bottom + 2) handle.show(span);
      else handle.hide();
    }
  }

  #step(edge: Edge, by: 1 | -1, far: boolean): void {
    const span = this.#chosen.span;
    if (!span) return;
    const at = stepped(this.#leaves, span[edge], by, far ? "word" : "grapheme");
    const moved = this.#put({ ...span, [edge]: at }) ? { ...span, [edge]: at } : span;
    const words = exactOf(this.#leaves, moved);
    announce(edge === "start" ? words.slice(0, SPOKEN) : words.slice(-SPOKEN));
    const last = edge === "start" ? moved.start : moved.end - 1;
    const box = boxOf(this.#leaves, { start: last, end: last + 1 });
    if (box) reveal(this.#article, box);
    this.draw();
    // A handle that was out of view for a moment has lost the focus.
    this.#handles[edge === "start" ? 0 : 1]?.focus();
  }

  #drag(edge: Edge, x: number, y: number): void {
    const caret = caretAt(x, y);
    const span = this.#chosen.span;
    if (!caret || !span || !this.#article.contains(caret.node)) return;
    const offset = offsetOf(this.#leaves, caret.node, caret.offset, edge);
    if (offset !== null) this.#put(whole(this.#leaves, { ...span, [edge]: offset }));
  }

  /** False: a passage keeps at least one character. */
  #put(span: Span): boolean {
    if (span.start >= span.end) return false;
    this.#chosen.put(span);
    this.draw();
    return true;
  }
}
