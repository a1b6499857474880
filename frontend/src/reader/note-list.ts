/** All notes that are shown, in the order of the text, some at a time; with the filters above them. */

import { gettext } from "../gettext";
import type { Notes } from "./notes";
import type { Passages } from "./passages";

/** Notes that are put there at once. */
const SOME = 30;

export class NoteList {
  readonly element = document.createElement("div");
  readonly #items = document.createElement("div");
  readonly #more = document.createElement("button");
  readonly #passages: Passages;
  readonly #notes: Notes;
  readonly #desk: HTMLElement | null;
  /** Where the filters stand while the list is closed. */
  readonly #home = document.createComment("filters");
  #count = SOME;
  #isOpen = false;

  constructor(passages: Passages, notes: Notes, desk: HTMLElement | null) {
    this.#passages = passages;
    this.#notes = notes;
    this.#desk = desk;
    this.element.className = "note-list";
    this.#more.type = "button";
    this.#more.className = "secondary";
    this.#more.textContent = gettext("Show more");
    this.#more.addEventListener("click", () => {
      this.#count += SOME;
      this.#fill();
    });
    this.element.append(this.#items, this.#more);
    const fill = (): void => {
      if (this.#isOpen) this.#fill();
    };
    passages.onChange(fill);
    notes.onArrival(fill);
  }

  open(): void {
    this.#isOpen = true;
    this.#count = SOME;
    if (this.#desk?.isConnected) {
      this.#desk.replaceWith(this.#home);
      this.element.prepend(this.#desk);
    }
    this.#fill();
  }

  close(): void {
    this.#isOpen = false;
    if (this.#desk && this.#home.isConnected) this.#home.replaceWith(this.#desk);
    this.#items.replaceChildren();
  }

  #fill(): void {
    const all = [...new Set(this.#passages.drawn.map(({ uid }) => uid))];
    const uids = all.slice(0, this.#count);
    this.#notes.want(uids);
    const slots = uids.map((uid) => this.#notes.slot(uid)).filter((slot) => slot !== undefined);
    const staying = new Set<Element>(slots);
    for (const child of [...this.#items.children]) if (!staying.has(child)) child.remove();
    for (const [index, slot] of slots.entries()) {
      slot.hidden = false;
      slot.classList.remove("brief");
      // Moving the slot that holds the focus would lose it.
      if (this.#items.children[index] !== slot) {
        this.#items.insertBefore(slot, this.#items.children[index] ?? null);
      }
    }
    this.#more.hidden = all.length <= this.#count;
  }
}
