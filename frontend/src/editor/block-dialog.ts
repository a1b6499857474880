/** The dialog that says what a block is: type, level, label, language, direction. */

import { type Editor } from "./editor";
import { isMarker } from "./rows";

const FIELDS = ["type", "level", "label", "language", "direction"] as const;
type Field = HTMLInputElement | HTMLSelectElement;

export class BlockDialog {
  readonly #dialog = document.querySelector<HTMLDialogElement>("#block-dialog");
  #at = -1;
  #offset = 0;

  constructor(private readonly editor: Editor) {
    this.#dialog?.addEventListener("close", () => {
      this.#closed(this.#dialog?.returnValue ?? "");
    });
  }

  open(at: number): void {
    const row = this.editor.row(at);
    if (!row || !this.#dialog) return;
    this.#at = at;
    this.#offset = this.editor.caret().offset;
    for (const name of FIELDS) {
      const field = this.#field(name);
      if (field) field.value = String(row[name] ?? "");
    }
    for (const part of this.#dialog.querySelectorAll<HTMLElement>("[data-for=text]")) {
      part.hidden = isMarker(row);
    }
    this.#dialog.returnValue = "cancel";
    this.#dialog.showModal();
  }

  #field(name: string): Field | null {
    return this.#dialog?.querySelector<Field>(`[name=${name}]`) ?? null;
  }

  #closed(answer: string): void {
    const row = this.editor.row(this.#at);
    if (!row) return;
    if (answer === "remove") this.editor.remove(this.#at);
    else if (answer === "add") this.editor.add(this.#at);
    else if (answer === "change") this.editor.relook(this.#at, this.#look(isMarker(row)));
    else this.editor.focus({ row: this.#at, offset: this.#offset });
  }

  #look(isMarker: boolean): object {
    const value = (name: string): string | undefined => {
      const given = this.#field(name)?.value.trim();
      return given === "" ? undefined : given;
    };
    if (isMarker) return { label: value("label") };
    const level = value("level");
    return {
      type: value("type") ?? "paragraph",
      level: level === undefined ? undefined : Number(level),
      label: value("label"),
      language: value("language"),
      direction: value("direction"),
    };
  }
}
