/** From highlight to highlight. */

import { leafInView } from "../reading/in-view";
import type { Page } from "./page";

/** Goes to the next (1) or previous (-1) highlight. True: the key was for us. */
export function step(page: Page, by: 1 | -1): true {
  void page.active.step(by, leafInView(page.near)?.start ?? 0);
  return true;
}
