/** The passage that the address asks for by its words or by its uid: drawn, and brought into view. */

import { rangesOf, type Span } from "../anchoring/offsets";
import { announce } from "../behaviors/announce";
import { gettext } from "../gettext";
import type { Page } from "./page";
import { scrollTo } from "./scrolling";

export async function showTarget({ article, leaves }: Page, target: Span): Promise<void> {
  CSS.highlights.set("target", new Highlight(...rangesOf(leaves, target)));
  await scrollTo(leaves, target);
  article.focus({ preventScroll: true });
  announce(gettext("The passage that the link names is in view"));
}
