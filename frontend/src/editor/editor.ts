/** Rows on the page, and the one way in which they change: `change`. */

import { offsetIn, placeCaret } from "./caret";
import { type Caret, type Change, History } from "./history";
import { cleaned, isMarker, pastedRows, type Row, secondPart, textOf } from "./rows";
import { fieldOf, rowElement, type Words } from "./view";

export class Editor {
  readonly history = new History();
  #rows: Row[];
  #items: HTMLLIElement[];

  constructor(
    private readonly list: HTMLElement,
    rows: readonly Row[],
    private readonly words: Words,
    private readonly changed: () => void,
  ) {
    this.#rows = [...rows];
    this.#items = this.#rows.map((row) => rowElement(row, words));
    list.replaceChildren(...this.#items);
  }

  get rows(): readonly Row[] {
    return this.#rows;
  }

  row(at: number): Row | undefined {
    return this.#rows[at];
  }

  /** The number of the row that holds a node, or -1. */
  at(node: Node | null): number {
    const element = node instanceof Element ? node : node?.parentElement;
    const item = element?.closest<HTMLLIElement>(".edit-row");
    return item ? this.#items.indexOf(item) : -1;
  }

  field(at: number): HTMLElement | null {
    return fieldOf(this.#items[at]);
  }

  caret(): Caret {
    const row = this.at(document.activeElement);
    const field = this.field(row);
    if (!field) return { row: 0, offset: 0 };
    const offset = field instanceof HTMLInputElement ? (field.selectionStart ?? 0) : offsetIn(field);
    return { row, offset };
  }

  focus(caret: Caret): void {
    const at = Math.max(0, Math.min(caret.row, this.#rows.length - 1));
    const field = this.field(at);
    if (field instanceof HTMLInputElement) {
      field.focus();
      field.setSelectionRange(caret.offset, caret.offset);
    } else if (field) placeCaret(field, caret.offset);
    this.#items[at]?.scrollIntoView({ block: "nearest" });
  }

  /** Puts `after` in the place of `count` rows. */
  change(at: number, count: number, after: readonly Row[], caret: Caret): void {
    const before = this.#rows.slice(at, at + count);
    this.history.note({ at, before, after, caret: this.caret(), caretAfter: caret });
    this.#replace(at, count, after);
    this.focus(caret);
  }

  /** Somebody typed in a row: the element says already what the row is to say. */
  typed(at: number): void {
    const row = this.#rows[at];
    const field = this.field(at);
    if (!row || !field) return;
    const isLabel = field instanceof HTMLInputElement;
    const now: Row = isLabel ? { ...row, label: field.value } : { ...row, text: field.textContent };
    const caret = this.caret();
    this.history.note({ at, before: [row], after: [now], caret, caretAfter: caret, typing: true });
    this.#rows[at] = now;
    this.changed();
  }

  undo(): boolean {
    return this.#apply(this.history.undo(), true);
  }

  redo(): boolean {
    return this.#apply(this.history.redo(), false);
  }

  #apply(change: Change | undefined, back: boolean): boolean {
    if (!change) return false;
    const [from, to] = back ? [change.after, change.before] : [change.before, change.after];
    this.#replace(change.at, from.length, to);
    this.focus(back ? change.caret : change.caretAfter);
    return true;
  }

  #replace(at: number, count: number, rows: readonly Row[]): void {
    const items = rows.map((row) => rowElement(row, this.words));
    const next = this.#items[at + count] ?? null;
    for (const item of this.#items.splice(at, count, ...items)) item.remove();
    for (const item of items) this.list.insertBefore(item, next);
    this.#rows.splice(at, count, ...rows);
    this.changed();
  }

  // What people do with blocks.

  /** Cuts a row in two at the selection, which goes. */
  split(at: number, [start, end]: readonly [number, number]): void {
    const row = this.#rows[at];
    if (!row) return;
    const text = textOf(row);
    const first = { ...row, text: text.slice(0, start) };
    const second = secondPart(row, text.slice(end));
    this.change(at, 1, [first, second], { row: at + 1, offset: 0 });
  }

  /** A page begins at the selection. */
  breakPage(at: number, [start]: readonly [number, number]): void {
    const row = this.#rows[at];
    if (!row || isMarker(row)) return;
    const text = textOf(row);
    const page: Row = { type: "page_break", label: "" };
    if (start === 0) this.change(at, 1, [page, row], { row: at, offset: 0 });
    else {
      const parts = [{ ...row, text: text.slice(0, start) }, page];
      const rest = start < text.length ? [{ ...row, text: text.slice(start), goes_on: true }] : [];
      this.change(at, 1, [...parts, ...rest], { row: at + 1, offset: 0 });
    }
  }

  /** Joins a row with the one before; behind a page break, takes that away. */
  join(at: number): boolean {
    const row = this.#rows[at];
    const before = this.#rows[at - 1];
    if (!row || !before) return false;
    if (isMarker(before)) this.remove(at - 1);
    else {
      const text = textOf(before);
      const whole = { ...before, text: text + textOf(row) };
      this.change(at - 1, 2, [whole], { row: at - 1, offset: text.length });
    }
    return true;
  }

  /** Takes a row away; what a page break had parted is one again. */
  remove(at: number): void {
    const row = this.#rows[at];
    const [before, after] = [this.#rows[at - 1], this.#rows[at + 1]];
    if (!row) return;
    if (isMarker(row) && before && after?.goes_on && !isMarker(before)) {
      const text = textOf(before);
      const whole = { ...before, text: text + textOf(after) };
      this.change(at - 1, 3, [whole], { row: at - 1, offset: text.length });
      return;
    }
    // What went on after it stands by itself now.
    const rest: Row[] = after?.goes_on && !row.goes_on ? [{ ...after, goes_on: false }] : [];
    const left = this.#rows.length > 1 ? rest : [{ type: "paragraph", text: "" }];
    this.change(at, 1 + rest.length, left, { row: Math.max(at - 1, 0), offset: 0 });
  }

  /** Says anew what a row is. */
  relook(at: number, look: Partial<Row>): void {
    const row = this.#rows[at];
    if (row) this.change(at, 1, [cleaned({ ...row, ...look })], { row: at, offset: this.caret().offset });
  }

  add(at: number): void {
    this.change(at + 1, 0, [{ type: "paragraph", text: "" }], { row: at + 1, offset: 0 });
  }

  move(at: number, step: -1 | 1): void {
    const [first, second] = step < 0 ? [at - 1, at] : [at, at + 1];
    const [before, after] = [this.#rows[first], this.#rows[second]];
    if (!before || !after) return;
    this.change(first, 2, [after, before], { row: at + step, offset: this.caret().offset });
  }

  /** Plain text in the place of the selection; blank lines in it begin new blocks. */
  insert(at: number, [start, end]: readonly [number, number], pasted: string): void {
    const row = this.#rows[at];
    if (!row) return;
    const text = textOf(row);
    const found = pastedRows(row, pasted);
    const line: Row = { ...row, text: pasted.replace(/\r\n?/g, "\n") };
    const [first = line, ...others] = found.length > 1 ? found : [line];
    const last = others.at(-1);
    const head = { ...first, text: text.slice(0, start) + textOf(first) };
    const tail = text.slice(end);
    if (!last) {
      const caret = { row: at, offset: textOf(head).length };
      this.change(at, 1, [{ ...head, text: textOf(head) + tail }], caret);
      return;
    }
    const rest = [...others.slice(0, -1), { ...last, text: textOf(last) + tail }];
    this.change(at, 1, [head, ...rest], { row: at + rest.length, offset: textOf(last).length });
  }
}
