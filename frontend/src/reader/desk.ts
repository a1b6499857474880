/** The panel above the text: what colours stand for, and which highlights are shown. */

import { announce } from "../behaviors/announce";
import { gettext, ngettext } from "../gettext";
import type { Passage } from "./data";
import type { Drawing } from "./drawing";
import { FACETS, isFacet, legendOf, Names, NONE, valuesOf, type Entry, type Facet } from "./facets";
import { Filter, CHOICE_NAMES, type Choice } from "./filters";
import type { Notes } from "./notes";
import type { Passages } from "./passages";

const KEY = "colour-by";
/** The parameter of the address; what is remembered in this browser holds where it is not there. */
const COLOUR = "colour";

interface Parts {
  readonly passages: Passages;
  readonly drawing: Drawing;
  readonly notes: Notes;
  readonly names: Names;
}

export class Desk {
  readonly #element: HTMLElement;
  readonly #parts: Parts;
  readonly #filter: Filter;
  #facet: Facet | null;
  #entries = new Map<string, Entry>();
  #busy = false;

  constructor(element: HTMLElement, parts: Parts) {
    this.#element = element;
    this.#parts = parts;
    const query = new URLSearchParams(location.search);
    this.#filter = Filter.from(query);
    this.#facet = startingFacet(query);
    element.hidden = false;
    element.addEventListener("change", (event) => {
      if (event.target instanceof HTMLSelectElement) this.#choose(event.target);
    });
    element.addEventListener("click", (event) => {
      this.#click(event.target as Element);
    });
    parts.passages.onChange(() => {
      if (!this.#busy) this.#show();
    });
    parts.notes.onPut((uid, note) => {
      this.#label(uid, note);
    });
    const details = element.querySelector("details");
    if (details && !this.#filter.isEmpty) details.open = true;
    this.#apply();
  }

  #choose(select: HTMLSelectElement): void {
    const { name, value } = select;
    if (name === COLOUR) {
      this.#facet = isFacet(value) ? value : null;
      remember(value);
    } else if (isFacet(name)) this.#filter.only(name, value);
    else this.#filter.choose(name as Choice, value);
    this.#apply();
    if (name !== COLOUR) this.#announce();
  }

  #click(target: Element): void {
    const value = target.closest<HTMLElement>("[data-value]")?.dataset["value"];
    if (value !== undefined && this.#facet) this.#filter.toggle(this.#facet, value);
    else if (target.closest("[data-show-all]")) this.#filter.clear();
    else return;
    this.#apply();
    this.#announce();
    this.#element.querySelector<HTMLElement>(`[data-value="${value ?? ""}"]`)?.focus();
  }

  /** Filters, colours, and says in the address what was chosen. */
  #apply(): void {
    this.#busy = true;
    this.#parts.passages.filter((passage) => this.#filter.shows(passage));
    this.#busy = false;
    this.#show();
    const url = new URL(location.href);
    this.#filter.into(url.searchParams);
    if (this.#facet) url.searchParams.set(COLOUR, this.#facet);
    else url.searchParams.delete(COLOUR);
    if (url.href !== location.href) history.replaceState(history.state, "", url);
  }

  /** Shows how things stand, after a choice or after passages have changed. */
  #show(): void {
    const { passages, drawing, names, notes } = this.#parts;
    const facet = this.#facet;
    const entries = facet ? legendOf(passages.all, facet, names) : [];
    this.#entries = new Map(entries.map((entry) => [entry.value, entry]));
    drawing.colour(facet ? (passage) => this.#entryOf(passage, facet) : () => undefined);
    this.#showLegend(entries);
    this.#showFields();
    this.#showCount();
    for (const [uid, slot] of notes.all) {
      const note = slot.querySelector<HTMLElement>(".note");
      if (note) this.#label(uid, note);
    }
  }

  /** What a passage is drawn by: the first of its values that is asked for, else the first. */
  #entryOf(passage: Passage, facet: Facet): Entry | undefined {
    const values = valuesOf(passage, facet);
    const asked = values.find((value) => this.#filter.values(facet).has(value));
    return this.#entries.get(asked ?? values[0] ?? NONE);
  }

  /** Puts the letters that stand for a highlight's values into its note. */
  #label(uid: string, note: HTMLElement): void {
    const place = note.querySelector<HTMLElement>(".note-letters");
    const passage = this.#parts.passages.of(uid)[0];
    if (!place) return;
    const values = passage && this.#facet ? valuesOf(passage, this.#facet) : [];
    const entries = values.map((value) => this.#entries.get(value)).filter((entry) => entry !== undefined);
    place.replaceChildren(...entries.filter(({ value }) => value !== NONE).map(letter));
  }

  #showLegend(entries: readonly Entry[]): void {
    const list = this.#element.querySelector<HTMLElement>(".legend");
    if (!list || !this.#facet) {
      if (list) list.hidden = true;
      return;
    }
    const chosen = this.#filter.values(this.#facet);
    list.hidden = false;
    list.replaceChildren(...entries.map((entry) => legendItem(entry, chosen.has(entry.value))));
  }

