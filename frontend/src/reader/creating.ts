/** Saving a new highlight. */

import { fireTriggers, fragment, post } from "../http";
import type { ReaderData } from "./data";

/** What came of it: the note as rendered, the form with its errors, or a sentence. */
export type Outcome =
  | { readonly saved: HTMLElement; readonly uid: string }
  | { readonly form: HTMLElement }
  | { readonly failure: string };

const UNREACHABLE = "Not saved: the server cannot be reached. Your words are kept here; try again.";
const REFUSED = "Not saved: you are signed out or may not do this. Your words are kept here.";

/** POSTs the fields: version, start, end, exact, comment, tags, sharing. Never rejects. */
export async function create(data: ReaderData, fields: FormData): Promise<Outcome> {
  const response = await post(data.urls.create, fields).catch(() => null);
  if (!response) return { failure: UNREACHABLE };
  if (response.status === 403 || response.redirected) return { failure: REFUSED };
  const element = fragment(await response.text()).querySelector<HTMLElement>("[data-note], form");
  if (response.status === 422 && element) return { form: element };
  const uid = element?.dataset["note"];
  if (!response.ok || !uid) {
    return { failure: `Not saved (${response.status}). Your words are kept here; try again.` };
  }
  fireTriggers(response);
  return { saved: element, uid };
}

/** The fields of a highlight without words. */
export function bareFields(
  data: ReaderData,
  passage: { start: number; end: number; exact: string },
  sharing: string,
): FormData {
  const fields = new FormData();
  fields.set("version", data.version);
  fields.set("start", String(passage.start));
  fields.set("end", String(passage.end));
  fields.set("exact", passage.exact);
  fields.set("comment", "");
  fields.set("tags", "");
  fields.set("sharing", sharing);
  return fields;
}
