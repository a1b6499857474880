/** Keys that act on the active highlight: they press what its note offers. */

import type { Keys } from "./keys";
import type { Page } from "./page";

/** Key to what is pressed in the note. */
const PRESSED: Record<string, string> = {
  e: "[data-edit]",
  r: ".thread-actions > a",
  c: "[data-cite]",
  a: "[data-add-passage]",
  s: "[data-adjust]",
};

export function noteKeys({ active, notes }: Page): Keys {
  const press = (selector: string) => (): boolean => {
    const found = notes.slot(active.uid ?? "")?.querySelector<HTMLElement>(selector);
    found?.click();
    return Boolean(found);
  };
  return Object.fromEntries(Object.entries(PRESSED).map(([key, selector]) => [key, press(selector)]));
}
