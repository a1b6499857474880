/** The form of a new note. What is written in it survives everything but saving and erasing. */

import { enliven } from "../behaviors/attach";
import { dropDraft } from "../behaviors/draft";
import { create } from "./creating";
import type { ReaderData } from "./data";
import type { Selected } from "./selection";

/** Where drafts of this version are kept; the span follows. */
export function draftPrefix(version: string): string {
  return `new-${version}-`;
}

interface Handlers {
  readonly saved: (uid: string, note: HTMLElement) => void;
  readonly cancelled: () => void;
}

export class Composer {
  readonly slot = document.createElement("div");
  readonly selected: Selected;
  readonly #data: ReaderData;
  readonly #handlers: Handlers;
  readonly #draft: string;

  constructor(data: ReaderData, selected: Selected, sharing: string, handlers: Handlers) {
    this.#data = data;
    this.#handlers = handlers;
    this.selected = selected;
    this.#draft = `${draftPrefix(data.version)}${selected.start}-${selected.end}`;
    this.slot.className = "slot";
    const template = document.querySelector<HTMLTemplateElement>("#composer");
    const form = template?.content.querySelector("form")?.cloneNode(true) as HTMLFormElement;
    this.#show(form);
    const choice = form.querySelector<HTMLInputElement>(`[name=sharing][value=${sharing}]`);
    if (choice) choice.checked = true;
    this.slot.addEventListener("keydown", (event) => {
      if (event.key === "Escape") handlers.cancelled();
    });
  }

  focus(field: "comment" | "tags"): void {
    this.slot.querySelector<HTMLElement>(`[name=${field}]`)?.focus();
  }

  #show(form: HTMLFormElement): void {
    const fields = { ...this.selected, version: this.#data.version };
    for (const name of ["version", "start", "end", "exact"] as const) {
      const field = form.querySelector<HTMLInputElement>(`[name=${name}]`);
      if (field) field.value = String(fields[name]);
    }
    form.dataset["draft"] = this.#draft;
    this.slot.replaceChildren(form);
    enliven(form);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#submit(form);
    });
    form.querySelector("[data-cancel]")?.addEventListener("click", this.#handlers.cancelled);
  }

  async #submit(form: HTMLFormElement): Promise<void> {
    const outcome = await create(this.#data, new FormData(form));
    form.dispatchEvent(new Event("submit-done"));
    if ("saved" in outcome) {
      dropDraft(this.#draft);
      this.#handlers.saved(outcome.uid, outcome.saved);
    } else if ("form" in outcome) {
      this.#show(outcome.form as HTMLFormElement);
      this.slot.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
    } else {
      const line = form.querySelector<HTMLElement>(".note-failure");
      if (line) {
        line.textContent = outcome.failure;
        line.hidden = false;
      }
    }
  }
}
