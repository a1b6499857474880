/**
 * `data-keyed` around things in a row, each `[data-item]`: j and k lead from one to the next, and a
 * letter presses the button of the one at hand that has it as `data-key`.
 */

import { listen } from "../reader/keys";

export function actByKeys(root: HTMLElement): void {
  const items = [...root.querySelectorAll<HTMLElement>("[data-item]")];
  const hint = root.querySelector<HTMLElement>("[data-keyed-hint]");
  if (hint) hint.hidden = false;

  /** The one with the focus, or the one that the address names. */
  function at(): number {
    const focused = items.findIndex((item) => item.contains(document.activeElement));
    return focused >= 0 ? focused : items.findIndex((item) => `#${item.id}` === location.hash);
  }

  function step(by: number): boolean {
    const next = items[at() < 0 ? 0 : at() + by];
    next?.scrollIntoView({ block: "nearest" });
    next?.focus({ preventScroll: true });
    return true;
  }

  function press(key: string): boolean {
    const button = items[at()]?.querySelector<HTMLElement>(`[data-key="${key}"]`);
    button?.click();
    return button !== null && button !== undefined;
  }

  const keys = new Set([...root.querySelectorAll<HTMLElement>("[data-key]")].map((b) => b.dataset["key"] ?? ""));
  listen({
    j: () => step(1),
    k: () => step(-1),
    ...Object.fromEntries([...keys].map((key) => [key, () => press(key)])),
  });
}
