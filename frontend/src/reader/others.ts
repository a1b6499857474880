/** A small list of the other highlights at the place that was clicked. */

import { exactOf } from "../anchoring/offsets";
import type { Leaves } from "../anchoring/leaves";
import type { Passage } from "./data";
import { boxIn } from "./geometry";
import type { Passages } from "./passages";

/** UTF-16 units of a passage that name it in the list. */
const EXCERPT = 70;

function excerpt(text: string): string {
  return text.length > EXCERPT ? `${text.slice(0, EXCERPT).replace(/\s\S*$/, "")} …` : text;
}

export class Others {
  readonly #element: HTMLElement;
  readonly #leaves: Leaves;
  readonly #activate: (uid: string) => void;

  constructor(element: HTMLElement, leaves: Leaves, activate: (uid: string) => void) {
    this.#element = element;
    this.#leaves = leaves;
    this.#activate = activate;
  }

  hide(): void {
    this.#element.hidePopover();
  }

  /** Offers these highlights near a point of the window. */
  offer(passages: readonly Passage[], x: number, y: number): void {
    if (passages.length === 0) {
      this.hide();
      return;
    }
    const title = document.createElement("p");
    title.textContent = passages.length === 1 ? "Also marked here" : `Also marked here: ${passages.length}`;
    this.#element.replaceChildren(title, ...passages.map((passage) => this.#button(passage)));
    this.#element.showPopover();
    const { offsetWidth, offsetHeight } = this.#element;
    const left = Math.max(8, Math.min(x, window.innerWidth - offsetWidth - 8));
    const below = y + 20 + offsetHeight < window.innerHeight;
    this.#element.style.left = `${left}px`;
    this.#element.style.top = `${below ? y + 20 : Math.max(8, y - offsetHeight - 20)}px`;
  }

  /** Offers what overlaps a highlight, beside its first lines. False where nothing is to offer. */
  offerAround(uid: string | null, passages: Passages): boolean {
    const here = passages.of(uid ?? "")[0];
    const leaf = here && this.#leaves.overlapping(here)[0];
    if (!leaf) return false;
    const others = passages
      .in(leaf)
      .filter((passage) => passage !== here && passage.start < here.end && here.start < passage.end);
    const box = boxIn(leaf, here);
    this.offer(others, box.left, box.bottom);
    this.#element.querySelector("button")?.focus();
    return others.length > 0;
  }

  #button(passage: Passage): HTMLElement {
    const button = document.createElement("button");
    button.type = "button";
    button.dir = "auto";
    const leaf = this.#leaves.overlapping(passage)[0];
    if (leaf) button.lang = leaf.element.lang;
    button.textContent = excerpt(exactOf(this.#leaves, passage));
    button.addEventListener("click", () => {
      this.hide();
      this.#activate(passage.uid);
    });
    return button;
  }
}
