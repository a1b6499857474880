/** How the text is shown: what is chosen takes effect at once and is remembered by the server's cookie. */

import { announce } from "../behaviors/announce";
import { showFailure } from "../failures";
import { gettext } from "../gettext";
import { post } from "../http";
import type { Page } from "../reader/page";
import { leafInView } from "./in-view";

/** Told to the document after every change: lines run anew. */
export const DISPLAY_CHANGED = "reading:display";

/** Sets the classes of `<body>` by a group's name and value: "size-large". */
export function show(body: HTMLElement, choices: Iterable<readonly [string, string]>): void {
  for (const [name, value] of choices) {
    for (const known of [...body.classList]) {
      if (known.startsWith(`${name}-`)) body.classList.remove(known);
    }
    body.classList.add(`${name}-${value}`);
  }
}

/** Changes the look while the place that is being read stays where it is. */
function keepingPlace(page: Page, change: () => void): void {
  const leaf = leafInView(page.near)?.element;
  const before = leaf?.getBoundingClientRect().top ?? 0;
  change();
  const after = leaf?.getBoundingClientRect().top ?? 0;
  if (!page.article.matches(".vertical")) window.scrollBy({ top: after - before, behavior: "instant" });
  document.dispatchEvent(new Event(DISPLAY_CHANGED));
}

function chosen(form: HTMLFormElement): [string, string][] {
  const radios = form.querySelectorAll<HTMLInputElement>("input[type=radio]:checked");
  return [...radios].map(({ name, value }) => [name, value]);
}

export function startDisplay(form: HTMLFormElement, page: Page): void {
  form.querySelector("[data-apply]")?.remove();
  form.addEventListener("change", (event) => {
    const input = event.target as HTMLInputElement;
    const group = input.closest("fieldset")?.querySelector("legend")?.textContent ?? "";
    announce(`${group}: ${input.closest("label")?.textContent.trim() ?? ""}`);
    void change(form, page, new FormData(form), input.name === "setting");
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    for (const usual of form.querySelectorAll<HTMLInputElement>("[data-usual]")) usual.checked = true;
    announce(gettext("The text is shown as usual"));
    const fields = new FormData(form);
    fields.set("usual", "1");
    const turns = document.body.matches(".setting-lines");
    void change(form, page, fields, turns);
  });
}

async function change(form: HTMLFormElement, page: Page, fields: FormData, turns: boolean): Promise<void> {
  keepingPlace(page, () => {
    show(document.body, chosen(form));
  });
  try {
    const response = await post(form.action, fields);
    if (!response.ok) throw new Error(String(response.status));
    // Columns and lines are laid out by different rules: begin anew.
    if (turns) location.reload();
  } catch {
    showFailure(gettext("The display was changed here, but could not be remembered."));
  }
}
