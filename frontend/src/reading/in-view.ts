/** Where the reader is looking. */

import type { Leaf } from "../anchoring/leaves";
import type { Near } from "../reader/near";
import { columnsAround, writingModeOf } from "./vertical";

/** Readers look at this part of the window's height from its top; in columns, near the first one. */
const LOOKING = 0.3;
const LOOKING_ACROSS = 0.1;

/** The first leaf that ends beyond the line at which readers look. */
export function leafInView(near: Near): Leaf | undefined {
  const leaves = near.inOrder;
  const panel = columnsAround(leaves[0]?.element);
  const beyond = panel ? beyondColumn(panel) : beyondLine;
  return leaves.find(({ element }) => beyond(element.getBoundingClientRect()));
}

function beyondLine(box: DOMRect): boolean {
  return box.bottom > window.innerHeight * LOOKING;
}

function beyondColumn(panel: HTMLElement): (box: DOMRect) => boolean {
  const { left, width } = panel.getBoundingClientRect();
  if (writingModeOf(panel) === "vertical-lr") return (box) => box.right > left + width * LOOKING_ACROSS;
  return (box) => box.left < left + width * (1 - LOOKING_ACROSS);
}
