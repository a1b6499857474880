/** Clicking a passage opens the shortest highlight there and offers the others. */

import type { Leaves } from "../anchoring/leaves";
import { offsetOf, rangeIn } from "../anchoring/offsets";
import type { Passage } from "./data";
import { caretAt, covers } from "./geometry";
import type { Passages } from "./passages";

/** Highlights under a point of the window, the shortest first. */
function passagesAt(leaves: Leaves, passages: Passages, x: number, y: number): Passage[] {
  const caret = caretAt(x, y);
  const leaf = caret && leaves.holding(caret.node);
  if (!leaf) return [];
  const offset = offsetOf(leaves, caret.node, caret.offset);
  if (offset === null) return [];
  return passages.at(leaf, offset).filter((passage) => {
    const range = rangeIn(leaf, passage);
    return range !== null && covers(range, x, y);
  });
}

/** Calls `open` with what lies under each click that selects nothing and follows no link. */
export function onPassageClick(
  article: HTMLElement,
  leaves: Leaves,
  passages: Passages,
  open: (found: Passage[], x: number, y: number) => void,
): void {
  article.addEventListener("click", (event) => {
    if ((event.target as Element).closest("a[href]")) return;
    if (document.getSelection()?.isCollapsed === false) return;
    open(passagesAt(leaves, passages, event.clientX, event.clientY), event.clientX, event.clientY);
  });
}
