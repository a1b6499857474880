/** `data-open-wide` on open `<details>`: folds it up where the window is as narrow as a phone. */

export function foldWhereNarrow(details: HTMLElement): void {
  if (matchMedia("(width < 60rem)").matches) details.removeAttribute("open");
}
