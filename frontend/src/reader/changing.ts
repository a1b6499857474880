/** Sends a change of a highlight's passages. The answer is the note, whatever came of it. */

import { fireTriggers, fragment, post } from "../http";
import { gettext } from "../gettext";
import type { ReaderData } from "./data";
import type { Selected } from "./selection";

/** A note, and why nothing changed where nothing did. */
export interface Changed {
  readonly note: HTMLElement | null;
  readonly failure: string;
}

/** POSTs a selection to `below` the highlight's passages: "" adds one, "{uid}/" resizes it. */
export async function change(
  data: ReaderData,
  uid: string,
  below: string,
  selected: Selected,
  revision: string,
): Promise<Changed> {
  const fields = new FormData();
  fields.set("version", data.version);
  fields.set("start", String(selected.start));
  fields.set("end", String(selected.end));
  fields.set("exact", selected.exact);
  fields.set("revision", revision);
  const response = await post(`${data.urls.highlights}${uid}/passages/${below}`, fields).catch(() => null);
  if (!response) return { note: null, failure: gettext("Not saved: the server cannot be reached. Try again.") };
  const note = fragment(await response.text()).querySelector<HTMLElement>("[data-note]");
  if (!note) {
    return { note, failure: gettext("Not saved: you are signed out or may not do this.") };
  }
  fireTriggers(response);
  return { note, failure: response.ok ? "" : (note.querySelector(".note-failure")?.textContent.trim() ?? "") };
}
