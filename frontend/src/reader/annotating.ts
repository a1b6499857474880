/** From a selection to a highlight: what the toolbar's buttons do. */

import { exactOf, type Span } from "../anchoring/offsets";
import { announce } from "../behaviors/announce";
import { draftKeys } from "../behaviors/draft";
import { showFailure } from "../failures";
import { Cite } from "./cite";
import { Composer, draftPrefix } from "./composer";
import { bareFields, create } from "./creating";
import { unmade } from "./data";
import { wide } from "./geometry";
import { startModes } from "./modes";
import type { Page } from "./page";
import { startQuoting } from "./quoting";
import { inView, scrollTo } from "./scrolling";
import { onSelection, selectedIn, type Selected } from "./selection";
import { Sharing } from "./sharing";
import { Toolbar, type Act } from "./toolbar";
import { reloaded } from "./unsaved";

interface Parts extends Page {
  readonly cite: Cite;
  readonly sharing: Sharing;
}

class Annotating {
  readonly #parts: Parts;
  #busy = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  act(act: Exclude<Act, "quote">, selected: Selected): void {
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
        announce("Highlight saved");
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
      margin.host({ slot: composer.slot, leaf, passage: unmade(selected) });
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
    const goOn = (): void => {
      notice.hidden = true;
      void this.#goOn({ start, end });
    };
    notice.hidden = false;
    notice.querySelector("button")?.addEventListener("click", goOn);
    // After a reload one is still where one was.
    if (reloaded()) goOn();
  }

  /** Selects and composes as before the page was left. */
  async #goOn(span: Span): Promise<void> {
    const { leaves } = this.#parts;
    const selected = { ...span, exact: exactOf(leaves, span) };
    if (!inView(leaves, selected)) await scrollTo(leaves, selected);
    this.compose(selected, "comment");
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

/** Annotating, for those who may. */
function annotatingOn(page: Page, sharing: Sharing): Annotating | null {
  const dialog = document.querySelector<HTMLDialogElement>("#cite-dialog");
  if (!dialog) return null;
  const cite = new Cite(dialog, page.data.urls.cite, (uid) => void page.active.activate(uid));
  const annotating = new Annotating({ ...page, cite, sharing });
  annotating.offerDraft(document.getElementById("draft-notice"));
  return annotating;
}

/** Readies the toolbar; gives a function that opens it at the selection, if there is one. */
export function startToolbar(page: Page): () => boolean {
  const { article, leaves } = page;
  const bar = document.querySelector<HTMLElement>("#selection-toolbar");
  if (!bar) return () => false;
  const sharing = new Sharing();
  const annotating = annotatingOn(page, sharing);
  const quote = startQuoting(page);
  const modes = startModes(page);
  const toolbar = new Toolbar(bar, leaves, sharing, {
    act: (act, selected) => {
      toolbar.at(null);
      if (act === "quote") quote(selected);
      else annotating?.act(act, selected);
    },
    leave: () => {
      article.focus({ preventScroll: true });
    },
  });
  onSelection(article, leaves, (selected) => {
    toolbar.at(modes.offer(selected) ? null : selected);
  });
  return () => {
    const selected = selectedIn(article, leaves);
    if (modes.offer(selected)) return modes.focus();
    toolbar.at(selected);
    if (selected) toolbar.focus();
    return selected !== null;
  };
}
