/** Places with an address of their own: headings (`#b7`), pages (`#page-12`), times, notes. */

import type { Leaves } from "../anchoring/leaves";
import { offsetOf, type Span } from "../anchoring/offsets";
import { announce } from "../behaviors/announce";
import type { Page } from "../reader/page";
import { scrollTo } from "../reader/scrolling";

const ADDRESS = /^#(b\d+|(?:page|time|note|noteref)-.+)$/;

/** The first code point at an element of the text; null for one that is not of it. */
export function spanAt(leaves: Leaves, element: Element): Span | null {
  const leaf = leaves.holding(element);
  if (!leaf) return null;
  const parent = element.parentElement;
  if (element === leaf.element || !parent) return { start: leaf.start, end: leaf.start + 1 };
  const start = offsetOf(leaves, parent, [...parent.childNodes].indexOf(element)) ?? leaf.start;
  // A page may begin at the very end of a block.
  const first = Math.min(start, leaf.end - 1);
  return { start: first, end: first + 1 };
}

/** Goes to the element with this id; says where that is. False where there is none. */
export function goToPlace(page: Page, id: string): boolean {
  const found = document.getElementById(id);
  // A note of the text holds its leaf.
  const element = found?.querySelector("[data-block]") ?? found;
  const span = element && spanAt(page.leaves, element);
  if (!span) return false;
  void scrollTo(page.leaves, span);
  announce(element.ariaLabel ?? element.textContent);
  return true;
}

/** Follows the addresses of places: heights above them are estimates, so a plain jump misses. */
export function followAddresses(page: Page): void {
  const follow = (): void => {
    const found = ADDRESS.exec(location.hash)?.[1];
    if (found) goToPlace(page, decodeURIComponent(found));
  };
  window.addEventListener("hashchange", follow);
  follow();
  page.article.ownerDocument.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>(".contents a[href^='#']");
    // The same address again is no change of it.
    if (link?.hash === location.hash) follow();
  });
}

/** The box for a page: goes there without asking the server. */
export function startGoingToPages(form: HTMLFormElement, page: Page): void {
  const input = form.querySelector("input");
  const failure = form.querySelector<HTMLElement>("[role=alert]");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const label = input?.value.trim() ?? "";
    const options = [...form.querySelectorAll("option")];
    const option = options.find(({ value }) => value === label);
    if (failure) failure.hidden = Boolean(option);
    const anchor = option?.dataset["anchor"];
    if (!anchor) return;
    form.closest("details")?.removeAttribute("open");
    page.article.focus({ preventScroll: true });
    if (location.hash === `#${encodeURIComponent(anchor)}`) goToPlace(page, anchor);
    else location.hash = anchor;
  });
}
