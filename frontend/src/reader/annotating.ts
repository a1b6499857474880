/** From a selection to a highlight: what the toolbar's buttons do. */

import type { Leaves } from "../anchoring/leaves";
import { exactOf } from "../anchoring/offsets";
import { announce } from "../behaviors/announce";
import { draftKeys } from "../behaviors/draft";
import { showFailure } from "../failures";
import type { Active } from "./active";
import type { Cite } from "./cite";
import { Composer, draftPrefix } from "./composer";
import { bareFields, create } from "./creating";
import type { ReaderData } from "./data";
import type { Drawing } from "./drawing";
import { wide } from "./geometry";
import type { Margin } from "./margin";
import type { Notes } from "./notes";
import { scrollTo } from "./scrolling";
import type { Selected } from "./selection";
import type { Sharing } from "./sharing";
import type { Sheet } from "./sheet";
import type { Act } from "./toolbar";

interface Parts {
  readonly data: ReaderData;
  readonly leaves: Leaves;
  readonly active: Active;
  readonly cite: Cite;
  readonly drawing: Drawing;
  readonly margin: Margin;
  readonly notes: Notes;
  readonly sharing: Sharing;
  readonly sheet: Sheet;
  readonly article: HTMLElement;
}

export class Annotating {
  readonly #parts: Parts;
  #busy = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  act(act: Act, selected: Selected): void {
    if (act === "comment" || act === "tag") this.compose(selected, act === "tag" ? "tags" : "comment");
    else void this.#mark(selected, act === "cite");
  }

  /** Opens the form of a new note at `selected`. */
  compose(selected: Selected, field: "comment" | "tags"): void {
    const { data, drawing, margin, sharing, sheet } = this.#parts;
    const composer = new Composer(data, selected, sharing.value, {
      saved: (uid, note) => {
        this.#dismiss();
        this.#show(uid, note);
        announce("Note saved");
      },
      cancelled: () => {
        this.#dismiss();
        this.#parts.article.focus({ preventScroll: true });
      },
    });
    document.getSelection()?.removeAllRanges();
    drawing.pend(selected);
    const leaf = this.#parts.leaves.overlapping(selected)[0];
    if (wide.matches && leaf) {
      margin.host({ slot: composer.slot, leaf, passage: { ...selected, uid: "new", flags: 0 } });
      requestAnimationFrame(() => {
        composer.focus(field);
      });
    } else {
      sheet.show(composer.slot);
      composer.focus(field);
    }
  }

  /** Offers to go on with a note of this version that was never saved. */
  offerDraft(notice: HTMLElement | null): void {
    const prefix = draftPrefix(this.#parts.data.version);
    const key = draftKeys(prefix)[0];
    const [start, end] = key?.slice(prefix.length).split("-").map(Number) ?? [];
    if (!notice || start === undefined || end === undefined) return;
    notice.hidden = false;
    notice.querySelector("button")?.addEventListener("click", () => {
      notice.hidden = true;
      const { leaves } = this.#parts;
      const selected = { start, end, exact: exactOf(leaves, { start, end }) };
      void scrollTo(leaves, selected).then(() => {
        this.compose(selected, "comment");
      });
    });
  }

  async #mark(selected: Selected, thenCite: boolean): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    const { data, sharing } = this.#parts;
    const outcome = await create(data, bareFields(data, selected, sharing.value));
    this.#busy = false;
    if ("saved" in outcome) {
      document.getSelection()?.removeAllRanges();
      this.#show(outcome.uid, outcome.saved);
      announce(sharing.value === "private" ? "Highlighted, only you see it" : "Highlighted");
      if (thenCite) await this.#parts.cite.open(outcome.uid);
    } else if ("failure" in outcome) {
      showFailure(outcome.failure);
    } else {
      showFailure(outcome.form.querySelector(".errorlist")?.textContent.trim() ?? "Not saved.");
    }
  }

  #show(uid: string, note: HTMLElement): void {
    this.#parts.notes.put(uid, note);
    this.#parts.article.focus({ preventScroll: true });
    void this.#parts.active.activate(uid);
  }

  #dismiss(): void {
    this.#parts.drawing.pend(null);
    this.#parts.margin.host(null);
    this.#parts.sheet.close();
  }
}
