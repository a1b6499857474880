/** Buttons and links of the reading page that are not part of a note or the toolbar. */

import { dropDraft } from "../behaviors/draft";
import type { Page } from "./page";
import { step } from "./stepping";
import { toPlace } from "./to-place";

function cancelEdit(page: Page, link: HTMLElement): void {
  dropDraft(link.closest<HTMLElement>("[data-draft]")?.dataset["draft"] ?? "");
  void page.notes.refresh(link.dataset["cancel"] ?? "");
}

/** Makes the buttons work and shows those that need scripts. */
export function onControls(page: Page): void {
  for (const element of document.querySelectorAll<HTMLElement>(".reader-steps")) element.hidden = false;
  document.addEventListener("click", (event) => {
    const target = event.target as Element;
    const by = target.closest<HTMLElement>("[data-step]")?.dataset["step"];
    if (by) step(page, by === "1" ? 1 : -1);
    if (target.closest("[data-keys]")) {
      document.querySelector<HTMLDialogElement>("#keys-dialog")?.showModal();
    }
    const place = target.closest<HTMLElement>("[data-place]");
    if (place && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      page.sheet.close();
      toPlace(page, place.dataset["place"] ?? "");
    }
    const cancel = target.closest<HTMLElement>("a[data-cancel]");
    if (!cancel) return;
    event.preventDefault();
    cancelEdit(page, cancel);
  });
}
