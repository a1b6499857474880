/** The one highlight the reader is at: drawn stronger, its note opened, its address in the bar. */

import type { Leaves } from "../anchoring/leaves";
import { exactOf } from "../anchoring/offsets";
import { announce } from "../behaviors/announce";
import { gettext } from "../gettext";
import { Flag, type Passage } from "./data";
import type { Drawing } from "./drawing";
import { wide } from "./geometry";
import type { Margin } from "./margin";
import type { Notes } from "./notes";
import type { Passages } from "./passages";
import { inView, scrollTo } from "./scrolling";
import type { Sheet } from "./sheet";

/** UTF-16 units of a passage that are read aloud. */
const SPOKEN = 120;

const WORDS: [number, string][] = [
  [Flag.Private, gettext("only you see it")],
  [Flag.Uncertain, gettext("its place is uncertain")],
  [Flag.Cited, gettext("cited")],
  [Flag.Comment, gettext("has a note")],
  [Flag.Resolved, gettext("resolved")],
];

interface Parts {
  readonly leaves: Leaves;
  readonly passages: Passages;
  readonly drawing: Drawing;
  readonly margin: Margin;
  readonly notes: Notes;
  readonly sheet: Sheet;
}

export class Active {
  uid: string | null = null;
  readonly #parts: Parts;
  #opensSheet = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    parts.notes.onArrival(() => {
      this.#showInSheet();
    });
  }

  /** Goes to a highlight: `scroll` brings it into view unless it is there already. */
  async activate(uid: string, { scroll = false, sheet = true } = {}): Promise<void> {
    const passage = this.#parts.passages.of(uid)[0];
    if (!passage) return;
    this.uid = uid;
    this.#parts.drawing.activate(uid);
    this.#parts.margin.activate(uid);
    this.#parts.notes.want([uid]);
    this.#opensSheet = sheet && !wide.matches;
    this.#showInSheet();
    this.#showAddress();
    this.#announce(passage);
    if (scroll && !inView(this.#parts.leaves, passage)) await scrollTo(this.#parts.leaves, passage);
  }

  /** Goes to its passage, and does not open it again where there is no margin. */
  async goTo(uid: string): Promise<void> {
    await this.activate(uid, { scroll: true, sheet: false });
  }

  clear(): void {
    if (this.uid === null) return;
    this.uid = null;
    this.#parts.drawing.activate(null);
    this.#parts.margin.activate(null);
    this.#showAddress();
  }

  /** Goes to the next (1) or previous (-1) highlight from the active one or from `offset`. */
  async step(by: 1 | -1, offset: number): Promise<void> {
    const drawn = this.#parts.passages.drawn;
    const first = (passage: Passage): boolean => this.#parts.passages.of(passage.uid)[0] === passage;
    const stops = drawn.filter(first);
    const now = stops.findIndex((passage) => passage.uid === this.uid);
    const after = stops.findIndex((passage) => passage.start >= offset);
    const from = after === -1 ? stops.length : after;
    const index = now === -1 ? (by === 1 ? from : from - 1) : now + by;
    const next = stops[index];
    if (next) await this.activate(next.uid, { scroll: true });
    else announce(stops.length ? gettext("No further highlight") : gettext("No highlights are shown in this text"));
  }

  /** Puts the focus on the open note. False where none is open. */
  focusNote(): boolean {
    const slot = this.#parts.notes.slot(this.uid ?? "");
    const note = slot?.querySelector<HTMLElement>("[data-note]");
    note?.focus();
    return Boolean(note);
  }

  #showInSheet(): void {
    const slot = this.#parts.notes.slot(this.uid ?? "");
    if (!slot || !this.#opensSheet) return;
    this.#opensSheet = false;
    this.#parts.sheet.show(slot);
    this.#keepInSight();
  }

  /** The sheet must not cover the passage that its note is about. */
  #keepInSight(): void {
    const { leaves, passages, sheet } = this.#parts;
    const passage = passages.of(this.uid ?? "")[0];
    if (passage && !inView(leaves, passage, sheet.top)) void scrollTo(leaves, passage);
  }

  #showAddress(): void {
    const url = new URL(location.href);
    if (this.uid) url.searchParams.set("highlight", this.uid);
    else url.searchParams.delete("highlight");
    url.hash = "";
    history.replaceState(history.state, "", url);
  }

  #announce(passage: Passage): void {
    const drawn = this.#parts.passages.drawn;
    const words = WORDS.filter(([flag]) => passage.flags & flag).map(([, word]) => word);
    const text = exactOf(this.#parts.leaves, passage).slice(0, SPOKEN);
    const [place, all] = [drawn.indexOf(passage) + 1, drawn.length];
    const which = place
      ? gettext("Highlight %(place)s of %(all)s", { place, all })
      : gettext("Highlight that the filter leaves out");
    announce([which, ...words].join(", ") + `: ${text}`);
  }
}
