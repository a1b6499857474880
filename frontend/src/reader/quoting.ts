/** Copying a quotation with its reference, of a highlight or of what is selected. */

import type { Span } from "../anchoring/offsets";
import type { Page } from "./page";
import { onPlainClick, Panel } from "./panel";

/** Readies the panel; gives a function that quotes a selection. */
export function startQuoting({ data }: Page): (selected: Span) => void {
  const dialog = document.querySelector<HTMLDialogElement>("#quotation-dialog");
  if (!dialog) return () => undefined;
  const panel = new Panel(dialog);
  onPlainClick("[data-quotation]", (link) => void panel.open(link.href));
  return ({ start, end }) => void panel.open(`${data.urls.quotation}?place=${start}-${end}`);
}
