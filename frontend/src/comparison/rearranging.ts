/**
 * The comparison laid out anew without leaving the page: links and forms with `data-rearrange` put the
 * matrix of the page they lead to in place of this one. What is open beside it stays; so does the focus,
 * by id, and with `data-rearrange="here"` the place in the matrix and a menu that is open.
 */

import { enliven } from "../behaviors/attach";

/** An address without the cell that is open; that is the panel's affair. */
export function withoutCell(url: string): string {
  const asked = new URL(url, location.href);
  for (const name of ["cell", "left", "right"]) asked.searchParams.delete(name);
  return asked.href;
}

/** An address with the cell that this page has open. */
function withCell(url: string): string {
  const cell = new URL(location.href).searchParams.get("cell");
  const found = new URL(withoutCell(url));
  if (cell) found.searchParams.set("cell", cell);
  return found.href;
}

const staysHere = (control: HTMLElement | null): boolean => control?.getAttribute("data-rearrange") === "here";

export class Rearranging {
  readonly #root: HTMLElement;
  readonly #drawn: () => void;
  /** The address of what is drawn, without its cell. */
  #shown = withoutCell(location.href);
  /** The latest request; answers to earlier ones come too late. */
  #asked = 0;

  /** `drawn` is called whenever another matrix stands here. */
  constructor(root: HTMLElement, drawn: () => void) {
    this.#root = root;
    this.#drawn = drawn;
    root.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || !(event.target instanceof Element)) return;
      const link = event.target.closest<HTMLAnchorElement>("a[data-rearrange]");
      if (!link) return;
      event.preventDefault();
      void this.#go(link.href, staysHere(link));
    });
    root.addEventListener("submit", (event) => {
      const form = event.target;
      if (!(form instanceof HTMLFormElement) || !form.hasAttribute("data-rearrange")) return;
      event.preventDefault();
      const url = new URL(form.action);
      for (const [name, said] of new FormData(form, event.submitter)) {
        if (typeof said === "string") url.searchParams.append(name, said);
      }
      void this.#go(url.href, staysHere(event.submitter));
    });
  }

  /** Draws what the address says, after going back or forth. */
  async follow(): Promise<void> {
    const url = withoutCell(location.href);
    if (url !== this.#shown) await this.#draw(url, true);
  }

  async #go(url: string, here: boolean): Promise<void> {
    const found = await this.#draw(withoutCell(url), here);
    if (found) history.pushState(null, "", withCell(found));
  }

  /** Draws the page at an address; the one that it led to, nothing where it came too late. */
  async #draw(url: string, here: boolean): Promise<string | null> {
    const asked = (this.#asked += 1);
    const old = this.#root.querySelector<HTMLElement>(".comparing-main");
    old?.classList.add("is-waiting");
    const answer = await fetch(url).catch(() => null);
    const page = new DOMParser().parseFromString((await answer?.text()) ?? "", "text/html");
    const main = page.querySelector<HTMLElement>(".comparing-main");
    if (asked !== this.#asked) return null;
    if (!old || !main || !answer) {
      location.assign(url);
      return null;
    }
    const restore = remember(this.#root, here);
    old.replaceWith(main);
    enliven(main);
    this.#shown = withoutCell(answer.url);
    this.#drawn();
    restore();
    return answer.url;
  }
}

/** What brings back the scroll, the open menu and the focus once another matrix stands here. */
function remember(root: HTMLElement, here: boolean): () => void {
  const matrix = root.querySelector(".matrix-scroll");
  const scroll = { top: here ? (matrix?.scrollTop ?? 0) : 0, left: matrix?.scrollLeft ?? 0 };
  const focused = root.contains(document.activeElement) ? document.activeElement : null;
  const menu = focused?.closest("details.menu");
  const down = menu?.querySelector(".menu-body")?.scrollTop ?? 0;
  const row = focused?.closest("li[id]")?.id;
  return () => {
    root.querySelector(".matrix-scroll")?.scrollTo(scroll);
    if (!here) root.querySelector(".matrix-scroll")?.scrollIntoView({ block: "nearest" });
    if (!focused || focused.isConnected) return;
    const summary = root.querySelector<HTMLElement>("details.menu > summary");
    if (menu && here) summary?.parentElement?.setAttribute("open", "");
    if (menu && here) root.querySelector(".menu-body")?.scrollTo({ top: down });
    // A button that moved its row to the end is gone; the other one of the row is not.
    const again = document.getElementById(focused.id) ?? (row && document.getElementById(row)?.querySelector("button"));
    const found = menu && !here ? summary : again;
    if (found) found.focus({ preventScroll: !menu });
  };
}
