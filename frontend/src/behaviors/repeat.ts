/**
 * `data-repeat="author"`: rows that can be added, moved, removed and brought back. The buttons called `rows`
 * do this on the server as well, so the form works without this file.
 *
 * A row is an `<li>` of the list; a `<template>` holds an empty one, its fields called
 * `author-n-…`. Rows may hold rows of their own. A field with `data-splits` takes several names
 * that are pasted at once, one a line or with semicolons between them, into rows of their own.
 */

import { gettext } from "../gettext";
import { announce } from "./announce";
import { enliven } from "./attach";

const FIELD = "input:not([type=hidden], [type=checkbox]), select, textarea";
const NAMING = ["name", "value", "data-repeat"];

function rowsOf(root: HTMLElement): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>(":scope > ol > li")];
}

/** Calls the fields of a row by its number: `author-n-family` becomes `author-2-family`. */
function call(row: ParentNode, prefix: string, number: number): void {
  const old = new RegExp(`^((?:\\w+:)?)${prefix}-(?:\\d+|n)(?=-|$)`);
  for (const element of row.querySelectorAll("*")) {
    for (const attribute of NAMING) {
      const isValue = attribute === "value" && element.getAttribute("name") !== "rows";
      const text = element.getAttribute(attribute);
      if (text !== null && !isValue) element.setAttribute(attribute, text.replace(old, `$1${prefix}-${number}`));
    }
    if (element instanceof HTMLTemplateElement) call(element.content, prefix, number);
  }
}

function renumber(root: HTMLElement): void {
  const prefix = root.dataset["repeat"] ?? "";
  rowsOf(root).forEach((row, number) => {
    call(row, prefix, number);
  });
}

function add(root: HTMLElement, after?: HTMLElement): HTMLElement | null {
  const template = root.querySelector<HTMLTemplateElement>(":scope > template");
  const row = (template?.content.cloneNode(true) as DocumentFragment | undefined)?.firstElementChild;
  if (!(row instanceof HTMLElement)) return null;
  if (after) after.after(row);
  else root.querySelector(":scope > ol")?.append(row);
  renumber(root);
  enliven(row);
  return row;
}

function focusField(row: Element | null | undefined): void {
  row?.querySelector<HTMLElement>(FIELD)?.focus();
}

/** A line below the rows, with a button that brings the last one removed back to its place. */
function offerBack(root: HTMLElement, row: HTMLElement, before: Element | null): void {
  const list = root.querySelector(":scope > ol");
  root.querySelector(":scope > .removed-row")?.remove();
  const line = document.createElement("p");
  line.className = "removed-row";
  const undo = document.createElement("button");
  undo.type = "button";
  undo.className = "quiet";
  undo.textContent = gettext("Undo");
  undo.addEventListener("click", () => {
    list?.insertBefore(row, before?.parentNode === list ? before : null);
    line.remove();
    renumber(root);
    focusField(row);
    root.dispatchEvent(new Event("change", { bubbles: true }));
  });
  line.append(gettext("Removed"), " ", undo);
  list?.after(line);
}

function remove(root: HTMLElement, row: HTMLElement): void {
  const before = row.nextElementSibling;
  const next = before ?? row.previousElementSibling;
  row.remove();
  renumber(root);
  offerBack(root, row, before);
  if (next) focusField(next);
  else root.querySelector<HTMLElement>(":scope > button")?.focus();
  announce(gettext("Removed"));
}

function move(root: HTMLElement, row: HTMLElement, verb: string, button: HTMLElement): void {
  if (verb === "up") row.previousElementSibling?.before(row);
  else row.nextElementSibling?.after(row);
  renumber(root);
  button.focus();
  const place = rowsOf(root).indexOf(row) + 1;
  announce(gettext("Now at place %(place)s", { place }));
}

function press(root: HTMLElement, event: Event): void {
  const button = (event.target as Element).closest<HTMLButtonElement>("button[name=rows]");
  if (button?.closest("[data-repeat]") !== root) return;
  event.preventDefault();
  const verb = button.value.split(":")[0] ?? "";
  const row = rowsOf(root).find((each) => each.contains(button));
  if (verb === "add") focusField(add(root));
  else if (row && verb === "remove") remove(root, row);
  else if (row) move(root, row, verb, button);
  // Whoever watches the form hears of it: the proposed citation key, for one.
  if (verb !== "add") root.dispatchEvent(new Event("change", { bubbles: true }));
}

function paste(root: HTMLElement, event: ClipboardEvent): void {
  const input = event.target;
  if (!(input instanceof HTMLInputElement) || !("splits" in input.dataset)) return;
  const names = (event.clipboardData?.getData("text/plain") ?? "")
    .split(/[\r\n;]+/)
    .map((name) => name.trim())
    .filter((name) => name !== "");
  if (names.length < 2) return;
  event.preventDefault();
  let row = rowsOf(root).find((each) => each.contains(input));
  input.value = [input.value.trim(), names[0]].filter(Boolean).join(" ");
  for (const name of names.slice(1)) {
    row = add(root, row) ?? row;
    const field = row?.querySelector<HTMLInputElement>("[data-splits]");
    if (field) field.value = name;
  }
  announce(gettext("%(count)s names", { count: names.length }));
  root.dispatchEvent(new Event("change", { bubbles: true }));
}

export function repeatRows(root: HTMLElement): void {
  root.addEventListener("click", (event) => {
    press(root, event);
  });
  root.addEventListener("paste", (event) => {
    paste(root, event);
  });
}
