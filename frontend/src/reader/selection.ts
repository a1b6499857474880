/** What of the text is selected, by whatever means: mouse, touch, our caret, caret browsing. */

import type { Leaves } from "../anchoring/leaves";
import { exactOf, spanOfRange, type Span } from "../anchoring/offsets";

/** A selected stretch and its words. */
export interface Selected extends Span {
  readonly exact: string;
}

/** Wait for the selection to rest this long. */
const PAUSE_MS = 120;

/** Draws the ends in over white space, which double clicks like to take along. */
export function trimmed(selected: Selected): Selected | null {
  const exact = selected.exact.trim();
  if (exact === "") return null;
  // White space lies in the BMP: one UTF-16 unit is one code point.
  const before = selected.exact.length - selected.exact.trimStart().length;
  const after = selected.exact.length - selected.exact.trimEnd().length;
  return { start: selected.start + before, end: selected.end - after, exact };
}

/** What is selected in the text now, or null. */
export function selectedIn(article: HTMLElement, leaves: Leaves): Selected | null {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(article)) return null;
  const span = spanOfRange(leaves, range);
  return span && trimmed({ ...span, exact: exactOf(leaves, span) });
}

/** Calls `changed` whenever another stretch is selected, or none any more. */
export function onSelection(
  article: HTMLElement,
  leaves: Leaves,
  changed: (selected: Selected | null) => void,
): void {
  let timer = 0;
  let pressed = false;
  const look = (): void => {
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      if (!pressed) changed(selectedIn(article, leaves));
    }, PAUSE_MS);
  };
  document.addEventListener("selectionchange", look);
  document.addEventListener("pointerdown", () => (pressed = true));
  for (const event of ["pointerup", "pointercancel"]) {
    document.addEventListener(event, () => {
      pressed = false;
      look();
    });
  }
}
