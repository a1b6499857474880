/**
 * `data-names="address"` around a text field for a name, or with `data-several` for names with
 * semicolons: proposes the authorities there are for the name at the caret. What is chosen goes
 * with its uid into the hidden field, as JSON; a name that is typed otherwise has none.
 */

import { gettext } from "../gettext";
import { Completion, type Fragment } from "./completion";

/** Semicolons of all scripts, as the server takes them. */
const BETWEEN_NAMES = /[;；؛]/g;

/** The name that the caret is in, without the spaces around it. */
export function nameAt(value: string, caret: number): Fragment | null {
  const begin = value.slice(0, caret).search(/[^;；؛]*$/);
  const whole = value.slice(begin).split(BETWEEN_NAMES, 1)[0] ?? "";
  const query = whole.trim();
  if (query === "") return null;
  const start = begin + whole.length - whole.trimStart().length;
  return { start, end: start + query.length, query };
}

function wholeField(value: string): Fragment | null {
  const query = value.trim();
  return query === "" ? null : { start: 0, end: value.length, query };
}

/** What an option is called, without what tells it apart from others. */
function nameOf(option: HTMLElement): string {
  const label = option.cloneNode(true) as HTMLElement;
  for (const small of label.querySelectorAll("small")) small.remove();
  return label.textContent.replace(/\s+/g, " ").trim().replace(BETWEEN_NAMES, ",");
}

function readUids(hidden: HTMLInputElement): Record<string, string> {
  try {
    return JSON.parse(hidden.value || "{}") as Record<string, string>;
  } catch {
    return {};
  }
}

/** A line below the field that says which of the names stand for an authority. */
function tellLinked(field: HTMLInputElement, hidden: HTMLInputElement): () => void {
  const line = document.createElement("p");
  line.className = "linked";
  line.setAttribute("role", "status");
  hidden.after(line);
  const tell = (): void => {
    const typed = field.value.split(BETWEEN_NAMES).map((name) => name.trim());
    const names = Object.keys(readUids(hidden)).filter((name) => typed.includes(name));
    line.textContent = names.length ? gettext("Known authority: %(names)s", { names: names.join("; ") }) : "";
  };
  field.addEventListener("input", tell);
  return tell;
}

export function completeNames(root: HTMLElement): void {
  const field = root.querySelector<HTMLInputElement>("input:not([type=hidden])");
  const hidden = root.querySelector<HTMLInputElement>("input[type=hidden]");
  const url = root.dataset["names"];
  if (!field || !hidden || !url) return;
  tellLinked(field, hidden)();
  const several = root.dataset["several"] !== undefined;
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-expanded", "false");
  new Completion(field, url, {
    // A name that stands for an authority already asks for no proposals.
    fragmentAt: (value, caret) => {
      const found = several ? nameAt(value, caret) : wholeField(value);
      return found && found.query in readUids(hidden) ? null : found;
    },
    replacement: (name) => name,
    textOf: (option) => {
      const name = nameOf(option);
      hidden.value = JSON.stringify({ ...readUids(hidden), [name]: option.dataset["value"] ?? "" });
      return name;
    },
    label: gettext("Names"),
    eager: false,
  });
}
