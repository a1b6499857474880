/** The toolbar at a selection. Arrow keys move in it, Escape goes back to the text. */

import type { Leaves } from "../anchoring/leaves";
import { rangesOf } from "../anchoring/offsets";
import type { Selected } from "./selection";
import type { Sharing } from "./sharing";

export type Act = "highlight" | "comment" | "tag" | "cite" | "quote";

/** Pixels between the selection and the toolbar. */
const GAP = 10;

export class Toolbar {
  readonly #element: HTMLElement;
  readonly #leaves: Leaves;
  readonly #sharing: Sharing;
  #selected: Selected | null = null;

  constructor(
    element: HTMLElement,
    leaves: Leaves,
    sharing: Sharing,
    handlers: {
      readonly act: (act: Act, selected: Selected) => void;
      readonly leave: () => void;
    },
  ) {
    this.#element = element;
    this.#leaves = leaves;
    this.#sharing = sharing;
    // A press on a button must not take the selection away.
    element.addEventListener("pointerdown", (event) => {
      event.preventDefault();
    });
    element.addEventListener("mousedown", (event) => {
      event.preventDefault();
    });
    element.addEventListener("click", (event) => {
      const name = (event.target as Element).closest("button")?.dataset["act"];
      if (name === "private") this.#togglePrivate();
      else if (name && this.#selected) handlers.act(name as Act, this.#selected);
    });
    element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") handlers.leave();
      else this.#move(event);
    });
    this.#showSharing();
  }

  /** Shows itself at a selection, or hides where there is none. */
  at(selected: Selected | null): void {
    this.#selected = selected;
    const box = selected && rangesOf(this.#leaves, selected)[0]?.getBoundingClientRect();
    this.#element.hidden = !box;
    if (box) this.#place(box);
  }

  get shown(): boolean {
    return !this.#element.hidden;
  }

  focus(): void {
    this.#element.querySelector<HTMLElement>("button[tabindex='0'], button:not([tabindex])")?.focus();
  }

  #place(box: DOMRect): void {
    const { offsetWidth, offsetHeight } = this.#element;
    const above = box.top - offsetHeight - GAP;
    const top = above > 4 ? above : box.bottom + GAP;
    const middle = box.left + box.width / 2 - offsetWidth / 2;
    const left = Math.min(Math.max(8, middle), document.documentElement.clientWidth - offsetWidth - 8);
    this.#element.style.top = `${top + window.scrollY}px`;
    this.#element.style.left = `${left + window.scrollX}px`;
  }

  #togglePrivate(): void {
    this.#sharing.toggle();
    this.#showSharing();
  }

  #showSharing(): void {
    const button = this.#element.querySelector<HTMLElement>("[data-act=private]");
    if (button) button.ariaPressed = String(this.#sharing.value === "private");
  }

  #move(event: KeyboardEvent): void {
    const buttons = [...this.#element.querySelectorAll<HTMLElement>("button")];
    const now = buttons.indexOf(document.activeElement as HTMLElement);
    const steps: Record<string, number> = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: -1 };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = buttons.at(step % buttons.length);
    for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
    next?.focus();
  }
}
