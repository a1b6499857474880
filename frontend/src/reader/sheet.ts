/**
 * Where there is no margin column, a note or the composer opens in a sheet at the foot; or all
 * notes in the order of the text, and then the page behind it rests. A swipe down closes it.
 */

import { gettext } from "../gettext";
import type { NoteList } from "./note-list";
import type { Slot } from "./notes";

/** Pixels of a swipe that close the sheet. */
const FAR = 80;

export class Sheet {
  readonly #element: HTMLElement;
  readonly #body: HTMLElement;
  readonly #closed: () => void;
  #list: NoteList | null = null;
  /** What had the focus before the list was opened. */
  #opener: HTMLElement | null = null;

  constructor(element: HTMLElement, closed: () => void) {
    this.#element = element;
    this.#body = element.querySelector<HTMLElement>(".sheet-body") ?? element;
    this.#closed = closed;
    element.querySelector(".sheet-close")?.addEventListener("click", () => {
      this.close();
    });
    element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      // The page's own Escape would take the focus away from where it came from.
      event.stopPropagation();
      this.close();
    });
    const head = element.querySelector<HTMLElement>(".sheet-head");
    if (head) this.#closeOnSwipe(head);
  }

  get open(): boolean {
    return !this.#element.hidden;
  }

  /** Where it begins to cover the window. */
  get top(): number {
    return this.#element.getBoundingClientRect().top;
  }

  /** Makes the buttons that ask for all notes work. */
  offerAll(list: NoteList): void {
    document.addEventListener("click", (event) => {
      const button = (event.target as Element).closest<HTMLElement>("[data-sheet-all]");
      if (button) this.#showAll(list, button);
    });
  }

  show(slot: Slot): void {
    this.#leaveList();
    slot.hidden = false;
    slot.classList.remove("brief");
    this.#body.replaceChildren(slot);
    this.#element.hidden = false;
  }

  close(): void {
    if (!this.open) return;
    const opener = this.#opener;
    this.#leaveList();
    this.#element.hidden = true;
    this.#closed();
    if (opener?.isConnected) opener.focus();
  }

  #showAll(list: NoteList, button: HTMLElement): void {
    // The button in the sheet itself goes away with it.
    this.#opener = this.#element.contains(button) ? null : button;
    this.#list = list;
    this.#element.classList.add("all");
    this.#element.ariaModal = "true";
    this.#element.ariaLabel = gettext("All notes");
    this.#body.replaceChildren(list.element);
    this.#element.hidden = false;
    list.open();
    this.#rest(true);
    this.#element.focus();
  }

  #leaveList(): void {
    if (!this.#list) return;
    this.#list.close();
    this.#list = null;
    this.#opener = null;
    this.#element.classList.remove("all");
    this.#element.ariaModal = null;
    this.#element.ariaLabel = gettext("Note");
    this.#rest(false);
  }

  /** Keeps the focus in the sheet: nothing behind it can be reached. */
  #rest(resting: boolean): void {
    for (const child of document.body.children) {
      if (child instanceof HTMLElement && child !== this.#element && child.id !== "announcer") {
        child.inert = resting && !(child instanceof HTMLDialogElement);
      }
    }
  }

  #closeOnSwipe(head: HTMLElement): void {
    let from: number | null = null;
    const move = (by: number): void => {
      this.#element.style.translate = by > 0 ? `0 ${by}px` : "";
    };
    head.addEventListener("pointerdown", (event) => {
      if (!(event.target as Element).closest("button")) from = event.clientY;
    });
    head.addEventListener("pointermove", (event) => {
      if (from === null) return;
      head.setPointerCapture(event.pointerId);
      move(event.clientY - from);
    });
    for (const name of ["pointerup", "pointercancel"] as const) {
      head.addEventListener(name, (event) => {
        const far = from !== null && event.clientY - from > FAR;
        from = null;
        move(0);
        if (far) this.close();
      });
    }
  }
}
