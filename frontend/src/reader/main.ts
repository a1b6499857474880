/** The reading page: puts the parts together. Each part is one file beside this one. */

import { Leaves } from "../anchoring/leaves";
import { startPageTools } from "../reading/tools";
import { Active } from "./active";
import { startAnnotating } from "./annotating";
import { Caret } from "./caret";
import { readData, type ReaderData } from "./data";
import { Drawing } from "./drawing";
import { estimateHeights } from "./estimates";
import { listen } from "./keys";
import { Margin } from "./margin";
import { Near } from "./near";
import { onControls } from "./controls";
import { Notes } from "./notes";
import { Others } from "./others";
import type { Page } from "./page";
import { Passages } from "./passages";
import { onPassageClick } from "./pointer";
import { followServer } from "./server-events";
import { Sheet } from "./sheet";
import { step } from "./stepping";

/** An element of reading/tools.html; a stand-in where this reader is not given it. */
const get = (id: string): HTMLElement => document.getElementById(id) ?? document.createElement("div");

function build(article: HTMLElement, data: ReaderData): Page {
  const leaves = new Leaves(article);
  estimateHeights(article, leaves);
  const passages = new Passages(leaves, data.passages);
  const near = new Near(leaves);
  const notes = new Notes(data.urls.notes);
  const drawing = new Drawing(leaves, passages, near);
  const activate = (uid: string): void => void active.activate(uid);
  const margin = new Margin(get("margin"), { passages, near, notes, article }, activate);
  const sheet = new Sheet(get("sheet"), () => {
    drawing.pend(null);
    active.clear();
    article.focus({ preventScroll: true });
  });
  const active = new Active({ leaves, passages, drawing, margin, notes, sheet });
  const others = new Others(get("others"), leaves, activate);
  const caret = new Caret(article, leaves);
  return { article, data, leaves, passages, near, notes, drawing, margin, sheet, active, others, caret };
}

/** Keys; `openTools` opens the toolbar at a selection and says whether there is one. */
function listenToKeys(page: Page, openTools: () => boolean): void {
  const { active, article, caret, sheet } = page;
  const backToText = (): void => {
    article.focus({ preventScroll: true });
  };
  listen({
    j: () => step(page, 1),
    k: () => step(page, -1),
    o: () => page.others.offerAround(active.uid, page.passages),
    c: () => {
      backToText();
      caret.place();
      return true;
    },
    h: openTools,
    Enter: () => openTools() || active.focusNote(),
    Escape: () => {
      if (document.activeElement === article) active.clear();
      caret.hide();
      sheet.close();
      backToText();
      return true;
    },
    "?": () => {
      document.querySelector<HTMLDialogElement>("#keys-dialog")?.showModal();
      return true;
    },
  });
}

/** The highlight that the address asks for: `?highlight=` or `#note-`. */
function askedFor(): string | undefined {
  const query = new URLSearchParams(location.search).get("highlight");
  return query ?? /^#(?:note|highlight)-(.+)/.exec(location.hash)?.[1];
}

function start(article: HTMLElement): void {
  const page = build(article, readData());
  followServer(page.passages, page.notes);
  onControls(page);
  onPassageClick(article, page.leaves, page.passages, ([first, ...rest], x, y) => {
    if (!first) {
      page.active.clear();
      return;
    }
    void page.active.activate(first.uid);
    page.others.offer(rest, x, y);
  });
  listenToKeys(page, page.data.can_annotate ? startAnnotating(page) : () => false);
  startPageTools(page);
  const uid = askedFor();
  if (uid) void page.active.activate(uid, { scroll: true });
}

const article = document.getElementById("text");
if (article) start(article);
