/** The place chosen for a passage: the one proposed, until another is selected. */

import type { Leaves } from "../anchoring/leaves";
import { exactOf, rangesOf, type Span } from "../anchoring/offsets";
import { announce } from "../behaviors/announce";
import { gettext } from "../gettext";

/** Units of a chosen place that are read aloud and shown. */
const TOLD = 160;

export class Chosen {
  readonly #form: HTMLFormElement;
  readonly #leaves: Leaves;
  readonly #proposed: Span | null;
  readonly #drawn = typeof Highlight === "undefined" ? null : new Highlight();
  #span: Span | null;

  constructor(form: HTMLFormElement, leaves: Leaves, proposed: Span | null) {
    this.#form = form;
    this.#leaves = leaves;
    this.#proposed = proposed;
    this.#span = proposed;
    if (this.#drawn) CSS.highlights.set("pending", this.#drawn);
    const tools = form.querySelector<HTMLElement>("[data-tools]");
    if (tools) tools.hidden = false;
    this.#show();
  }

  get span(): Span | null {
    return this.#span;
  }

  /** Chooses a place; null goes back to what was proposed. */
  put(span: Span | null): void {
    this.#span = span ?? this.#proposed;
    this.#show();
    if (this.#isOther && this.#span) {
      const words = exactOf(this.#leaves, this.#span).slice(0, TOLD);
      announce(gettext("Chosen: {words}", { words }));
    }
  }

  /** Settles: confirms what was proposed or places the passage where it was put. False: neither. */
  submit(): boolean {
    const name = this.#isOther ? "[data-put]" : "[data-confirm-place]";
    const button = this.#form.querySelector<HTMLButtonElement>(name);
    if (button) this.#form.requestSubmit(button);
    return button !== null;
  }

  get #isOther(): boolean {
    const { start, end } = this.#proposed ?? {};
    return this.#span !== null && (this.#span.start !== start || this.#span.end !== end);
  }

  #show(): void {
    const other = this.#isOther;
    const words = other && this.#span ? exactOf(this.#leaves, this.#span) : "";
    this.#toggle(".check-chosen", other);
    this.#toggle("[data-put]", other);
    this.#toggle("[data-confirm-place]", !other);
    this.#toggle("[data-reset]", other);
    this.#toggle("[data-adjust-ends]", this.#span !== null);
    const shown = this.#form.querySelector("[data-chosen]");
    if (shown) shown.textContent = words.length > TOLD ? `${words.slice(0, TOLD)}…` : words;
    this.#field("start", String(this.#span?.start ?? ""));
    this.#field("end", String(this.#span?.end ?? ""));
    this.#field("exact", words);
    this.#drawn?.clear();
    const span = other ? this.#span : null;
    for (const range of span ? rangesOf(this.#leaves, span) : []) this.#drawn?.add(range);
  }

  #toggle(selector: string, shown: boolean): void {
    const found = this.#form.querySelector<HTMLElement>(selector);
    if (found) found.hidden = !shown;
  }

  #field(name: string, value: string): void {
    const field = this.#form.querySelector<HTMLInputElement>(`input[name=${name}]`);
    if (!field) return;
    field.value = value;
    field.disabled = !this.#isOther;
  }
}
