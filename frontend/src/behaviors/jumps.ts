/** `data-jumps` around changes: j and k, and the buttons `[data-jump]`, lead from one to the next. */

import { gettext } from "../gettext";
import { listen } from "../reader/keys";
import { announce } from "./announce";

export function jumpBetweenChanges(root: HTMLElement): void {
  const changes = (): HTMLElement[] => [...root.querySelectorAll<HTMLElement>("[data-change]")];

  /** The change that is in view or has the focus, and the one `by` further. */
  function jump(by: number): boolean {
    const all = changes();
    const at = all.findIndex((each) => each.contains(document.activeElement));
    const next = at < 0 && by > 0 ? all[0] : all[at + by];
    if (!next) {
      announce(gettext("There is no further change"));
      return true;
    }
    next.scrollIntoView({ block: "center" });
    next.focus({ preventScroll: true });
    return true;
  }

  for (const buttons of document.querySelectorAll<HTMLElement>("[data-jump-buttons]")) {
    buttons.hidden = false;
    buttons.addEventListener("click", (event) => {
      const by = (event.target as Element).closest<HTMLElement>("[data-jump]")?.dataset["jump"];
      if (by) jump(Number(by));
    });
  }
  listen({ j: () => jump(1), k: () => jump(-1) });
}
