/** The elements of rows: text that is edited in place, with what the block is before it. */

import { gettext } from "../gettext";
import { isMarker, type Row, textOf } from "./rows";

export interface Words {
  readonly types: Readonly<Record<string, string>>;
}

/** The words for types, as the dialog has them. */
export function typeWords(): Record<string, string> {
  const options = document.querySelectorAll<HTMLOptionElement>("#block-type option");
  return Object.fromEntries([...options].map((option) => [option.value, option.text]));
}

function kindOf(row: Row, words: Words): string {
  if (row.type === "page_break") return gettext("Page");
  if (row.type === "time") return gettext("Time");
  const word = words.types[row.type] ?? row.type;
  const label = row.label ? ` ${row.label}` : "";
  if (row.goes_on) return gettext("goes on");
  return row.level === undefined ? `${word}${label}` : `${word} ${row.level}${label}`;
}

/** Fills a text's element; a line feed at the end shows by the <br> after it. */
export function show(element: HTMLElement, text: string): void {
  element.textContent = text;
  if (text.endsWith("\n")) element.append(document.createElement("br"));
}

function textElement(row: Row, name: string): HTMLElement {
  const element = document.createElement("div");
  element.className = "row-text";
  element.role = "textbox";
  element.ariaMultiLine = "true";
  element.ariaLabel = name;
  element.setAttribute("contenteditable", "plaintext-only");
  if (element.contentEditable !== "plaintext-only") element.setAttribute("contenteditable", "true");
  element.dir = row.direction ?? "auto";
  if (row.language) element.lang = row.language;
  show(element, textOf(row));
  return element;
}

function markerElement(row: Row, name: string): HTMLElement {
  const element = document.createElement("input");
  element.type = "text";
  element.className = "row-label";
  element.maxLength = 200;
  element.dir = "auto";
  element.ariaLabel = name;
  element.value = row.label ?? "";
  return element;
}

export function rowElement(row: Row, words: Words): HTMLLIElement {
  const item = document.createElement("li");
  const kind = document.createElement("button");
  const name = kindOf(row, words);
  kind.type = "button";
  kind.className = "row-kind quiet";
  kind.tabIndex = -1;
  kind.textContent = name;
  kind.ariaHasPopup = "dialog";
  item.className = `edit-row ${row.type}${row.goes_on ? " goes-on" : ""}`;
  if (row.level !== undefined) item.dataset["level"] = String(row.level);
  item.append(kind, isMarker(row) ? markerElement(row, name) : textElement(row, name));
  return item;
}

/** What is edited in a row: its text, or the label of a page. */
export function fieldOf(item: Element | null | undefined): HTMLElement | null {
  return item?.querySelector<HTMLElement>(".row-text, .row-label") ?? null;
}
