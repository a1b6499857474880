/**
 * `data-combobox`: a text field that finds things by typing (ARIA combobox with a list).
 * Options come rendered from `data-url?q=`; the chosen one's `data-value` goes into the hidden
 * field. With `data-offer` there are options before anything is typed: arrow down or a click
 * opens them. An option with `data-create` makes what was not found (creating.ts).
 * https://www.w3.org/WAI/ARIA/apg/patterns/combobox/
 */

import { gettext, ngettext } from "../gettext";
import { announce } from "./announce";
import { enliven } from "./attach";
import { created } from "./creating";

const PAUSE_MS = 150;

interface Parts {
  readonly input: HTMLInputElement;
  readonly value: HTMLInputElement;
  readonly list: HTMLElement;
  readonly url: string;
  readonly offers: boolean;
}

function partsOf(root: HTMLElement): Parts | null {
  const input = root.querySelector<HTMLInputElement>("[role=combobox]");
  const value = root.querySelector<HTMLInputElement>("input[type=hidden]");
  const list = root.querySelector<HTMLElement>("[role=listbox]");
  const url = root.dataset["url"];
  const offers = root.dataset["offer"] !== undefined;
  return input && value && list && url ? { input, value, list, url, offers } : null;
}

class Combobox {
  readonly #parts: Parts;
  #timer = 0;
  #asked = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
    const { input, list } = parts;
    input.addEventListener("input", () => {
      this.#typed();
    });
    input.addEventListener("keydown", (event) => {
      this.#key(event);
    });
    input.addEventListener("click", () => {
      if (parts.offers && list.hidden) void this.#find();
    });
    input.addEventListener("blur", () => {
      this.#show(false);
    });
    // Keep the focus in the field, or its blur would close the list before the click.
    list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
    });
    list.addEventListener("click", (event) => {
      const option = (event.target as Element).closest<HTMLElement>("[role=option]");
      if (option) this.#choose(option);
    });
  }

  get #options(): HTMLElement[] {
    return [...this.#parts.list.querySelectorAll<HTMLElement>("[role=option]")];
  }

  get #active(): number {
    return this.#options.findIndex((option) => option.ariaSelected === "true");
  }

  #typed(): void {
    this.#parts.value.value = "";
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#find(), PAUSE_MS);
  }

  async #find(): Promise<void> {
    const query = this.#parts.input.value.trim();
    this.#asked += 1;
    const asked = this.#asked;
    if (query === "" && !this.#parts.offers) {
      this.#show(false);
      return;
    }
    const mark = this.#parts.url.includes("?") ? "&" : "?";
    const response = await fetch(`${this.#parts.url}${mark}q=${encodeURIComponent(query)}`, {
      headers: { "HX-Request": "true" },
    }).catch(() => null);
    const html = response?.ok ? await response.text() : "";
    // A later question has been asked meanwhile: its answer counts.
    if (asked !== this.#asked) return;
    this.#parts.list.innerHTML = html;
    enliven(this.#parts.list);
    const count = this.#options.length;
    this.#show(count > 0);
    announce(ngettext("%(count)s found", "%(count)s found", count));
  }

  #show(open: boolean): void {
    this.#parts.list.hidden = !open;
    this.#parts.input.ariaExpanded = String(open);
    if (open) return;
    this.#parts.input.removeAttribute("aria-activedescendant");
    // What is still to be asked or answered would open it again.
    clearTimeout(this.#timer);
    this.#asked += 1;
  }

  #key(event: KeyboardEvent): void {
    const open = !this.#parts.list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (open) this.#move(event.key === "ArrowDown" ? 1 : -1);
      else void this.#find();
    } else if (event.key === "Enter" && open) {
      event.preventDefault();
      const option = this.#options[this.#active];
      if (option) this.#choose(option);
    } else if (event.key === "Escape" && open) {
      // Closes the list, not the dialog around it.
      event.preventDefault();
      event.stopPropagation();
      this.#show(false);
    }
  }

  #move(by: number): void {
    const options = this.#options;
    const from = this.#active === -1 && by < 0 ? 0 : this.#active;
    const next = options[(from + by + options.length) % options.length];
    for (const option of options) option.ariaSelected = String(option === next);
    if (!next) return;
    this.#parts.input.setAttribute("aria-activedescendant", next.id);
    next.scrollIntoView({ block: "nearest" });
  }

  #choose(option: HTMLElement): void {
    const { input, value } = this.#parts;
    if (option.dataset["create"] !== undefined) {
      void created(option, input.value.trim()).then((made) => {
        if (made) this.#choose(made);
      });
      return;
    }
    const label = option.cloneNode(true) as HTMLElement;
    for (const small of label.querySelectorAll("small")) small.remove();
    input.value = label.textContent.trim();
    value.value = option.dataset["value"] ?? "";
    value.dispatchEvent(new Event("change", { bubbles: true }));
    this.#show(false);
    announce(gettext("Chosen: %(name)s", { name: input.value }));
  }
}

export function findByTyping(root: HTMLElement): void {
  const parts = partsOf(root);
  if (parts) new Combobox(parts);
}
