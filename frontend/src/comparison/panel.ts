/**
 * The details of a cell beside the comparison, without losing the place. The address says which
 * cell is open (`?cell=question.account`), so that going back closes it and a link opens it.
 */

import { enliven } from "../behaviors/attach";
import { showFailure } from "../failures";
import { gettext } from "../gettext";
import { getFragment } from "../http";

/** The address of the cell that `?cell=` names. */
function addressOf(name: string): string {
  return new URL(`cells/${name.replace(".", "/")}/`, location.origin + location.pathname).href;
}

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

/** What `?cell=` of this page says. */
function openCell(): string {
  return new URL(location.href).searchParams.get("cell") ?? "";
}

export class CellPanel {
  readonly #root: HTMLElement;
  readonly #panel: HTMLElement;
  /** The latest request; answers to earlier ones come too late. */
  #asked = 0;
  /** The cell whose details are shown; "" for none. */
  #open = openCell();

  constructor(root: HTMLElement, panel: HTMLElement) {
    this.#root = root;
    this.#panel = panel;
    root.addEventListener("click", (event) => {
      this.#click(event);
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || panel.hidden || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      this.#close();
    });
    this.mark();
    if (!panel.hidden) this.#arrive();
  }

  /** Shows what the address says, after going back or forth. */
  async follow(): Promise<void> {
    const name = openCell();
    const inside = this.#panel.contains(document.activeElement);
    if (name) {
      if (name !== this.#open && (await this.#show(addressOf(name))) && inside) this.#focus();
      this.mark();
      return;
    }
    const cell = this.#root.querySelector<HTMLElement>("a.cell[aria-current]");
    this.#hide();
    if (inside) cell?.focus();
  }

  /** Marks the cell that is open in the matrix. */
  mark(): void {
    for (const link of this.#root.querySelectorAll("a.cell[aria-current]")) link.removeAttribute("aria-current");
    this.#linkTo(openCell())?.setAttribute("aria-current", "true");
  }

  /** At an address with a cell: leads to its place, and the focus to what is said of it. */
  #arrive(): void {
    this.#linkTo(openCell())?.scrollIntoView({ block: "center", inline: "center" });
    this.#focus();
  }

  #focus(): void {
    this.#panel.querySelector<HTMLElement>("#cell-title")?.focus({ preventScroll: true });
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
    void this.#enter(link.href);
  }

  async #enter(url: string): Promise<void> {
    if (!(await this.#show(url))) return;
    history.pushState(null, "", addressWith(nameOf(url)));
    this.mark();
    this.#focus();
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
    this.#open = nameOf(url);
    this.#panel.scrollTop = 0;
    this.#panel.hidden = false;
    this.#root.classList.add("with-panel");
    return true;
  }

  #close(): void {
    const cell = this.#linkTo(openCell()) ?? this.#root.querySelector<HTMLElement>(".matrix [tabindex='0']");
    history.pushState(null, "", addressWith(""));
    this.#hide();
    cell?.focus();
  }

  #hide(): void {
    this.#asked += 1;
    this.#open = "";
    this.#panel.hidden = true;
    this.#panel.replaceChildren();
    this.#root.classList.remove("with-panel");
    this.mark();
  }

  #linkTo(name: string): HTMLAnchorElement | undefined {
    const links = this.#root.querySelectorAll<HTMLAnchorElement>("a.cell");
    return [...links].find((link) => name !== "" && nameOf(link.href) === name);
  }
}
