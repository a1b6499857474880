/** Notes come from the server rendered, in batches, when their passages come near the view. */

import { enliven } from "../behaviors/attach";
import { announce } from "../behaviors/announce";
import { getFragment } from "../http";

/** What one request may ask for. */
const BATCH = 50;
const PAUSE_MS = 60;

/** A stable place for a note; htmx may replace what is inside as often as it likes. */
export type Slot = HTMLElement;

export class Notes {
  readonly #slots = new Map<string, Slot>();
  readonly #wanted = new Set<string>();
  readonly #asked = new Set<string>();
  readonly #arrived: (() => void)[] = [];
  readonly #url: string;
  #timer = 0;

  constructor(url: string) {
    this.#url = url;
  }

  /** Calls `listener` when notes have come. */
  onArrival(listener: () => void): void {
    this.#arrived.push(listener);
  }

  /** The note's place, if it has come. */
  slot(uid: string): Slot | undefined {
    return this.#slots.get(uid);
  }

  /** Asks for notes that have not come yet. */
  want(uids: Iterable<string>): void {
    for (const uid of uids) {
      if (!this.#slots.has(uid) && !this.#asked.has(uid)) this.#wanted.add(uid);
    }
    if (this.#wanted.size === 0) return;
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#fetch(), PAUSE_MS);
  }

  /** Fetches one note anew, in its place. */
  async refresh(uid: string): Promise<void> {
    await this.#ask([uid]);
  }

  /** Puts a note that the server has just sent into its place. */
  put(uid: string, note: HTMLElement): Slot {
    const slot = this.#slots.get(uid) ?? document.createElement("div");
    slot.className = "slot";
    slot.dataset["slot"] = uid;
    slot.replaceChildren(note);
    this.#slots.set(uid, slot);
    enliven(note);
    return slot;
  }

  async #fetch(): Promise<void> {
    const uids = [...this.#wanted].slice(0, BATCH);
    for (const uid of uids) {
      this.#wanted.delete(uid);
      this.#asked.add(uid);
    }
    if (this.#wanted.size > 0) this.want([]);
    await this.#ask(uids);
  }

  async #ask(uids: readonly string[]): Promise<void> {
    const query = new URLSearchParams(uids.map((uid) => ["highlight", uid]));
    try {
      const notes = await getFragment(`${this.#url}?${query.toString()}`);
      for (const note of notes.querySelectorAll<HTMLElement>("[data-note]")) {
        this.put(note.dataset["note"] ?? "", note);
      }
      for (const listener of this.#arrived) listener();
    } catch {
      // Asked for again when their passages come near the next time.
      for (const uid of uids) this.#asked.delete(uid);
      announce("Some notes could not be loaded.");
    }
  }
}