  #showFields(): void {
    for (const select of this.#element.querySelectorAll("select")) {
      const { name } = select;
      if (name === COLOUR) select.value = this.#facet ?? "";
      else if (CHOICE_NAMES.includes(name as Choice)) select.value = this.#filter.chosen(name as Choice);
      else if (isFacet(name)) this.#fill(select, name);
    }
    const showAll = this.#element.querySelector<HTMLElement>("[data-show-all]");
    if (showAll) showAll.hidden = this.#filter.isEmpty;
  }

  #fill(select: HTMLSelectElement, facet: Facet): void {
    const entries = legendOf(this.#parts.passages.all, facet, this.#parts.names);
    const any = select.options[0];
    select.replaceChildren(
      ...(any ? [any] : []),
      ...entries.map(({ name, value, count }) => new Option(`${name} (${count})`, value)),
    );
    const chosen = [...this.#filter.values(facet)];
    if (chosen.length > 1) select.append(new Option(gettext("several"), "several"));
    select.value = chosen.length > 1 ? "several" : (chosen[0] ?? "");
  }

  #counts(): [number, number] {
    const count = (passages: readonly Passage[]): number => new Set(passages.map(({ uid }) => uid)).size;
    return [count(this.#parts.passages.drawn), count(this.#parts.passages.all)];
  }

  #showCount(): void {
    const place = this.#element.querySelector(".desk-shown");
    const [shown, all] = this.#counts();
    if (!place) return;
    place.textContent = this.#filter.isEmpty ? "" : gettext("%(shown)s of %(all)s shown", { shown, all });
  }

  #announce(): void {
    const [shown, all] = this.#counts();
    announce(ngettext("%(count)s of %(all)s highlights shown", "%(count)s of %(all)s highlights shown", shown, { all }));
  }
}

function startingFacet(query: URLSearchParams): Facet | null {
  const asked = query.get(COLOUR);
  if (isFacet(asked)) return asked;
  // A link that filters by one facet's values is best read with them told apart.
  const filtered = FACETS.find((facet) => query.getAll(facet).length > 1);
  const remembered = recall();
  return filtered ?? (isFacet(remembered) ? remembered : null);
}

function remember(value: string): void {
  try {
    localStorage.setItem(KEY, value);
  } catch {
    // Storage is switched off: it holds for this page.
  }
}

function recall(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function letter(entry: Entry): HTMLElement {
  const mark = document.createElement("span");
  mark.className = `legend-letter tint-${entry.colour}`;
  mark.textContent = entry.letter;
  mark.title = entry.name;
  return mark;
}

function legendItem(entry: Entry, chosen: boolean): HTMLElement {
  const item = document.createElement("li");
  const button = document.createElement("button");
  button.type = "button";
  button.dataset["value"] = entry.value;
  button.ariaPressed = String(chosen);
  const name = document.createElement("span");
  name.className = `legend-name tint-${entry.colour} line-${entry.pattern}`;
  name.dir = "auto";
  name.textContent = entry.name;
  const count = document.createElement("span");
  count.className = "legend-count";
  count.textContent = String(entry.count);
  button.append(letter(entry), name, count);
  item.append(button);
  return item;
}
