/**
 * A caret for the keyboard: arrow keys move it through the text, Shift selects.
 *
 * Browsers have caret browsing, but hidden behind a key of their own; `Selection.modify` moves
 * the selection as they would (visually left and right, so right-to-left text is right), and
 * this file draws the caret and says what it passed over.
 */

import type { Leaves } from "../anchoring/leaves";
import { announce } from "../behaviors/announce";
import { columnsAround, keepInPanel, turned, writingModeOf } from "../reading/vertical";
import { caretAt } from "./geometry";

/** Units of what was passed over that are read aloud. */
const SPOKEN = 200;

interface Move {
  readonly direction: "left" | "right" | "backward" | "forward";
  readonly granularity: "character" | "word" | "line" | "lineboundary" | "paragraph";
}

/** What a key asks for, or null. Exported for its test. */
export function moveOf(event: Pick<KeyboardEvent, "key" | "ctrlKey" | "altKey" | "metaKey">): Move | null {
  if (event.metaKey) return null;
  const far = event.ctrlKey || event.altKey;
  switch (event.key) {
    case "ArrowLeft":
      return { direction: "left", granularity: far ? "word" : "character" };
    case "ArrowRight":
      return { direction: "right", granularity: far ? "word" : "character" };
    case "ArrowUp":
      return { direction: "backward", granularity: far ? "paragraph" : "line" };
    case "ArrowDown":
      return { direction: "forward", granularity: far ? "paragraph" : "line" };
    case "Home":
      return { direction: "backward", granularity: "lineboundary" };
    case "End":
      return { direction: "forward", granularity: "lineboundary" };
    default:
      return null;
  }
}

export class Caret {
  readonly #article: HTMLElement;
  readonly #leaves: Leaves;
  readonly #mark = document.createElement("div");

  constructor(article: HTMLElement, leaves: Leaves) {
    this.#article = article;
    this.#leaves = leaves;
    this.#mark.className = "caret";
    this.#mark.hidden = true;
    document.body.append(this.#mark);
    article.addEventListener("keydown", (event) => {
      if (event.target === article) this.#key(event);
    });
    article.addEventListener("blur", this.hide.bind(this));
    document.addEventListener("pointerdown", this.hide.bind(this));
    window.addEventListener("resize", () => {
      if (this.shown) this.#draw();
    });
  }

  get shown(): boolean {
    return !this.#mark.hidden;
  }

  hide(): void {
    this.#mark.hidden = true;
  }

  /** Puts the caret where the reader is looking: at the selection, else the top of the view. */
  place(): void {
    const selection = document.getSelection();
    if (!selection) return;
    const here = selection.focusNode;
    if (!here || !this.#article.contains(here) || !this.#leaves.holding(here)) {
      const point = this.#topOfView();
      if (!point) return;
      selection.collapse(point.node, point.offset);
    }
    this.#draw();
    announce("Caret in the text. Arrow keys move it, Shift selects.");
  }

  /** Puts the caret before a place in the text. */
  placeAt(node: Node, offset: number): void {
    document.getSelection()?.collapse(node, offset);
  }

  #topOfView(): { node: Node; offset: number } | null {
    const box = this.#article.getBoundingClientRect();
    const rtl = getComputedStyle(this.#article).direction === "rtl";
    const x = rtl ? box.right - 4 : box.left + 4;
    const from = Math.max(box.top, 0) + 4;
    for (let y = from; y < Math.min(box.bottom, window.innerHeight); y += 12) {
      const point = caretAt(x, y);
      if (point && this.#leaves.holding(point.node)) return point;
    }
    return null;
  }

  #key(event: KeyboardEvent): void {
    const { ctrlKey, altKey, metaKey } = event;
    const key = turned(event.key, writingModeOf(this.#article));
    const move = moveOf({ key, ctrlKey, altKey, metaKey });
    if (!move) return;
    const sideways = move.direction === "left" || move.direction === "right";
    // Without a caret, up and down scroll as ever.
    if (!this.shown && !sideways && !event.shiftKey) return;
    event.preventDefault();
    if (!this.shown) this.place();
    else this.#move(move, event.shiftKey);
  }

  #move(move: Move, extend: boolean): void {
    const selection = document.getSelection();
    if (!selection?.focusNode) return;
    const { focusNode, focusOffset, anchorNode, anchorOffset } = selection;
    selection.modify(extend ? "extend" : "move", move.direction, move.granularity);
    if (!this.#leaves.holding(selection.focusNode)) {
      // It ran out of the text: stay.
      selection.setBaseAndExtent(anchorNode ?? focusNode, anchorOffset, focusNode, focusOffset);
    }
    this.#draw();
    this.#say(selection, focusNode, focusOffset, extend);
  }

  #say(selection: Selection, node: Node, offset: number, extended: boolean): void {
    if (extended) {
      announce(`Selected: ${selection.toString().slice(0, SPOKEN)}`);
      return;
    }
    const passed = document.createRange();
    passed.setStart(node, offset);
    const end = selection.getRangeAt(0);
    if (passed.comparePoint(end.startContainer, end.startOffset) >= 0) {
      passed.setEnd(end.startContainer, end.startOffset);
    } else {
      passed.setStart(end.startContainer, end.startOffset);
    }
    announce(passed.toString().slice(0, SPOKEN));
  }

  #draw(): void {
    const selection = document.getSelection();
    if (!selection?.focusNode) return;
    const focus = document.createRange();
    focus.setStart(selection.focusNode, selection.focusOffset);
    const leaf = this.#leaves.holding(selection.focusNode);
    const box = focus.getClientRects()[0] ?? leaf?.element.getBoundingClientRect();
    if (!box) return;
    this.#mark.hidden = false;
    this.#mark.style.left = `${box.left + window.scrollX}px`;
    this.#mark.style.top = `${box.top + window.scrollY}px`;
    const stands = writingModeOf(this.#article) === "horizontal-tb";
    this.#mark.style.blockSize = stands ? `${box.height || 20}px` : "2px";
    this.#mark.style.inlineSize = stands ? "" : `${box.width || 20}px`;
    this.#keepInView(box);
  }

  #keepInView(box: DOMRect): void {
    const panel = columnsAround(this.#article);
    if (panel) {
      keepInPanel(panel, box);
      return;
    }
    const room = box.height * 3;
    if (box.top < room) window.scrollBy({ top: box.top - room });
    else if (box.bottom > window.innerHeight - room) {
      window.scrollBy({ top: box.bottom - window.innerHeight + room });
    }
  }
}
