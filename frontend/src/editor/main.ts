/**
 * The plain editor by blocks, in the place of one field: `form[data-block-editor]`. What it holds
 * goes into the field `rows`; without scripts, the field `content` stays.
 */

import { dropDraft } from "../behaviors/draft";
import { ngettext } from "../gettext";
import { endsIn } from "./caret";
import { BlockDialog } from "./block-dialog";
import { Editor } from "./editor";
import { listenToInput, listenToKeys } from "./keys";
import { isMarker, type Row, rowsOf } from "./rows";
import { typeWords } from "./view";

/** Pause after which what was typed goes into the form, and so into the draft (ms). */
const PAUSE = 500;

interface Structure {
  readonly blocks: Parameters<typeof rowsOf>[1];
}

function structure(): Structure {
  return JSON.parse(document.querySelector("#structure")?.textContent ?? '{"blocks": []}') as Structure;
}

/** The rows a draft or the server gave, or none. */
function given(field: HTMLTextAreaElement): Row[] | null {
  try {
    return JSON.parse(field.value || "null") as Row[] | null;
  } catch {
    return null;
  }
}

class Page {
  readonly #rowsField: HTMLTextAreaElement;
  readonly #editor: Editor;
  readonly #dialog: BlockDialog;
  readonly #list: HTMLElement;
  #timer = 0;
  #isUnsaved: boolean;
  #isLeaving = false;
  #last = 0;

  constructor(private readonly form: HTMLFormElement) {
    const content = form.querySelector<HTMLTextAreaElement>("textarea[name=content]");
    const rowsField = form.querySelector<HTMLTextAreaElement>("textarea[name=rows]");
    const list = form.querySelector<HTMLElement>(".edit-rows");
    if (!content || !rowsField || !list) throw new Error("The editor lacks a part.");
    const kept = given(rowsField);
    const isNow = form.dataset["draftNow"] !== undefined;
    this.#rowsField = rowsField;
    this.#list = list;
    this.#isUnsaved = kept !== null || isNow;
    const rows = kept ?? rowsOf(content.value, structure().blocks);
    const start = rows.length > 0 ? rows : [{ type: "paragraph", text: "" }];
    this.#editor = new Editor(list, start, { types: typeWords() }, () => {
      this.#changed();
    });
    this.#dialog = new BlockDialog(this.#editor);
    content.closest(".field")?.remove();
    this.#show("[data-draft-notice]", kept !== null && !isNow);
    this.#show(".editor", true);
    this.#count();
    if (isNow) this.#write();
  }

  start(): void {
    listenToKeys(this.#list, this.#editor);
    listenToInput(this.#list, this.#editor);
    this.#list.addEventListener("click", (event) => {
      const kind = (event.target as Element).closest(".row-kind");
      if (kind) this.#dialog.open(this.#editor.at(kind));
    });
    this.#list.addEventListener("focusin", (event) => {
      this.#last = Math.max(this.#editor.at(event.target as Node), 0);
    });
    this.form.addEventListener("click", (event) => {
      const act = (event.target as Element).closest<HTMLElement>("[data-do]")?.dataset["do"];
      if (act) this.#do(act);
    });
    // The caret stays where it is while a button is pressed.
    this.form.querySelector(".editor-bar")?.addEventListener("mousedown", (event) => {
      event.preventDefault();
    });
    this.form.querySelector("[data-discard]")?.addEventListener("click", () => {
      this.#isLeaving = true;
      dropDraft(this.form.dataset["draft"] ?? "");
      location.reload();
    });
    document.addEventListener("keydown", (event) => {
      this.#shortcut(event);
    });
    this.form.addEventListener("submit", () => {
      this.#write();
      this.#isLeaving = true;
    });
    window.addEventListener("pageshow", () => {
      this.#isLeaving = false;
    });
    window.addEventListener("pagehide", () => {
      if (this.#timer) this.#write();
    });
    window.addEventListener("beforeunload", (event) => {
      if (this.#timer) this.#write();
      if (this.#isUnsaved && !this.#isLeaving) event.preventDefault();
    });
  }

  #do(act: string): void {
    const at = this.#last;
    const field = this.#editor.field(at);
    if (act === "undo") this.#editor.undo();
    else if (act === "redo") this.#editor.redo();
    else if (act === "block") this.#dialog.open(at);
    else if (act === "keys") document.querySelector<HTMLDialogElement>("#editor-keys")?.showModal();
    else if (act === "page" && field) this.#editor.breakPage(at, endsIn(field));
  }

  #shortcut(event: KeyboardEvent): void {
    if (document.querySelector("dialog:modal")) return;
    const target = event.target as Element;
    const isWriting = target.closest("input, textarea, select, [contenteditable]") !== null;
    const ctrl = event.ctrlKey || event.metaKey;
    if (ctrl && event.key.toLowerCase() === "s") {
      this.form.querySelector<HTMLElement>("button[name=preview]")?.click();
    } else if (event.altKey && event.key === "Enter" && this.#list.contains(target)) {
      this.#dialog.open(this.#last);
    } else if (event.key === "F1" || (event.key === "?" && !isWriting)) this.#do("keys");
    else return;
    event.preventDefault();
  }

  #changed(): void {
    this.#isUnsaved = true;
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      this.#write();
    }, PAUSE);
  }

  /** Takes the rows into the form; the draft is kept by whoever listens to its input. */
  #write(): void {
    clearTimeout(this.#timer);
    this.#timer = 0;
    if (!this.#isUnsaved) return;
    this.#rowsField.value = JSON.stringify(this.#editor.rows);
    this.#rowsField.dispatchEvent(new Event("input", { bubbles: true }));
    this.#count();
  }

  #count(): void {
    const count = this.#editor.rows.filter((row) => !isMarker(row) && !row.goes_on).length;
    const place = this.form.querySelector("[data-count]");
    if (place) place.textContent = ngettext("%(count)s block", "%(count)s blocks", count);
  }

  #show(selector: string, shown: boolean): void {
    const element = this.form.querySelector<HTMLElement>(selector);
    if (element) element.hidden = !shown;
  }
}

const form = document.querySelector<HTMLFormElement>("form[data-block-editor]");
if (form) new Page(form).start();
