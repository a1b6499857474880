/** Notes come from the server rendered, in batches, when their passages come near the view. */

import { enliven } from "../behaviors/attach";
import { announce } from "../behaviors/announce";
import { fireTriggers, fragment, getFragment } from "../http";

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
  readonly #put: ((uid: string, note: HTMLElement) => void)[] = [];
  readonly #url: string;
  readonly #highlights: string;
  #timer = 0;

  /** `url` gives several notes of the version in view; `highlights` is where each has its address. */
  constructor(url: string, highlights: string) {
    this.#url = url;
    this.#highlights = highlights;
    document.addEventListener("htmx:load", (event) => {
      const note = event.target;
      if (note instanceof HTMLElement && note.matches("article[data-note]")) this.#tell(note);
    });
  }

  /** Calls `listener` with every note that is put in its place, by whomever. */
  onPut(listener: (uid: string, note: HTMLElement) => void): void {
    this.#put.push(listener);
  }

  #tell(note: HTMLElement): void {
    for (const listener of this.#put) listener(note.dataset["note"] ?? "", note);
  }

  /** The notes that have come, with their places. */
  get all(): Iterable<[string, Slot]> {
    return this.#slots;
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

  /** Fetches one note anew, in its place, and what is drawn of it. */
  async refresh(uid: string): Promise<void> {
    const headers = { "HX-Request": "true", "HX-Current-URL": location.href };
    const response = await fetch(`${this.#highlights}${uid}/`, { headers }).catch(() => null);
    const note = response?.ok ? fragment(await response.text()).querySelector<HTMLElement>("[data-note]") : null;
    if (!response || !note) return;
    this.put(uid, note);
    fireTriggers(response);
    for (const listener of this.#arrived) listener();
  }

  /** Puts a note that the server has just sent into its place. */
  put(uid: string, note: HTMLElement): Slot {
    const slot = this.#slots.get(uid) ?? document.createElement("div");
    slot.className = "slot";
    slot.dataset["slot"] = uid;
    slot.replaceChildren(note);
    this.#slots.set(uid, slot);
    enliven(note);
    this.#tell(note);
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
