/** The two sides of a passage scroll within themselves. */

/** Scrolls `side` until what is `found` in it lies in its middle. */
export function centre(side: HTMLElement, found: DOMRect | null | undefined): void {
  if (!found) return;
  const { top, height } = side.getBoundingClientRect();
  side.scrollTop += found.top - top - height / 2 + Math.min(found.height, height / 2) / 2;
}

/** Scrolls `side` no more than is needed to show what lies from `top` to `bottom` of the window. */
export function reveal(side: HTMLElement, { top, bottom }: { top: number; bottom: number }): void {
  const view = side.getBoundingClientRect();
  const room = bottom - top;
  if (top < view.top + room) side.scrollTop -= view.top + room - top;
  else if (bottom > view.bottom - room) side.scrollTop += bottom - view.bottom + room;
}
