/**
 * `data-draft="key"` on a form: what is written in it is kept in this browser until it was
 * saved, so that a failed request, a reload or a closed lid loses nothing. `data-draft-now`
 * keeps what the form comes with, because the server did not take it.
 */

const PREFIX = "draft:";
type Fields = Record<string, string>;

/** Names of fields that are writing, not bookkeeping. */
function written(form: HTMLFormElement): (HTMLInputElement | HTMLTextAreaElement)[] {
  return [...form.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("textarea, input")].filter(
    (field) => field.name !== "" && field.type !== "hidden" && field.type !== "radio",
  );
}

/** The draft kept under `key`, or null. */
export function draftOf(key: string): Fields | null {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + key) ?? "null") as Fields | null;
  } catch {
    return null;
  }
}

/** Keys of the drafts that begin with `start`. */
export function draftKeys(start: string): string[] {
  try {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(PREFIX + start))
      .map((key) => key.slice(PREFIX.length));
  } catch {
    return [];
  }
}

export function dropDraft(key: string): void {
  try {
    localStorage.removeItem(PREFIX + key);
  } catch {
    // Storage is switched off: there was no draft.
  }
}

function keep(key: string, form: HTMLFormElement): void {
  const fields = Object.fromEntries(written(form).map((field) => [field.name, field.value]));
  try {
    if (Object.values(fields).every((value) => value === "")) dropDraft(key);
    else localStorage.setItem(PREFIX + key, JSON.stringify(fields));
  } catch {
    // Storage is full or switched off: the form itself still holds the words.
  }
}

export function keepDraft(form: HTMLElement): void {
  const key = form.dataset["draft"];
  if (!key || !(form instanceof HTMLFormElement)) return;
  const draft = draftOf(key);
  for (const field of written(form)) field.value = draft?.[field.name] ?? field.value;
  if (form.dataset["draftNow"] !== undefined) keep(key, form);
  form.addEventListener("input", () => {
    keep(key, form);
  });
  form.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr } = (event as CustomEvent<{ xhr: XMLHttpRequest }>).detail;
    // With 409 comes a form that keeps the words under the newer revision.
    if (xhr.status < 300 || xhr.status === 409) dropDraft(key);
  });
}
