/** Citing a highlight: the server's form in a dialog. */

import htmx from "htmx.org";

export class Cite {
  readonly #dialog: HTMLDialogElement;
  readonly #url: string;

  constructor(dialog: HTMLDialogElement, url: string, made: (uid: string) => void) {
    this.#dialog = dialog;
    this.#url = url;
    document.body.addEventListener("citation:made", (event) => {
      const { highlight } = (event as CustomEvent<{ highlight: string }>).detail;
      dialog.close();
      made(highlight);
    });
    // "Cite" in a note is a link to the form's own page; here it opens in place.
    document.addEventListener("click", (event) => {
      const link = (event.target as Element).closest<HTMLElement>("[data-cite]");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      void this.open(link.dataset["cite"] ?? "");
    });
  }

  async open(uid: string): Promise<void> {
    const mark = this.#url.includes("?") ? "&" : "?";
    const body = this.#dialog.querySelector("#cite-body");
    body?.replaceChildren();
    await htmx.ajax("get", `${this.#url}${mark}highlight=${encodeURIComponent(uid)}`, {
      target: "#cite-body",
      swap: "innerHTML",
    });
    // Where that failed, failures.ts has said so.
    if (body?.firstElementChild) this.#dialog.showModal();
  }
}
