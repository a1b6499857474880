/** `data-comparison` around the matrix and its panel: keys from cell to cell, details beside it. */

import { listen, startSwitch } from "../reader/keys";
import { Grid } from "./grid";
import { CellPanel } from "./panel";

let listening = false;

export function compareByCell(root: HTMLElement): void {
  const table = root.querySelector<HTMLElement>("[data-grid]");
  const panel = root.querySelector<HTMLElement>("#cell-panel");
  if (table) new Grid(table);
  if (panel) new CellPanel(root, panel);
  const hint = root.querySelector<HTMLElement>("[data-grid-hint]");
  if (hint) hint.hidden = false;
  if (listening) return;
  listening = true;
  startSwitch();
  listen({
    "?": () => {
      document.querySelector<HTMLDialogElement>("#keys-dialog")?.showModal();
      return true;
    },
  });
}
