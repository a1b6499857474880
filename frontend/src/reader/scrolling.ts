/**
 * Brings a passage into view and keeps it there.
 *
 * Leaves far from the view are not laid out (`content-visibility: auto`), so their heights are
 * estimates until they come near. Each frame after the first jump corrects for what turned out
 * different, until nothing has moved for a while or the reader moves on.
 */

import type { Leaves } from "../anchoring/leaves";
import type { Span } from "../anchoring/offsets";
import { bringSideways, columnsAround, inPanel } from "../reading/vertical";
import { boxOf } from "./geometry";

/** Frames without movement that count as settled, and frames after which to give up. */
const SETTLED = 4;
const MOST = 60;
/** Where the passage comes to lie, as a part of the window's height. */
const AT = 0.35;
/** Pixels from the window's edges that a passage in view keeps. */
const MARGIN = 60;

let current = 0;

function stopWhenTheReaderMoves(): void {
  current += 1;
}
for (const event of ["wheel", "touchmove", "pointerdown"] as const) {
  window.addEventListener(event, stopWhenTheReaderMoves, { passive: true });
}

/** Scrolls to `span`; resolves when it lies still. */
export function scrollTo(leaves: Leaves, span: Span): Promise<void> {
  const leaf = leaves.overlapping(span)[0]?.element;
  const panel = columnsAround(leaf);
  if (panel) return bringSideways(panel, () => boxOf(leaves, span));
  leaf?.scrollIntoView({ block: "center" });
  current += 1;
  const mine = current;
  return new Promise((resolve) => {
    let still = 0;
    let frames = 0;
    const correct = (): void => {
      frames += 1;
      const top = boxOf(leaves, span)?.top ?? 0;
      const away = Math.round(top - window.innerHeight * AT);
      const before = window.scrollY;
      if (Math.abs(away) > 1) window.scrollBy({ top: away, behavior: "instant" });
      still = window.scrollY === before ? still + 1 : 0;
      if (still >= SETTLED || frames >= MOST || mine !== current) resolve();
      else requestAnimationFrame(correct);
    };
    requestAnimationFrame(correct);
  });
}

/** Whether a span is comfortably in view, above what covers the window from `foot` down. */
export function inView(leaves: Leaves, span: Span, foot = window.innerHeight): boolean {
  const box = boxOf(leaves, span);
  const panel = columnsAround(leaves.overlapping(span)[0]?.element);
  if (box && panel) return inPanel(panel, box, foot);
  return box !== null && box.top > MARGIN && box.bottom < foot - MARGIN;
}
