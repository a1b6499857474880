/**
 * Moving the ends of a passage: by handles that are dragged or take arrow keys, or by buttons.
 * Ends stop between characters, or with "By word" (or Ctrl) at words. Nothing changes until it is saved.
 */

import { stepped, whole, type Unit } from "../anchoring/graphemes";
import { exactOf, offsetOf, type Span } from "../anchoring/offsets";
import { announce } from "../behaviors/announce";
import { showFailure } from "../failures";
import { gettext } from "../gettext";
import { change } from "./changing";
import { caretAt } from "./geometry";
import { Handle, type Edge } from "./handle";
import type { Page } from "./page";
import { inView, scrollTo } from "./scrolling";

/** Units of a passage's end that are read aloud. */
const SPOKEN = 40;

interface Target {
  readonly uid: string;
  readonly passage: string;
  readonly revision: string;
}

export class Adjusting {
  readonly #bar: HTMLElement;
  readonly #handles: readonly Handle[];
  readonly #page: Page;
  #target: Target | null = null;
  #span: Span = { start: 0, end: 0 };
  #unit: Unit = "grapheme";

  constructor(bar: HTMLElement, handles: Iterable<HTMLElement>, page: Page) {
    this.#bar = bar;
    this.#page = page;
    this.#handles = [...handles].map(
      (element) =>
        new Handle(element, page.leaves, {
          drag: (edge, x, y) => {
            this.#drag(edge, x, y);
          },
          step: (edge, by, far) => {
            this.#step(edge, by, far ? "word" : this.#unit);
          },
          save: () => void this.#save(),
          cancel: () => {
            this.stop();
          },
        }),
    );
    bar.addEventListener("click", (event) => {
      this.#click(event.target as Element);
    });
    bar.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.stop();
    });
    window.addEventListener("resize", () => {
      if (this.going) this.#draw();
    });
  }

  get going(): boolean {
    return this.#target !== null;
  }

  /** Begins with the passage that `element`, in a note, stands for. */
  async start(element: HTMLElement): Promise<void> {
    const note = element.closest<HTMLElement>("[data-note]");
    const { passage, start, end } = element.closest<HTMLElement>("[data-passage]")?.dataset ?? {};
    if (!note || !passage) return;
    const { note: uid = "", revision = "" } = note.dataset;
    this.#target = { uid, passage, revision };
    this.#span = { start: Number(start), end: Number(end) };
    const { leaves, article, sheet } = this.#page;
    sheet.close();
    // ‹ and › turn round where the text runs the other way.
    for (const pair of this.#bar.querySelectorAll<HTMLElement>(".pair")) {
      pair.dir = getComputedStyle(article).direction;
    }
    this.#bar.hidden = false;
    if (!inView(leaves, this.#span)) await scrollTo(leaves, this.#span);
    this.#draw();
    this.#handles[1]?.focus();
    announce(gettext("Arrow keys move this end, with Ctrl by word. Enter saves, Escape cancels."));
  }

  stop(): void {
    if (!this.#target) return;
    const { uid } = this.#target;
    this.#target = null;
    this.#bar.hidden = true;
    for (const handle of this.#handles) handle.hide();
    this.#page.drawing.pend(null);
    void this.#page.active.activate(uid).then(() => this.#page.active.focusNote());
  }

  #click(target: Element): void {
    const button = target.closest("button");
    if (!button) return;
    const { move, by } = button.dataset;
    if (move) this.#step(move as Edge, by === "1" ? 1 : -1, this.#unit);
    else if (button.matches("[data-by-word]")) {
      this.#unit = this.#unit === "word" ? "grapheme" : "word";
      button.ariaPressed = String(this.#unit === "word");
    } else if (button.matches("[data-save]")) void this.#save();
    else if (button.matches("[data-stop]")) this.stop();
  }

  #step(edge: Edge, by: 1 | -1, unit: Unit): void {
    this.#put({ ...this.#span, [edge]: stepped(this.#page.leaves, this.#span[edge], by, unit) });
    this.#say(edge);
  }

  #drag(edge: Edge, x: number, y: number): void {
    const caret = caretAt(x, y);
    const { leaves, article } = this.#page;
    if (!caret || !article.contains(caret.node)) return;
    const offset = offsetOf(leaves, caret.node, caret.offset, edge);
    if (offset !== null) this.#put(whole(leaves, { ...this.#span, [edge]: offset }));
  }

  /** A passage keeps at least one character. */
  #put(span: Span): void {
    if (span.start >= span.end) return;
    this.#span = span;
    this.#draw();
  }

  #draw(): void {
    this.#page.drawing.pend(this.#span);
    for (const handle of this.#handles) handle.show(this.#span);
  }

  #say(edge: Edge): void {
    const words = exactOf(this.#page.leaves, this.#span);
    announce(edge === "start" ? words.slice(0, SPOKEN) : words.slice(-SPOKEN));
  }

  async #save(): Promise<void> {
    if (!this.#target) return;
    const { data, leaves, notes } = this.#page;
    const { uid, passage, revision } = this.#target;
    const selected = { ...this.#span, exact: exactOf(leaves, this.#span) };
    const { note, failure } = await change(data, uid, `${passage}/`, selected, revision);
    if (failure) {
      showFailure(failure);
      return;
    }
    if (note) notes.put(uid, note);
    this.stop();
    announce(gettext("Passage adjusted."));
  }
}
