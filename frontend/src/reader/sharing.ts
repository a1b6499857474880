/** Whether what is marked next is shared. The last choice is remembered in this browser. */

const KEY = "sharing";

export class Sharing {
  #value: "shared" | "private" = "shared";

  constructor() {
    try {
      if (localStorage.getItem(KEY) === "private") this.#value = "private";
    } catch {
      // Storage is switched off.
    }
  }

  get value(): "shared" | "private" {
    return this.#value;
  }

  toggle(): void {
    this.#value = this.#value === "shared" ? "private" : "shared";
    try {
      localStorage.setItem(KEY, this.#value);
    } catch {
      // Storage is switched off: it holds for this page.
    }
  }
}
