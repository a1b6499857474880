/**
 * `data-tag-input="address"` around a text field of tags with commas: proposes the tags there are
 * for the one at the caret. Any other word may be written too.
 */

import { gettext } from "../gettext";
import { Completion, type Fragment } from "./completion";

/** The tag that the caret is in, without the spaces around it. */
export function tagAt(value: string, caret: number): Fragment | null {
  const begin = value.lastIndexOf(",", caret - 1) + 1;
  const comma = value.indexOf(",", caret);
  const whole = value.slice(begin, comma === -1 ? value.length : comma);
  const query = whole.trim();
  if (query === "") return null;
  const start = begin + whole.length - whole.trimStart().length;
  return { start, end: start + query.length, query };
}

export function completeTags(root: HTMLElement): void {
  const field = root.querySelector<HTMLInputElement>("input");
  const url = root.dataset["tagInput"];
  if (!field || !url) return;
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-expanded", "false");
  new Completion(field, url, {
    fragmentAt: tagAt,
    replacement: (name, after) => (after.trim() === "" ? `${name}, ` : name),
    label: gettext("Tags"),
    eager: false,
  });
}
