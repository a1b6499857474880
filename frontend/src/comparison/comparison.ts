/** `data-comparison` around the matrix and its panel: keys from cell to cell, details beside it. */

import { listen, startSwitch } from "../reader/keys";
import { Grid } from "./grid";
import { makeRoom } from "./heads";
import { CellPanel } from "./panel";
import { Rearranging } from "./rearranging";

export function compareByCell(root: HTMLElement): void {
  const beside = root.querySelector<HTMLElement>("#cell-panel");
  if (!beside) return;
  animate(root);
  const panel = new CellPanel(root, beside);
  const matrix = new Rearranging(root, () => {
    animate(root);
    panel.mark();
  });
  window.addEventListener("popstate", () => {
    void matrix.follow().then(() => panel.follow());
  });
  startSwitch();
  listen({
    "?": () => {
      document.querySelector<HTMLDialogElement>("#keys-dialog")?.showModal();
      return true;
    },
  });
}

function animate(root: HTMLElement): void {
  const table = root.querySelector<HTMLElement>("[data-grid]");
  if (table) {
    new Grid(table);
    makeRoom(table);
  }
  const hint = root.querySelector<HTMLElement>("[data-grid-hint]");
  if (hint) hint.hidden = false;
}
