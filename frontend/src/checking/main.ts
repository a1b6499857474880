/** The page on which a passage is checked: choosing another place, other ends, keys. */

import { Leaves } from "../anchoring/leaves";
import type { Span } from "../anchoring/offsets";
import { Caret } from "../reader/caret";
import { boxOf } from "../reader/geometry";
import { listen, startSwitch, type Keys } from "../reader/keys";
import { onSelection } from "../reader/selection";
import { Chosen } from "./chosen";
import { Ends } from "./ends";
import { centre } from "./scroller";

/** Follows a link or submits by a button of the page, if it has that. */
function press(selector: string): boolean {
  const found = document.querySelector<HTMLElement>(selector);
  found?.click();
  return found !== null;
}

function proposedIn(root: HTMLElement): Span | null {
  const { start, end } = root.dataset;
  return start && end ? { start: Number(start), end: Number(end) } : null;
}

/** What one may do who may settle. */
function settling(form: HTMLFormElement, article: HTMLElement, root: HTMLElement): Keys {
  const leaves = new Leaves(article);
  const chosen = new Chosen(form, leaves, proposedIn(root));
  const ends = new Ends(document.querySelectorAll<HTMLElement>(".handle"), article, leaves, chosen);
  const caret = new Caret(article, leaves);
  onSelection(article, leaves, (selected) => {
    if (!selected) return;
    chosen.put(selected);
    if (!caret.shown) ends.show();
  });
  article.addEventListener("scroll", () => {
    ends.draw();
    // The caret follows the window alone; a scroll within is the same to it.
    if (caret.shown) window.dispatchEvent(new Event("resize"));
  });
  form.querySelector("[data-adjust-ends]")?.addEventListener("click", () => {
    ends.begin();
  });
  form.querySelector("[data-reset]")?.addEventListener("click", () => {
    ends.stop();
  });
  return {
    y: () => {
      if (chosen.submit()) return true;
      // Nothing is chosen: the words can be pasted.
      const elsewhere = document.querySelector<HTMLDetailsElement>(".check-elsewhere");
      if (elsewhere) elsewhere.open = true;
      elsewhere?.querySelector<HTMLElement>("input[type=radio], textarea")?.focus();
      return elsewhere !== null;
    },
    x: () => press("[data-gone]"),
    s: () => ends.begin(),
    v: () => {
      article.focus({ preventScroll: true });
      caret.place();
      return true;
    },
    Escape: () => {
      caret.hide();
      ends.stop();
      return true;
    },
  };
}

function start(root: HTMLElement): void {
  const article = root.querySelector<HTMLElement>("#text");
  const form = document.querySelector<HTMLFormElement>("form[data-verdict]");
  for (const side of root.querySelectorAll<HTMLElement>(".check-text")) {
    centre(side, side.querySelector("mark")?.getBoundingClientRect());
  }
  if (article && !article.querySelector("mark")) {
    const at = Number(root.dataset["centre"]);
    centre(article, boxOf(new Leaves(article), { start: at, end: at + 1 }));
  }
  startSwitch();
  const openKeys = (): boolean => {
    document.querySelector<HTMLDialogElement>("#keys-dialog")?.showModal();
    return true;
  };
  document.querySelector("[data-keys]")?.addEventListener("click", openKeys);
  listen({
    ...(form && article ? settling(form, article, root) : {}),
    j: () => press("[data-next]"),
    k: () => press("[data-previous]"),
    u: () => press(".message form button"),
    "?": openKeys,
  });
}

const root = document.querySelector<HTMLElement>("[data-check]");
if (root) start(root);
