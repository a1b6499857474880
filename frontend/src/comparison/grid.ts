/**
 * The comparison as a grid (ARIA Authoring Practices): one stop of Tab, arrow keys from cell to
 * cell. A cell with one link is that link; of one with several things, Tab leads through them.
 * Without scripts it stays a table.
 */

import { moved, type Place } from "./places";

const CONTROLS = "a[href], button, summary";
const WRITING = "input, textarea, select";

export class Grid {
  readonly #table: HTMLElement;
  #active: HTMLElement | null = null;
  /** The column that up and down keep to, past rows that are narrower. */
  #column = 0;

  constructor(table: HTMLElement) {
    this.#table = table;
    table.setAttribute("role", "grid");
    // What scrolls around it need not be a stop of its own any more.
    table.parentElement?.removeAttribute("tabindex");
    for (const cell of table.querySelectorAll("td[role=cell]")) cell.setAttribute("role", "gridcell");
    for (const control of table.querySelectorAll<HTMLElement>(CONTROLS)) control.tabIndex = -1;
    const first = table.querySelector<HTMLElement>("td") ?? this.#cellAt({ row: 0, column: 0 });
    if (first) this.#activate(first);
    table.addEventListener("focusin", (event) => {
      const cell = this.#cellOf(event.target);
      if (cell) this.#activate(cell);
    });
    table.addEventListener("keydown", (event) => {
      if (this.#press(event)) event.preventDefault();
    });
  }

  /** Puts the focus on a cell. */
  focus(cell: HTMLElement): void {
    this.#activate(cell);
    const target = this.#targetOf(cell);
    target.focus({ preventScroll: true });
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  #press(event: KeyboardEvent): boolean {
    const cell = this.#cellOf(event.target);
    if (!cell || event.altKey || event.metaKey || event.shiftKey) return false;
    if (event.target instanceof Element && event.target.closest(WRITING)) return false;
    if (event.key === "Enter" && event.target === cell) {
      const control = cell.querySelector<HTMLElement>(CONTROLS);
      control?.focus();
      return control !== null;
    }
    if (event.ctrlKey && event.key !== "Home" && event.key !== "End") return false;
    const at = this.#placeOf(cell);
    const rtl = getComputedStyle(this.#table).direction === "rtl";
    const next = moved(event.key, event.ctrlKey, at, this.#rows().map((row) => row.length), rtl);
    const found = next && this.#cellAt(next);
    if (!found) return false;
    this.focus(found);
    this.#column = next.column;
    return true;
  }

  #rows(): HTMLElement[][] {
    const rows = [...this.#table.querySelectorAll<HTMLElement>("tr")];
    return rows.map((row) => [...row.children].filter((cell) => cell instanceof HTMLElement));
  }

  #cellOf(target: EventTarget | null): HTMLElement | null {
    return target instanceof Element ? target.closest<HTMLElement>("td, th") : null;
  }

  #placeOf(cell: HTMLElement): Place {
    const row = this.#rows().findIndex((cells) => cells.includes(cell));
    const column = [...(cell.parentElement?.children ?? [])].indexOf(cell);
    return { row, column: Math.max(column, cell === this.#active ? this.#column : 0) };
  }

  #cellAt(place: Place): HTMLElement | undefined {
    const row = this.#rows()[place.row] ?? [];
    return row[Math.min(place.column, row.length - 1)];
  }

  #targetOf(cell: HTMLElement): HTMLElement {
    const controls = [...cell.querySelectorAll<HTMLElement>(CONTROLS)];
    return controls.length === 1 ? (controls[0] ?? cell) : cell;
  }

  #activate(cell: HTMLElement): void {
    if (cell === this.#active) return;
    if (this.#active) this.#set(this.#active, -1);
    this.#active = cell;
    this.#column = [...(cell.parentElement?.children ?? [])].indexOf(cell);
    this.#set(cell, 0);
  }

  #set(cell: HTMLElement, tabIndex: number): void {
    for (const control of cell.querySelectorAll<HTMLElement>(CONTROLS)) control.tabIndex = tabIndex;
    if (this.#targetOf(cell) === cell) cell.tabIndex = tabIndex;
    else cell.removeAttribute("tabindex");
  }
}
