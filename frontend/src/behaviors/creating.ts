/**
 * Options that make what was not found: `data-create` names the address, `data-kind` what kind of
 * thing is made. The answer is the option of what was made.
 */

import { gettext } from "../gettext";
import { fragment, post } from "../http";
import { announce } from "./announce";

/** Makes a thing called `name`; null where that was refused, which is announced. */
export async function created(option: HTMLElement, name: string): Promise<HTMLElement | null> {
  const fields = new FormData();
  fields.set("name", name);
  fields.set("kind", option.dataset["kind"] ?? "");
  const response = await post(option.dataset["create"] ?? "", fields).catch(() => null);
  const made = response?.ok ? fragment(await response.text()).querySelector<HTMLElement>("[role=option]") : null;
  if (!made) announce(gettext("This could not be created."));
  return made;
}
