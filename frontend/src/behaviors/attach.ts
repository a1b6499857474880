/** Attaches a behaviour to every element that asks for it, now and after each htmx swap. */

import htmx from "htmx.org";

type Behavior = (element: HTMLElement) => void;

const behaviors: [string, Behavior, WeakSet<HTMLElement>][] = [];

function attachWithin(root: Element): void {
  for (const [selector, behavior, attached] of behaviors) {
    const elements = [...root.querySelectorAll<HTMLElement>(selector)];
    if (root instanceof HTMLElement && root.matches(selector)) elements.push(root);
    for (const element of elements) {
      if (attached.has(element)) continue;
      attached.add(element);
      behavior(element);
    }
  }
}

/** Runs `behavior` once on each element that matches `selector`. */
export function attach(selector: string, behavior: Behavior): void {
  behaviors.push([selector, behavior, new WeakSet()]);
  attachWithin(document.body);
}

/** Makes markup that did not come through htmx work: its behaviours and its hx- attributes. */
export function enliven(element: HTMLElement): void {
  htmx.process(element);
  attachWithin(element);
  document.dispatchEvent(new CustomEvent("content:added", { detail: { elt: element } }));
}

document.addEventListener("htmx:load", (event) => {
  if (event.target instanceof Element) attachWithin(event.target);
});
