/**
 * The details of a cell beside the comparison, without losing the place. The address says which
 * cell is open (`?cell=question.account`), so that going back closes it and a link opens it.
 */

import { enliven } from "../behaviors/attach";
import { showFailure } from "../failures";
import { gettext } from "../gettext";
import { getFragment } from "../http";

/** `?cell=` of a cell's own address, `…/cells/question/account/`. */
export function nameOf(url: string): string {
  const [, names = ""] = new URL(url, location.href).pathname.split("/cells/");
  return names.split("/").filter(Boolean).join(".");
}

/** The address of this page with these details open; without any for "". */
export function addressWith(name: string): string {
  const url = new URL(location.href);
  if (name) url.searchParams.set("cell", name);
  else url.searchParams.delete("cell");
  url.searchParams.delete("left");
  url.searchParams.delete("right");
  return url.href;
}

export class CellPanel {
  readonly #root: HTMLElement;
  readonly #panel: HTMLElement;
  /** The latest request; answers to earlier ones come too late. */
  #asked = 0;

  constructor(root: HTMLElement, panel: HTMLElement) {
    this.#root = root;
    this.#panel = panel;
    root.addEventListener("click", (event) => {
      this.#click(event);
    });
    root.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !panel.hidden) {
        event.preventDefault();
        this.#close();
      }
    });
    window.addEventListener("popstate", () => {
      if (root.isConnected) void this.#follow();
    });
    this.#mark(new URL(location.href).searchParams.get("cell") ?? "");
  }

  #click(event: MouseEvent): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey || !(event.target instanceof Element)) return;
    if (event.target.closest("[data-close-panel]")) {
      event.preventDefault();
      this.#close();
      return;
    }
    const link = event.target.closest<HTMLAnchorElement>("a.cell, a[data-cell]");
    if (!link) return;
    event.preventDefault();
    void this.#open(link.href);
  }

  async #open(url: string): Promise<void> {
    if (!(await this.#show(url))) return;
    history.pushState(null, "", addressWith(nameOf(url)));
    this.#mark(nameOf(url));
    this.#panel.querySelector<HTMLElement>("#cell-title")?.focus({ preventScroll: true });
  }

  async #show(url: string): Promise<boolean> {
    const asked = (this.#asked += 1);
    this.#panel.setAttribute("aria-busy", "true");
    try {
      const found = await getFragment(url);
      if (asked !== this.#asked) return false;
      this.#panel.replaceChildren(found);
    } catch {
      showFailure(gettext("The details could not be loaded. Try again."));
      return false;
    } finally {
      this.#panel.removeAttribute("aria-busy");
    }
    enliven(this.#panel);
    this.#panel.scrollTop = 0;
    this.#panel.hidden = false;
    this.#root.classList.add("with-panel");
    return true;
  }

  #close(): void {
    const cell = this.#linkTo(new URL(location.href).searchParams.get("cell") ?? "");
    history.pushState(null, "", addressWith(""));
    this.#hide();
    cell?.focus();
  }

  #hide(): void {
    this.#asked += 1;
    this.#panel.hidden = true;
    this.#panel.replaceChildren();
    this.#root.classList.remove("with-panel");
    this.#mark("");
  }

  /** Shows what the address says after going back or forth. */
  async #follow(): Promise<void> {
    const name = new URL(location.href).searchParams.get("cell") ?? "";
    if (!name) {
      this.#hide();
      return;
    }
    const link = this.#linkTo(name);
    if (link && (await this.#show(link.href))) this.#mark(name);
  }

  #linkTo(name: string): HTMLAnchorElement | undefined {
    const links = this.#root.querySelectorAll<HTMLAnchorElement>("a.cell");
    return [...links].find((link) => name !== "" && nameOf(link.href) === name);
  }

  #mark(name: string): void {
    this.#root.querySelector("td.is-open")?.classList.remove("is-open");
    this.#linkTo(name)?.closest("td")?.classList.add("is-open");
  }
}
