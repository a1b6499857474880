/** The margin column: the notes of passages near the view, each beside its lines. */

import type { Leaf } from "../anchoring/leaves";
import { ngettext } from "../gettext";
import { Flag, type Passage } from "./data";
import { boxIn, wide } from "./geometry";
import { layOut, type Item, type Layout, type Rest } from "./layout";
import { groupBy } from "./grouping";
import type { Near } from "./near";
import type { Notes, Slot } from "./notes";
import type { Passages } from "./passages";

/** Notes that are shown without being asked for: those that say something. */
const SPEAKING = Flag.Comment | Flag.Cited | Flag.Deleted;

/** Rem: height of a note cut to its head and one line, and of a line of comment (styles/reader/notes.css). */
const BRIEF = 3.5;
const COMMENT_LINE = 1.5;

interface Beside {
  readonly slot: Slot;
  readonly item: Item;
}

/** Something in the margin that is no note yet: the composer at its selection. */
export interface Guest {
  readonly slot: Slot;
  readonly leaf: Leaf;
  readonly passage: Passage;
}

export class Margin {
  readonly #element: HTMLElement;
  readonly #passages: Passages;
  readonly #near: Near;
  readonly #notes: Notes;
  readonly #activate: (uid: string) => void;
  #active: string | null = null;
  #guest: Guest | null = null;
  /** Replies, tags and forms make notes taller. */
  readonly #heights: ResizeObserver;
  #linked: Leaf[] = [];
  #frame = 0;

  constructor(
    element: HTMLElement,
    parts: { passages: Passages; near: Near; notes: Notes; article: HTMLElement },
    activate: (uid: string) => void,
  ) {
    this.#element = element;
    this.#passages = parts.passages;
    this.#near = parts.near;
    this.#notes = parts.notes;
    this.#activate = activate;
    const update = this.update.bind(this);
    parts.near.onChange(update);
    parts.notes.onArrival(update);
    parts.passages.onChange(update);
    wide.addEventListener("change", update);
    // Leaves that turn out higher or lower than estimated move everything below them.
    new ResizeObserver(update).observe(parts.article);
    this.#heights = new ResizeObserver(update);
    for (const event of ["input", "htmx:afterSettle", "toggle"]) element.addEventListener(event, update);
    element.addEventListener("click", this.#click.bind(this));
  }

  activate(uid: string | null): void {
    this.#active = uid;
    this.update();
  }

  /** Shows the composer beside its passage, or takes it away. */
  host(guest: Guest | null): void {
    this.#guest = guest;
    this.update();
  }

  /** Lays out anew before the next frame, once however often it is called. */
  update(): void {
    if (this.#frame) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      if (wide.matches) this.#lay();
    });
  }

