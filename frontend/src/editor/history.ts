/** What was changed, for undo and redo: rows from `at` on, as they were and as they are. */

import { type Row } from "./rows";

/** Where the caret is: a row and an offset in its text (UTF-16). */
export interface Caret {
  readonly row: number;
  readonly offset: number;
}

export interface Change {
  readonly at: number;
  readonly before: readonly Row[];
  readonly after: readonly Row[];
  readonly caret: Caret;
  readonly caretAfter: Caret;
  /** Typing in one row: the next letter belongs to the same change. */
  readonly typing?: boolean;
}

const MOST = 1_000;

export class History {
  #done: Change[] = [];
  #undone: Change[] = [];
  #isOpen = false;

  /** Notes a change; typing goes on the last one where nothing came between. */
  note(change: Change): void {
    const last = this.#done.at(-1);
    this.#undone = [];
    if (this.#isOpen && last?.typing && change.typing && last.at === change.at) {
      this.#done[this.#done.length - 1] = { ...change, before: last.before, caret: last.caret };
      return;
    }
    this.#done.push(change);
    if (this.#done.length > MOST) this.#done.shift();
    this.#isOpen = Boolean(change.typing);
  }

  /** What is typed from now on is a change of its own. */
  close(): void {
    this.#isOpen = false;
  }

  undo(): Change | undefined {
    return this.#move(this.#done, this.#undone);
  }

  redo(): Change | undefined {
    return this.#move(this.#undone, this.#done);
  }

  get canUndo(): boolean {
    return this.#done.length > 0;
  }

  get canRedo(): boolean {
    return this.#undone.length > 0;
  }

  #move(from: Change[], to: Change[]): Change | undefined {
    const change = from.pop();
    if (change) to.push(change);
    this.#isOpen = false;
    return change;
  }
}
