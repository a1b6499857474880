/** Where there is no margin column, a note or the composer opens in a sheet at the foot. */

import type { Slot } from "./notes";

export class Sheet {
  readonly #element: HTMLElement;
  readonly #body: HTMLElement;
  readonly #closed: () => void;

  constructor(element: HTMLElement, closed: () => void) {
    this.#element = element;
    this.#body = element.querySelector<HTMLElement>(".sheet-body") ?? element;
    this.#closed = closed;
    element.querySelector(".sheet-close")?.addEventListener("click", () => {
      this.close();
    });
    element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
  }

  get open(): boolean {
    return !this.#element.hidden;
  }

  /** Where it begins to cover the window. */
  get top(): number {
    return this.#element.getBoundingClientRect().top;
  }

  show(slot: Slot): void {
    slot.hidden = false;
    slot.classList.remove("brief");
    this.#body.replaceChildren(slot);
    this.#element.hidden = false;
  }

  close(): void {
    if (!this.open) return;
    this.#element.hidden = true;
    this.#closed();
  }
}
