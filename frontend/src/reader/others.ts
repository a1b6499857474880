/** A small list of the other highlights at the place that was clicked. */

import { exactOf } from "../anchoring/offsets";
import type { Leaves } from "../anchoring/leaves";
import type { Passage } from "./data";

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
