/** The reading page: puts the parts together. Each part is one file beside this one. */

import { Leaves } from "../anchoring/leaves";
import { dropDraft } from "../behaviors/draft";
import { Active } from "./active";
import { Annotating } from "./annotating";
import { Caret } from "./caret";
import { Cite } from "./cite";
import { readData, type ReaderData } from "./data";
import { Drawing } from "./drawing";
import { estimateHeights } from "./estimates";
import { listen } from "./keys";
import { Margin } from "./margin";
import { Near } from "./near";
import { Notes } from "./notes";
import { Others } from "./others";
import { Passages } from "./passages";
import { onPassageClick } from "./pointer";
import { onSelection, selectedIn } from "./selection";
import { followServer } from "./server-events";
import { Sharing } from "./sharing";
import { Sheet } from "./sheet";
import { Toolbar } from "./toolbar";

const get = (id: string): HTMLElement => document.getElementById(id) ?? document.createElement("div");

function read(article: HTMLElement, data: ReaderData): void {
  const leaves = new Leaves(article);
  estimateHeights(article, leaves);
  const passages = new Passages(leaves, data.passages);
  const near = new Near(leaves);
  const notes = new Notes(data.urls.notes);
  const drawing = new Drawing(leaves, passages, near);
  const activate = (uid: string): void => void active.activate(uid);
  const margin = new Margin(get("margin"), { passages, near, notes, article }, activate);
  const backToText = (): void => {
    article.focus({ preventScroll: true });
  };
  const sheet = new Sheet(get("sheet"), () => {
    drawing.pend(null);
    active.clear();
    backToText();
  });
  const active = new Active({ leaves, passages, drawing, margin, notes, sheet });
  const others = new Others(get("others"), leaves, activate);
  const caret = new Caret(article, leaves);

  const offsetInView = (): number => {
    const line = window.innerHeight * 0.3;
    const leaf = near.inOrder.find(({ element }) => element.getBoundingClientRect().bottom > line);
    return leaf?.start ?? 0;
  };
  const step = (by: 1 | -1): boolean => {
    void active.step(by, offsetInView());
    return true;
  };
  const showKeys = (): boolean => {
    (document.querySelector<HTMLDialogElement>("#keys-dialog"))?.showModal();
    return true;
  };
  const offerOthers = (): boolean => {
    const here = active.uid && passages.of(active.uid)[0];
    const leaf = here && leaves.overlapping(here)[0];
    if (!here || !leaf) return false;
    const found = passages.in(leaf).filter((p) => p !== here && p.start < here.end && here.start < p.end);
    const box = leaf.element.getBoundingClientRect();
    others.offer(found, box.left, Math.max(box.top, 80));
    return true;
  };

  followServer(passages, notes);
  onPassageClick(article, leaves, passages, ([first, ...rest], x, y) => {
    if (!first) {
      active.clear();
      return;
    }
    activate(first.uid);
    others.offer(rest, x, y);
  });
  document.addEventListener("click", (event) => {
    const target = event.target as Element;
    const by = target.closest<HTMLElement>("[data-step]")?.dataset["step"];
    if (by) step(by === "1" ? 1 : -1);
    if (target.closest("[data-keys]")) showKeys();
    const uid = target.closest<HTMLElement>("a[data-cancel]")?.dataset["cancel"];
    if (uid) {
      event.preventDefault();
      dropDraft(`edit-${uid}`);
      void notes.refresh(uid);
    }
  });

  const openTools = data.can_annotate ? annotate() : () => false;
  listen({
    j: () => step(1),
    k: () => step(-1),
    c: () => {
      backToText();
      caret.place();
      return true;
    },
    o: offerOthers,
    h: openTools,
    Enter: () => openTools() || active.focusNote(),
    Escape: () => {
      if (document.activeElement === article) active.clear();
      caret.hide();
      sheet.close();
      backToText();
      return true;
    },
    "?": showKeys,
  });
  for (const element of document.querySelectorAll<HTMLElement>(".reader-steps")) element.hidden = false;
  const wanted = new URLSearchParams(location.search).get("highlight") ?? /^#(?:note|highlight)-(.+)/.exec(location.hash)?.[1];
  if (wanted) void active.activate(wanted, { scroll: true });

  function annotate(): () => boolean {
    const sharing = new Sharing();
    const cite = new Cite(get("cite-dialog") as HTMLDialogElement, data.urls.cite, activate);
    const annotating = new Annotating({
      data, leaves, active, cite, drawing, margin, notes, sharing, sheet, article,
    });
    const toolbar = new Toolbar(
      get("selection-toolbar"),
      leaves,
      sharing,
      (act, selected) => {
        toolbar.at(null);
        annotating.act(act, selected);
      },
      backToText,
    );
    onSelection(article, leaves, (selected) => {
      toolbar.at(selected);
    });
    annotating.offerDraft(document.getElementById("draft-notice"));
    return () => {
      const selected = selectedIn(article, leaves);
      toolbar.at(selected);
      if (selected) toolbar.focus();
      return selected !== null;
    };
  }
}

const article = document.getElementById("text");
if (article) read(article, readData());
