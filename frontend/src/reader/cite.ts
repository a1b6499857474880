/** Citing a highlight: the server's form in a panel. */

import { onPlainClick, Panel } from "./panel";

export class Cite {
  readonly #panel: Panel;
  readonly #url: string;

  constructor(dialog: HTMLDialogElement, url: string, made: (uid: string) => void) {
    this.#panel = new Panel(dialog);
    this.#url = url;
    document.body.addEventListener("citation:made", (event) => {
      const { highlight } = (event as CustomEvent<{ highlight: string }>).detail;
      this.#panel.close();
      made(highlight);
    });
    // "Cite" in a note is a link to the form's own page; here it opens in place.
    onPlainClick("[data-cite]", (link) => void this.open(link.dataset["cite"] ?? ""));
  }

  open(uid: string): Promise<void> {
    return this.#panel.open(`${this.#url}?highlight=${encodeURIComponent(uid)}`);
  }
}
