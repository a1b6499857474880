/** From a note back to its passage: the focus and the caret go there. */

import { rangesOf } from "../anchoring/offsets";
import type { Page } from "./page";

export function toPlace(page: Page, uid: string): void {
  const passage = page.passages.of(uid)[0];
  if (!passage) return;
  const range = rangesOf(page.leaves, passage)[0];
  page.article.focus({ preventScroll: true });
  if (range) page.caret.placeAt(range.startContainer, range.startOffset);
  void page.active.goTo(uid);
}
