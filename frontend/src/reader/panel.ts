/** A dialog beside the text that the server fills: `<dialog><div data-panel-body>`. */

import htmx from "htmx.org";

export class Panel {
  readonly #dialog: HTMLDialogElement;

  constructor(dialog: HTMLDialogElement) {
    this.#dialog = dialog;
  }

  /** Fetches `url` and shows it; where that failed, failures.ts has said so. */
  async open(url: string): Promise<void> {
    const body = this.#dialog.querySelector<HTMLElement>("[data-panel-body]");
    if (!body) return;
    body.replaceChildren();
    await htmx.ajax("get", url, { target: body, swap: "innerHTML" });
    if (body.firstElementChild && !this.#dialog.open) this.#dialog.showModal();
  }

  close(): void {
    this.#dialog.close();
  }
}

/** Has links that match `selector` call `follow`, unless they shall open elsewhere. */
export function onPlainClick(selector: string, follow: (link: HTMLAnchorElement) => void): void {
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>(selector);
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    follow(link);
  });
}
