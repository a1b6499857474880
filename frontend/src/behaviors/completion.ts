/**
 * Proposals for the word at the caret of a text field: rendered options from an address, chosen by
 * arrow keys and Enter or Tab, by a tap, and closed by Escape. The field keeps the focus and names
 * the active option (ARIA `aria-activedescendant`).
 * https://www.w3.org/WAI/ARIA/apg/patterns/combobox/
 */

import { ngettext } from "../gettext";
import { announce } from "./announce";
import { created } from "./creating";

const PAUSE_MS = 120;

export type Field = HTMLInputElement | HTMLTextAreaElement;

/** What is being typed: UTF-16 offsets in the field's value, and what to ask for. */
export interface Fragment {
  readonly start: number;
  readonly end: number;
  readonly query: string;
}

export interface Completing {
  /** The fragment at the caret, or null where there is nothing to complete. */
  readonly fragmentAt: (value: string, caret: number) => Fragment | null;
  /** What stands in place of the fragment once `value` was chosen; `after` is what follows it. */
  readonly replacement: (value: string, after: string) => string;
  readonly label: string;
  /** What is put in for an option; its `data-value` where this is not given. */
  readonly textOf?: (option: HTMLElement) => string;
  /** Whether the first proposal is active at once, so that Enter takes it: not where any word will do. */
  readonly eager: boolean;
}

let lists = 0;

export class Completion {
  readonly #field: Field;
  readonly #list: HTMLElement;
  readonly #url: string;
  readonly #how: Completing;
  #fragment: Fragment | null = null;
  #timer = 0;
  #asked = 0;

  constructor(field: Field, url: string, how: Completing) {
    this.#field = field;
    this.#url = url;
    this.#how = how;
    this.#list = this.#addList();
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", this.#list.id);
    field.autocomplete = "off";
    field.addEventListener("input", () => {
      this.#typed();
    });
    // The field's own keys come first: the list's Enter must not send the form, nor Escape close it.
    field.addEventListener(
      "keydown",
      (event) => {
        this.#key(event as KeyboardEvent);
      },
      { capture: true },
    );
    field.addEventListener("blur", () => {
      this.#close();
    });
    // Keep the focus in the field, or its blur would close the list before the click.
    this.#list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
    });
    this.#list.addEventListener("click", (event) => {
      const option = (event.target as Element).closest<HTMLElement>("[role=option]");
      if (option) this.#choose(option);
    });
  }

  #addList(): HTMLElement {
    lists += 1;
    const list = document.createElement("ul");
    list.id = `completion-${String(lists)}`;
    list.className = "completion";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", this.#how.label);
    list.hidden = true;
    this.#field.after(list);
    return list;
  }

  get #options(): HTMLElement[] {
    return [...this.#list.querySelectorAll<HTMLElement>("[role=option]")];
  }

  get #active(): number {
    return this.#options.findIndex((option) => option.getAttribute("aria-selected") === "true");
  }

  #typed(): void {
    clearTimeout(this.#timer);
    const { value, selectionStart, selectionEnd } = this.#field;
    const caret = selectionStart ?? value.length;
    this.#fragment = caret === selectionEnd ? this.#how.fragmentAt(value, caret) : null;
    this.#asked += 1;
    if (this.#fragment) this.#timer = window.setTimeout(() => void this.#find(), PAUSE_MS);
    else this.#close();
  }

  async #find(): Promise<void> {
    if (!this.#fragment) return;
    const asked = this.#asked;
    const mark = this.#url.includes("?") ? "&" : "?";
    const url = `${this.#url}${mark}q=${encodeURIComponent(this.#fragment.query)}`;
    const response = await fetch(url, { headers: { "HX-Request": "true" } }).catch(() => null);
    const html = response?.ok ? await response.text() : "";
    // More has been typed meanwhile, or the field was left: another answer counts.
    if (asked !== this.#asked || document.activeElement !== this.#field) return;
    this.#show(html);
  }

  #show(html: string): void {
    this.#list.innerHTML = html;
    const options = this.#options;
    for (const [index, option] of options.entries()) option.id = `${this.#list.id}-${String(index)}`;
    this.#list.hidden = options.length === 0;
    this.#tellExpanded(options.length > 0);
    if (options.length === 0) {
      this.#close();
      return;
    }
    if (this.#how.eager) this.#activate(0);
    announce(ngettext("%(count)s proposal", "%(count)s proposals", options.length));
  }

  #close(): void {
    clearTimeout(this.#timer);
    this.#asked += 1;
    this.#list.hidden = true;
    this.#tellExpanded(false);
    this.#field.removeAttribute("aria-activedescendant");
  }

  /** A combobox says so; a text area, which cannot be one, has no such state. */
  #tellExpanded(open: boolean): void {
    if (this.#field.getAttribute("role") === "combobox") this.#field.setAttribute("aria-expanded", String(open));
  }

  #key(event: KeyboardEvent): void {
    if (this.#list.hidden || event.isComposing) return;
    const act = this.#acts[event.key];
    const takes = event.key === "Enter" || event.key === "Tab";
    if (!act || (takes && this.#active === -1)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    act();
  }

  readonly #acts: Record<string, () => void> = {
    ArrowDown: () => {
      this.#activate(this.#active + 1);
    },
    ArrowUp: () => {
      this.#activate(this.#active - 1);
    },
    Enter: () => {
      this.#choose(this.#options[this.#active]);
    },
    Tab: () => {
      this.#choose(this.#options[this.#active]);
    },
    Escape: () => {
      this.#close();
    },
  };

  #written({ start, end }: Fragment): string {
    return this.#field.value.slice(start, end);
  }

  #activate(index: number): void {
    const options = this.#options;
    // From none, upwards is the last one.
    const active = options[(Math.max(index, -1) + options.length) % options.length];
    for (const option of options) option.setAttribute("aria-selected", String(option === active));
    if (!active) return;
    this.#field.setAttribute("aria-activedescendant", active.id);
    active.scrollIntoView({ block: "nearest" });
  }

  #choose(option: HTMLElement | undefined, fragment = this.#fragment): void {
    if (option?.dataset["create"] !== undefined && fragment) {
      const written = this.#written(fragment);
      void created(option, fragment.query).then((made) => {
        // Where it was written over meanwhile, nothing asks for it any more.
        if (made && this.#written(fragment) === written) this.#choose(made, fragment);
      });
      return;
    }
    if (option?.dataset["value"] === undefined || !fragment) return;
    const value = this.#how.textOf?.(option) ?? option.dataset["value"];
    const { start, end } = fragment;
    const text = this.#how.replacement(value, this.#field.value.slice(end));
    // Whoever has typed on stays where they are.
    const caret = this.#field.selectionStart ?? end;
    this.#field.setRangeText(text, start, end, start <= caret && caret <= end ? "end" : "preserve");
    this.#close();
    // Drafts are kept and boxes grow on input; this one asks for no proposals.
    this.#fragment = null;
    this.#field.dispatchEvent(new Event("input", { bubbles: true }));
    announce(value);
  }
}
