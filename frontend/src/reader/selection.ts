/** What of the text is selected, by whatever means: mouse, touch, our caret, caret browsing. */

import { whole } from "../anchoring/graphemes";
import type { Leaves } from "../anchoring/leaves";
import { exactOf, spanOfRange, type Span } from "../anchoring/offsets";

/** A selected stretch and its words. */
export interface Selected extends Span {
  readonly exact: string;
}

/** Wait for the selection to rest this long; longer where fingers drag its handles, unseen by us. */
const PAUSE_MS = 120;
const COARSE_PAUSE_MS = 350;

/** Draws the ends in over white space, which double clicks like to take along. */
export function trimmed(selected: Selected): Selected | null {
  const exact = selected.exact.trim();
  if (exact === "") return null;
  // White space lies in the BMP: one UTF-16 unit is one code point.
  const before = selected.exact.length - selected.exact.trimStart().length;
  const after = selected.exact.length - selected.exact.trimEnd().length;
  return { start: selected.start + before, end: selected.end - after, exact };
}

/** What is selected in the text now, in whole characters, or null. */
export function selectedIn(article: HTMLElement, leaves: Leaves): Selected | null {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(article)) return null;
  const covered = spanOfRange(leaves, range);
  if (!covered) return null;
  const span = whole(leaves, covered);
  return trimmed({ ...span, exact: exactOf(leaves, span) });
}

/** Calls `changed` whenever another stretch is selected, or none any more. */
export function onSelection(
  article: HTMLElement,
  leaves: Leaves,
  changed: (selected: Selected | null) => void,
): void {
  const pause = window.matchMedia("(pointer: coarse)").matches ? COARSE_PAUSE_MS : PAUSE_MS;
  let timer = 0;
  let pressed = false;
  const look = (): void => {
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      if (!pressed) changed(selectedIn(article, leaves));
    }, pause);
  };
  document.addEventListener("selectionchange", look);
  document.addEventListener("pointerdown", () => (pressed = true));
  // A long press ends with "pointercancel" once the browser selects a word and shows its handles.
  for (const event of ["pointerup", "pointercancel", "contextmenu"]) {
    document.addEventListener(event, () => {
      pressed = false;
      look();
    });
  }
}
