/**
 * `data-draft="key"` on a form: what is written in it is kept in this browser until it was
 * saved, so that a failed request, a reload or a closed lid loses nothing. `data-draft-now`
 * keeps what the form comes with, because the server did not take it. A form that is sent without
 * htmx is answered with the cookie `saved-draft`, its key, once what it says was saved.
 *
 * Drafts belong to the person who is signed in and the workspace (`data-user` and
 * `data-workspace` on <body>); signing out drops that person's. A form with a field `revision` that is
 * not the one the draft was begun with shows what changed in the meantime beside the draft.
 */

import { gettext } from "../gettext";

const PREFIX = "draft:";
/** Which revision a draft was begun with; no field has such a name. */
const REVISION = "@revision";
type Fields = Record<string, string>;
type Field = HTMLInputElement | HTMLTextAreaElement;

const person = (): string => `${PREFIX}${document.body.dataset["user"] ?? ""}/`;
const prefix = (): string => `${person()}${document.body.dataset["workspace"] ?? ""}/`;

/** Fields that are writing or choice, not bookkeeping. */
function written(form: HTMLFormElement): Field[] {
  return [...form.querySelectorAll<Field>("textarea, input")].filter(
    (field) => field.name !== "" && field.type !== "hidden",
  );
}

const isChoice = (field: Field): field is HTMLInputElement => field.type === "radio";
const revisionOf = (form: HTMLFormElement): string | undefined =>
  form.querySelector<HTMLInputElement>("input[type=hidden][name=revision]")?.value;

/** The draft kept under `key`, or null. */
export function draftOf(key: string): Fields | null {
  try {
    return JSON.parse(localStorage.getItem(prefix() + key) ?? "null") as Fields | null;
  } catch {
    return null;
  }
}

function keysOf(start: string): string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(start));
  } catch {
    return [];
  }
}

/** Keys of the drafts that begin with `start`. */
export function draftKeys(start: string): string[] {
  return keysOf(prefix() + start).map((key) => key.slice(prefix().length));
}

export function dropDraft(key: string): void {
  try {
    localStorage.removeItem(prefix() + key);
  } catch {
    // Storage is switched off: there was no draft.
  }
}

/** The server took what was written under the key that its cookie names. */
export function dropSavedDraft(): void {
  const key = /(?:^|; )saved-draft=([^;]+)/.exec(document.cookie)?.[1];
  if (key === undefined) return;
  dropDraft(decodeURIComponent(key));
  document.cookie = "saved-draft=; path=/; max-age=0; samesite=lax";
}

/** Whoever sits at this browser next finds nothing. */
export function dropDraftsAtSignOut(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.action.endsWith("/sign-out/")) return;
    for (const key of keysOf(person())) localStorage.removeItem(key);
  });
}

function fieldsOf(form: HTMLFormElement): Fields {
  const fields: Fields = {};
  for (const field of written(form)) {
    if (!isChoice(field) || field.checked) fields[field.name] = field.value;
  }
  return fields;
}

function keep(key: string, form: HTMLFormElement): void {
  const words = written(form).filter((field) => !isChoice(field));
  const revision = revisionOf(form);
  const fields = { ...fieldsOf(form), ...(revision ? { [REVISION]: revision } : {}) };
  try {
    if (words.every((field) => field.value === "")) dropDraft(key);
    else localStorage.setItem(prefix() + key, JSON.stringify(fields));
  } catch {
    // Storage is full or switched off: the form itself still holds the words.
  }
}

function fill(form: HTMLFormElement, draft: Fields): void {
  for (const field of written(form)) {
    const value = draft[field.name];
    if (value === undefined) continue;
    if (isChoice(field)) field.checked = field.value === value;
    else field.value = value;
  }
}

/** Above a draft of an earlier revision: how its longest field reads now. */
function showChange(form: HTMLFormElement, now: string): void {
  const block = document.createElement("div");
  block.className = "edit-conflict";
  block.role = "alert";
  const told = document.createElement("p");
  told.textContent = gettext(
    "This was changed after you began to write. How it reads now is below, yours is in the field. Take over what you want to keep, then save.",
  );
  const theirs = document.createElement("textarea");
  theirs.readOnly = true;
  theirs.dir = "auto";
  theirs.rows = 4;
  theirs.value = now;
  theirs.ariaLabel = gettext("How it reads now");
  block.append(told, theirs);
  form.prepend(block);
}

function bringBack(key: string, form: HTMLFormElement): void {
  const draft = draftOf(key);
  if (!draft) return;
  const area = form.querySelector<HTMLTextAreaElement>("textarea[name]");
  const now = area?.value ?? "";
  const begun = draft[REVISION];
  fill(form, draft);
  if (begun === undefined || begun === revisionOf(form)) return;
  if (area && area.value !== now) showChange(form, now);
  keep(key, form);
}

export function keepDraft(form: HTMLElement): void {
  const key = form.dataset["draft"];
  if (!key || !(form instanceof HTMLFormElement)) return;
  if (form.dataset["draftNow"] === undefined) bringBack(key, form);
  else keep(key, form);
  form.addEventListener("input", () => {
    keep(key, form);
  });
  form.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr } = (event as CustomEvent<{ xhr: XMLHttpRequest }>).detail;
    // With 409 comes a form that keeps the words under the newer revision.
    if (xhr.status < 300 || xhr.status === 409) dropDraft(key);
  });
}
