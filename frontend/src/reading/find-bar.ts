/** The box that finds in the text: `/` opens it, Enter goes on, Shift+Enter back, Escape ends it. */

import type { Span } from "../anchoring/offsets";
import { announce } from "../behaviors/announce";
import { gettext } from "../gettext";
import type { Page } from "../reader/page";
import { scrollTo } from "../reader/scrolling";
import { Finder, firstFrom, FoundMarks } from "./finding";
import { leafInView } from "./in-view";

/** Wait for a pause in typing; matches listed, and code points of context around each. */
const PAUSE_MS = 150;
const LISTED = 100;
const REACH = 40;

export class FindBar {
  readonly #form: HTMLFormElement;
  readonly #input: HTMLInputElement;
  readonly #count: HTMLElement;
  readonly #hits: HTMLElement;
  readonly #finder: Finder;
  readonly #marks: FoundMarks;
  readonly #page: Page;
  #found: readonly Span[] = [];
  #now = -1;
  #timer = 0;

  constructor(form: HTMLFormElement, page: Page) {
    this.#form = form;
    this.#page = page;
    this.#input = part(form, "input");
    this.#count = part(form, "output");
    this.#hits = part(form, "ol");
    this.#finder = new Finder(page.leaves);
    this.#marks = new FoundMarks(page.leaves, page.near);
    this.#listen();
  }

  /** Opens the box, with `query` in it where one is given. True: the key was for us. */
  open(query?: string): true {
    this.#form.hidden = false;
    if (query !== undefined) {
      this.#input.value = query;
      this.#look();
    }
    this.#input.focus();
    this.#input.select();
    return true;
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#form.hidden = true;
    this.#take([]);
    showInAddress("");
    this.#page.article.focus({ preventScroll: true });
  }

  #listen(): void {
    this.#input.addEventListener("input", () => {
      clearTimeout(this.#timer);
      this.#timer = window.setTimeout(this.#look.bind(this), PAUSE_MS);
    });
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#step(1);
    });
    this.#form.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
      else if (event.key === "Enter" && event.shiftKey) this.#step(-1);
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    this.#form.addEventListener("click", (event) => {
      const button = (event.target as Element).closest("button");
      if (button?.matches("[data-find-step]")) this.#step(-1);
      if (button?.matches("[data-find-close]")) this.close();
      if (button?.dataset["hit"]) this.#go(Number(button.dataset["hit"]));
    });
  }

  /** Looks for what is in the box, and goes to the first match from where the reader is. */
  #look(): void {
    clearTimeout(this.#timer);
    this.#timer = 0;
    const query = this.#input.value;
    this.#take(this.#finder.find(query));
    showInAddress(query);
    if (this.#found.length) {
      const next = firstFrom(this.#found, leafInView(this.#page.near)?.start ?? 0);
      this.#go(next % this.#found.length);
    } else if (query.trim()) this.#say(gettext("No matches"));
  }

  #step(by: 1 | -1): void {
    // Enter may come before the pause is over.
    if (this.#timer) this.#look();
    else if (this.#found.length) {
      this.#go((this.#now + by + this.#found.length) % this.#found.length);
    }
  }

  #take(found: readonly Span[]): void {
    this.#found = found;
    this.#now = -1;
    this.#marks.show(found);
    this.#marks.showNow(undefined);
    this.#count.textContent = "";
    this.#hits.replaceChildren(...found.slice(0, LISTED).map((span, index) => this.#item(span, index)));
  }

  #go(index: number): void {
    const span = this.#found[index];
    if (!span) return;
    this.#now = index;
    this.#marks.showNow(span);
    void scrollTo(this.#page.leaves, span);
    const buttons = this.#hits.querySelectorAll("button");
    for (const [number, button] of buttons.entries()) button.ariaCurrent = String(number === index);
    if (!this.#hits.contains(document.activeElement)) buttons[index]?.scrollIntoView({ block: "nearest" });
    const place = gettext("%(place)s of %(all)s", {
      place: (index + 1).toLocaleString(),
      all: this.#found.length.toLocaleString(),
    });
    this.#say(place, this.#finder.context(span, REACH).join(""));
  }

  #say(count: string, context = ""): void {
    this.#count.textContent = count;
    announce(context ? `${count}: ${context}` : count);
  }

  #item(span: Span, index: number): HTMLElement {
    const item = document.createElement("li");
    const button = document.createElement("button");
    const leaf = this.#page.leaves.overlapping(span)[0]?.element;
    const [before, exact, after] = this.#finder.context(span, REACH);
    const mark = document.createElement("mark");
    mark.textContent = exact;
    button.type = "button";
    button.dataset["hit"] = String(index);
    button.lang = leaf?.lang ?? "";
    button.dir = leaf?.dir ?? "";
    button.append(before, mark, after);
    item.append(button);
    return item;
  }
}

function part<K extends keyof HTMLElementTagNameMap>(
  form: HTMLFormElement,
  selector: K,
): HTMLElementTagNameMap[K] {
  const found = form.querySelector(selector);
  if (!found) throw new Error(`the find box has no ${selector}`);
  return found;
}

/** So that what was found can be linked to. */
function showInAddress(query: string): void {
  const url = new URL(location.href);
  if (query.trim()) url.searchParams.set("find", query.trim());
  else url.searchParams.delete("find");
  history.replaceState(history.state, "", url);
}

/** Makes the button and the key work; what the address asks for is found at once. */
export function startFinding(page: Page): FindBar | null {
  const form = document.querySelector<HTMLFormElement>("form#find");
  if (!form) return null;
  const bar = new FindBar(form, page);
  const button = document.querySelector<HTMLElement>("[data-find]");
  button?.removeAttribute("hidden");
  button?.addEventListener("click", () => {
    bar.open();
  });
  const asked = new URLSearchParams(location.search).get("find");
  if (asked) bar.open(asked);
  return bar;
}
