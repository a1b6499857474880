/** Notes that one began to edit or to answer say so, and after a reload they go on by themselves. */

import { draftOf } from "../behaviors/draft";
import { gettext } from "../gettext";
import type { Active } from "./active";
import type { Notes } from "./notes";

/** Key of the draft to what opens its form. */
const FORMS: [(uid: string) => string, string][] = [
  [(uid) => `edit-${uid}`, "[data-edit]"],
  [(uid) => `reply-${uid}-`, ".thread-actions > a"],
];

export function reloaded(): boolean {
  const [entry] = performance.getEntriesByType("navigation");
  return (entry as PerformanceNavigationTiming | undefined)?.type === "reload";
}

export function tellOfUnsaved(notes: Notes, active: Active): void {
  const continued = new Set<string>();
  notes.onPut((uid, note) => {
    for (const [keyOf, selector] of FORMS) {
      const link = note.querySelector<HTMLElement>(selector);
      if (!link || !draftOf(keyOf(uid)) || link.querySelector(".unsaved")) continue;
      const mark = document.createElement("span");
      mark.className = "unsaved";
      mark.textContent = ` ${gettext("(not saved)")}`;
      link.append(mark);
      if (reloaded() && active.uid === uid && !continued.has(uid)) {
        continued.add(uid);
        link.click();
      }
    }
  });
}