  #click(event: MouseEvent): void {
    const target = event.target as Element;
    const uid = target.closest<HTMLElement>("[data-slot]")?.dataset["slot"];
    if (uid && !target.closest("a, button, form")) this.#activate(uid);
  }

  /** Notes to show, each once, beside the first of its passages that is near. */
  #wanted(): Map<string, [Leaf, Passage]> {
    const wanted = new Map<string, [Leaf, Passage]>();
    for (const leaf of this.#near.inOrder) {
      for (const passage of this.#passages.in(leaf)) {
        const speaks = passage.flags & SPEAKING || passage.uid === this.#active;
        if (speaks && !wanted.has(passage.uid)) wanted.set(passage.uid, [leaf, passage]);
      }
    }
    return wanted;
  }

  #lay(): void {
    const wanted = this.#wanted();
    this.#notes.want(wanted.keys());
    const origin = this.#element.getBoundingClientRect().top;
    const slots = new Map<string, [Slot, Leaf, Passage]>();
    for (const [uid, [leaf, passage]] of wanted) {
      const slot = this.#notes.slot(uid);
      if (slot) slots.set(uid, [slot, leaf, passage]);
    }
    if (this.#guest) slots.set("new", [this.#guest.slot, this.#guest.leaf, this.#guest.passage]);
    this.#mount([...slots.values()].map(([slot]) => slot));
    this.#link(slots.values());
    for (const [uid, [slot]] of slots) this.#open(uid, slot);
    const beside = [...slots].map(([uid, place]) => this.#measure(uid, ...place, origin));
    beside.sort((a, b) => a.item.top - b.item.top);
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const sizes = { gap: 0.5 * rem, brief: BRIEF * rem, rest: 2 * rem };
    this.#place(beside, layOut(beside.map(({ item }) => item), sizes), rem);
  }

  /** Shows a slot whole: neither a note that is cut nor a hidden one tells its height. */
  #open(uid: string, slot: Slot): void {
    slot.hidden = false;
    slot.classList.remove("brief");
    slot.classList.toggle("active", this.#isActive(uid, slot));
  }

  #isActive(uid: string, slot: Slot): boolean {
    return uid === this.#active || slot === this.#guest?.slot;
  }

  #measure(uid: string, slot: Slot, leaf: Leaf, passage: Passage, origin: number): Beside {
    const active = this.#isActive(uid, slot);
    const top = boxIn(leaf, passage).top - origin;
    const height = (slot.firstElementChild as HTMLElement | null)?.offsetHeight ?? 0;
    return { slot, item: { key: uid, group: leaf.index, top, height, active } };
  }

  /** Puts exactly these slots into the column; those that stay are not touched. */
  #mount(slots: readonly Slot[]): void {
    const staying = new Set<Element>(slots);
    for (const child of [...this.#element.children]) {
      if (staying.has(child)) continue;
      child.remove();
      this.#heights.unobserve(child);
    }
    // Observing one again would tell of it again, and so lay out without end.
    for (const slot of slots) if (!slot.isConnected) this.#heights.observe(slot);
    let before: Element | null = null;
    for (const slot of slots) {
      const next: ChildNode | null = before ? before.nextSibling : this.#element.firstChild;
      // Moving the slot that holds the focus would lose it.
      if (next !== slot && !slot.contains(document.activeElement)) this.#element.insertBefore(slot, next);
      else if (!slot.isConnected) this.#element.insertBefore(slot, next);
      before = slot;
    }
  }

  /** Screen readers lead from a block of the text to the notes beside it. */
  #link(places: Iterable<[Slot, Leaf, Passage]>): void {
    for (const { element } of this.#linked) element.removeAttribute("aria-details");
    const byLeaf = groupBy(places, ([, leaf]) => leaf);
    for (const [leaf, notes] of byLeaf) {
      const ids = notes.map(([slot]) => slot.firstElementChild?.id).filter(Boolean);
      if (ids.length) leaf.element.setAttribute("aria-details", ids.join(" "));
    }
    this.#linked = [...byLeaf.keys()];
  }

  #place(beside: readonly Beside[], layout: Layout, rem: number): void {
    const places = new Map(layout.placed.map((placed) => [placed.key, placed]));
    for (const { slot, item } of beside) {
      const place = places.get(item.key);
      slot.hidden = !place;
      if (!place) continue;
      slot.classList.toggle("brief", place.room < item.height);
      slot.style.insetBlockStart = `${place.top}px`;
      slot.style.setProperty("--room", `${place.room}px`);
      slot.style.setProperty("--lines", `${1 + Math.floor((place.room / rem - BRIEF) / COMMENT_LINE)}`);
    }
    for (const rest of layout.rests) this.#element.append(this.#restButton(rest));
    this.#element.style.minBlockSize = `${layout.bottom}px`;
  }

  /** A button that brings forward the next of the notes that found no room. */
  #restButton(rest: Rest): HTMLElement {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "quiet rest";
    button.textContent = ngettext("%(count)s more", "%(count)s more", rest.keys.length);
    button.style.insetBlockStart = `${rest.top}px`;
    button.addEventListener("click", () => {
      if (rest.keys[0]) this.#activate(rest.keys[0]);
    });
    return button;
  }
}
