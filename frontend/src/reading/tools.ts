/** What leads through the text and says how it is shown, put together. Each part is one file. */

import { listen } from "../reader/keys";
import type { Page } from "../reader/page";
import { markCurrentSection } from "./contents";
import { startDisplay } from "./display";
import { startFinding } from "./find-bar";
import { LineNumbers } from "./line-numbers";
import { startPanels } from "./panels";
import { followAddresses, startGoingToPages } from "./places";
import { startColumns } from "./vertical";

export function startPageTools(page: Page): void {
  const nav = document.querySelector<HTMLElement>(".contents nav");
  const goTo = document.querySelector<HTMLFormElement>("form[data-go-to-page]");
  const display = document.querySelector<HTMLFormElement>("form[data-display]");
  startPanels();
  if (nav) markCurrentSection(nav, page.article);
  if (goTo) startGoingToPages(goTo, page);
  if (display) startDisplay(display, page);
  if (page.article.matches(".vertical")) startColumns(page.article);
  new LineNumbers(page);
  followAddresses(page);
  const find = startFinding(page);
  if (find) listen({ "/": () => find.open() });
}
