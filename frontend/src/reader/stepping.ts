/** From highlight to highlight. */

import type { Page } from "./page";

/** Where readers look: this part of the window's height from its top. */
const LOOKING = 0.3;

function offsetInView(page: Page): number {
  const line = window.innerHeight * LOOKING;
  const leaf = page.near.inOrder.find(({ element }) => element.getBoundingClientRect().bottom > line);
  return leaf?.start ?? 0;
}

/** Goes to the next (1) or previous (-1) highlight. True: the key was for us. */
export function step(page: Page, by: 1 | -1): true {
  void page.active.step(by, offsetInView(page));
  return true;
}
