/** Two texts side by side: what is cited is drawn in both, and they scroll together. */

import { Leaves } from "../anchoring/leaves";
import { rangesOf } from "../anchoring/offsets";
import { counterpart, type Pair } from "./following";

type Side = "left" | "right";

interface Data {
  /** Where corresponding blocks begin in both texts, in code points. */
  readonly anchors: readonly [number, number][];
  /** What is cited: start and end in code points, stance. */
  readonly left: readonly [number, number, string][];
  readonly right: readonly [number, number, string][];
}

const STANCES = ["does_not_address", "qualifies", "supports", "contradicts"];
const other = (side: Side): Side => (side === "left" ? "right" : "left");

class TwoTexts {
  readonly #panes: Record<Side, HTMLElement>;
  readonly #pairs: readonly [HTMLElement, HTMLElement][];
  readonly #together: HTMLInputElement | null;
  /** The text that a person moves; the other one follows. */
  #led: Side = "left";

  constructor(left: HTMLElement, right: HTMLElement, data: Data) {
    this.#panes = { left, right };
    const leaves = { left: new Leaves(left), right: new Leaves(right) };
    draw(leaves.left, data.left, leaves.right, data.right);
    const at = (side: Side): Map<number, HTMLElement> =>
      new Map(leaves[side].all.map((leaf) => [leaf.start, leaf.element]));
    const [lefts, rights] = [at("left"), at("right")];
    this.#pairs = data.anchors.flatMap(([one, two]) => {
      const [first, second] = [lefts.get(one), rights.get(two)];
      return first && second ? [[first, second] as [HTMLElement, HTMLElement]] : [];
    });
    this.#together = document.querySelector<HTMLInputElement>("input[data-together]");
    const label = document.querySelector<HTMLElement>("[data-together-switch]");
    if (label) label.hidden = false;
    for (const side of ["left", "right"] as const) this.#lead(side);
    this.#together?.addEventListener("change", () => {
      this.#follow();
    });
  }

  #lead(side: Side): void {
    const pane = this.#panes[side];
    for (const name of ["pointerenter", "pointerdown", "wheel", "touchstart", "focusin", "keydown"]) {
      pane.addEventListener(name, () => (this.#led = side), { passive: true });
    }
    pane.addEventListener("scroll", () => {
      if (this.#led === side) this.#follow();
    });
  }

  #follow(): void {
    if (!this.#together?.checked) return;
    const [led, following] = [this.#panes[this.#led], this.#panes[other(this.#led)]];
    following.scrollTop = counterpart(this.#places(), led.scrollTop);
  }

  /** The pairs in pixels, from the text that leads to the other. */
  #places(): Pair[] {
    const pairs = this.#pairs.map(([left, right]): Pair => [this.#top("left", left), this.#top("right", right)]);
    pairs.push([this.#furthest("left"), this.#furthest("right")]);
    return this.#led === "left" ? pairs : pairs.map(([left, right]) => [right, left]);
  }

  #top(side: Side, element: HTMLElement): number {
    const pane = this.#panes[side];
    const top = element.getBoundingClientRect().top - pane.getBoundingClientRect().top + pane.scrollTop;
    return Math.max(0, Math.min(top, this.#furthest(side)));
  }

  #furthest(side: Side): number {
    const pane = this.#panes[side];
    return pane.scrollHeight - pane.clientHeight;
  }
}

/** With the CSS Custom Highlight API, which leaves the letters of Arabic joined. */
function draw(left: Leaves, lefts: Data["left"], right: Leaves, rights: Data["right"]): void {
  if (typeof Highlight === "undefined") return;
  for (const [priority, stance] of STANCES.entries()) {
    const registry = new Highlight();
    registry.priority = priority;
    for (const [leaves, rows] of [[left, lefts], [right, rights]] as const) {
      for (const [start, end, its] of rows) {
        if (its !== stance) continue;
        for (const range of rangesOf(leaves, { start, end })) registry.add(range);
      }
    }
    CSS.highlights.set(`cited-${stance}`, registry);
  }
}

const left = document.querySelector<HTMLElement>("[data-side=left]");
const right = document.querySelector<HTMLElement>("[data-side=right]");
const data = document.getElementById("beside-data")?.textContent;
if (left && right && data) new TwoTexts(left, right, JSON.parse(data) as Data);
