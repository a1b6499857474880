/** Adding a further passage to a highlight: from its note, then by selecting in the text. */

import { announce } from "../behaviors/announce";
import { showFailure } from "../failures";
import { gettext } from "../gettext";
import { change } from "./changing";
import type { Page } from "./page";
import type { Selected } from "./selection";

export class Adding {
  readonly #bar: HTMLElement;
  readonly #button: HTMLButtonElement | null;
  readonly #page: Page;
  #note: HTMLElement | null = null;
  #selected: Selected | null = null;

  constructor(bar: HTMLElement, page: Page) {
    this.#bar = bar;
    this.#page = page;
    this.#button = bar.querySelector("[data-add]");
    // A press on a button must not take the selection away.
    for (const event of ["pointerdown", "mousedown"]) {
      bar.addEventListener(event, (pressed) => {
        pressed.preventDefault();
      });
    }
    bar.addEventListener("click", (event) => {
      const target = event.target as Element;
      if (target.closest("[data-stop]")) this.stop();
      else if (target.closest("[data-add]")) void this.#add();
    });
    bar.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.stop();
    });
  }

  get going(): boolean {
    return this.#note !== null;
  }

  /** Begins for the highlight of this note. */
  start(note: HTMLElement): void {
    this.#note = note;
    this.#page.sheet.close();
    this.#bar.hidden = false;
    this.#page.article.focus({ preventScroll: true });
    this.offer(null);
    announce(gettext("Select the further passage, then press Enter. Escape cancels."));
  }

  /** Takes what is selected now as the passage to add. */
  offer(selected: Selected | null): void {
    this.#selected = selected;
    if (this.#button) this.#button.disabled = selected === null;
  }

  /** Puts the focus on the button that adds. False where there is nothing to add. */
  focus(): boolean {
    if (!this.#selected) return false;
    this.#button?.focus();
    return true;
  }

  stop(): void {
    if (!this.going) return;
    this.#note = null;
    this.#bar.hidden = true;
    this.#page.article.focus({ preventScroll: true });
  }

  async #add(): Promise<void> {
    const { data, notes, active } = this.#page;
    const uid = this.#note?.dataset["note"] ?? "";
    const revision = this.#note?.dataset["revision"] ?? "";
    if (!this.#selected || !uid) return;
    const { note, failure } = await change(data, uid, "", this.#selected, revision);
    if (failure) {
      showFailure(failure);
      return;
    }
    this.stop();
    document.getSelection()?.removeAllRanges();
    if (note) notes.put(uid, note);
    await active.activate(uid);
    announce(gettext("Passage added."));
  }
}
