/** The reading page: puts the parts together. Each part is one file beside this one. */

import { Leaves } from "../anchoring/leaves";
import { startPageTools } from "../reading/tools";
import { Active } from "./active";
import { startToolbar } from "./annotating";
import { Caret } from "./caret";
import { passagesOf, readData, type ReaderData } from "./data";
import { Desk } from "./desk";
import { Drawing } from "./drawing";
import { estimateHeights } from "./estimates";
import { Names } from "./facets";
import { listen, startSwitch } from "./keys";
import { Margin } from "./margin";
import { Near } from "./near";
import { noteKeys } from "./note-keys";
import { onControls } from "./controls";
import { NoteList } from "./note-list";
import { Notes } from "./notes";
import { Others } from "./others";
import type { Page } from "./page";
import { Passages } from "./passages";
import { onPassageClick } from "./pointer";
import { followServer } from "./server-events";
import { Sheet } from "./sheet";
import { step } from "./stepping";
import { toPlace } from "./to-place";
import { tellOfUnsaved } from "./unsaved";
import { showTarget } from "./target";

/** An element of reading/tools.html; a stand-in where this reader is not given it. */
const get = (id: string): HTMLElement => document.getElementById(id) ?? document.createElement("div");

function build(article: HTMLElement, data: ReaderData): Page {
  const leaves = new Leaves(article);
  estimateHeights(article, leaves);
  const names = new Names();
  names.add(data.legend);
  const passages = new Passages(leaves, passagesOf(data.passages, data.legend));
  const near = new Near(leaves);
  const notes = new Notes(data.urls.notes, data.urls.highlights);
  const drawing = new Drawing(leaves, passages, near);
  const activate = (uid: string): void => void active.activate(uid);
  const margin = new Margin(get("margin"), { passages, near, notes, article }, activate);
  const sheet = new Sheet(get("sheet"), () => {
    drawing.pend(null);
    active.clear();
    article.focus({ preventScroll: true });
  });
  const active = new Active({ leaves, passages, drawing, margin, notes, sheet });
  const desk = new Desk(get("desk"), { passages, drawing, notes, names });
  const others = new Others(get("others"), leaves, activate);
  const caret = new Caret(article, leaves);
  return {
    article,
    data,
    leaves,
    passages,
    near,
    notes,
    drawing,
    margin,
    sheet,
    active,
    others,
    caret,
    names,
    desk,
  };
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
    v: () => {
      backToText();
      caret.place();
      return true;
    },
    ...noteKeys(page),
    h: openTools,
    Enter: () => openTools() || active.focusNote(),
    Escape: () => {
      const noted = document.activeElement?.closest<HTMLElement>("[data-note]")?.dataset["note"];
      if (noted) {
        page.sheet.close();
        toPlace(page, noted);
        return true;
      }
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
  return query ?? /^#(?:note|highlight)-([\da-f-]{36})$/.exec(location.hash)?.[1];
}

function start(article: HTMLElement): void {
  const page = build(article, readData());
  followServer(page.passages, page.notes, page.names);
  startSwitch();
  tellOfUnsaved(page.notes, page.active);
  page.sheet.offerAll(new NoteList(page.passages, page.notes, document.getElementById("desk")));
  onControls(page);
  onPassageClick(article, page.leaves, page.passages, ([first, ...rest], x, y) => {
    if (!first) {
      page.active.clear();
      return;
    }
    void page.active.activate(first.uid);
    page.others.offer(rest, x, y);
  });
  listenToKeys(page, startToolbar(page));
  startPageTools(page);
  const uid = askedFor();
  const { target } = page.data;
  if (uid) void page.active.activate(uid, { scroll: !target });
  if (target) void showTarget(page, { start: target[0], end: target[1] });
}

const article = document.getElementById("text");
if (article) start(article);
