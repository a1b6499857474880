/** What a note's "Adjust" and "Add a passage" begin; one thing at a time, Escape ends it. */

import { attach } from "../behaviors/attach";
import { Adding } from "./adding";
import { Adjusting } from "./adjusting";
import type { Page } from "./page";
import type { Selected } from "./selection";

export interface Modes {
  /** Takes a selection as the further passage. False: nobody waits for one. */
  readonly offer: (selected: Selected | null) => boolean;
  /** Puts the focus on the button that adds what is selected. False as above. */
  readonly focus: () => boolean;
}

export function startModes(page: Page): Modes {
  const addBar = document.getElementById("add-bar");
  const adjustBar = document.getElementById("adjust-bar");
  if (!addBar || !adjustBar) return { offer: () => false, focus: () => false };
  const adding = new Adding(addBar, page);
  const adjusting = new Adjusting(adjustBar, document.querySelectorAll<HTMLElement>(".handle"), page);
  const stop = (): void => {
    adding.stop();
    adjusting.stop();
  };
  attach("[data-adjust]", (button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      stop();
      void adjusting.start(button);
    });
  });
  attach("[data-add-passage]", (button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      const note = button.closest<HTMLElement>("[data-note]");
      stop();
      if (note) adding.start(note);
    });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && (adding.going || adjusting.going)) stop();
  });
  return {
    offer: (selected) => {
      if (adding.going) adding.offer(selected);
      return adding.going;
    },
    focus: () => adding.going && adding.focus(),
  };
}
