/** What keys, pasting and dropping do in the editor. */

import { endsIn, isAtEdge } from "./caret";
import { type Editor } from "./editor";
import { isMarker, textOf } from "./rows";

const isBlank = ([start, end]: readonly [number, number]): boolean => start === end;

/** Acts that take a modifier, by "Ctrl+Alt+Key"; Ctrl stands for Command too. */
function chord(event: KeyboardEvent): string {
  const held = [
    event.ctrlKey || event.metaKey ? "Ctrl+" : "",
    event.altKey ? "Alt+" : "",
    event.shiftKey ? "Shift+" : "",
  ].join("");
  return held + (event.key.length === 1 ? event.key.toLowerCase() : event.key);
}

function step(editor: Editor, at: number, by: -1 | 1): boolean {
  const row = editor.row(at + by);
  if (!row) return false;
  editor.focus({ row: at + by, offset: by < 0 ? (isMarker(row) ? (row.label ?? "") : textOf(row)).length : 0 });
  return true;
}

/** What a key does in a row's text; false lets the browser go on with it. */
function inText(editor: Editor, at: number, field: HTMLElement, key: string): boolean {
  const ends = endsIn(field);
  const length = textOf(editor.row(at) ?? { type: "" }).length;
  const isRtl = getComputedStyle(field).direction === "rtl";
  const [backward, forward] = isRtl ? ["ArrowRight", "ArrowLeft"] : ["ArrowLeft", "ArrowRight"];
  switch (key) {
    case "Enter":
      editor.split(at, ends);
      return true;
    case "Shift+Enter":
      editor.insert(at, ends, "\n");
      return true;
    case "Ctrl+Enter":
      editor.breakPage(at, ends);
      return true;
    case "Backspace":
      return isBlank(ends) && ends[0] === 0 && editor.join(at);
    case "Delete":
      if (!isBlank(ends) || ends[0] < length) return false;
      return isMarker(editor.row(at + 1) ?? { type: "" }) ? (editor.remove(at + 1), true) : editor.join(at + 1);
    case "ArrowUp":
      return isAtEdge(field, -1) && step(editor, at, -1);
    case "ArrowDown":
      return isAtEdge(field, 1) && step(editor, at, 1);
    case backward:
      return isBlank(ends) && ends[0] === 0 && step(editor, at, -1);
    case forward:
      return isBlank(ends) && ends[0] >= length && step(editor, at, 1);
    default:
      return false;
  }
}

/** The same in the label of a page. */
function inLabel(editor: Editor, at: number, field: HTMLInputElement, key: string): boolean {
  if (key === "ArrowUp") return step(editor, at, -1);
  if (key === "ArrowDown" || key === "Enter") return step(editor, at, 1) || key === "Enter";
  if (key === "Backspace" && field.value === "") {
    editor.remove(at);
    return true;
  }
  return false;
}

/** Keys that do the same everywhere in the text. */
function anywhere(editor: Editor, at: number, key: string): boolean {
  const heading = /^Ctrl\+Alt\+(?:Shift\+)?([0-6])$/.exec(key)?.[1];
  if (heading !== undefined && !isMarker(editor.row(at) ?? { type: "" })) {
    const level = Number(heading);
    editor.relook(at, level ? { type: "heading", level } : { type: "paragraph", level: undefined } as object);
    return true;
  }
  if (key === "Ctrl+z") editor.undo();
  else if (key === "Ctrl+y" || key === "Ctrl+Shift+z") editor.redo();
  else if (key === "Alt+ArrowUp") editor.move(at, -1);
  else if (key === "Alt+ArrowDown") editor.move(at, 1);
  else return false;
  return true;
}

export function listenToKeys(list: HTMLElement, editor: Editor): void {
  list.addEventListener("keydown", (event) => {
    const at = editor.at(event.target as Node);
    const field = editor.field(at);
    if (!field || event.isComposing || event.target !== field) return;
    const key = chord(event);
    const acted =
      anywhere(editor, at, key) ||
      (field instanceof HTMLInputElement ? inLabel(editor, at, field, key) : inText(editor, at, field, key));
    if (acted) event.preventDefault();
  });
}

/** Text that is pasted or dropped comes in as plain text; the browser's own undo is ours. */
export function listenToInput(list: HTMLElement, editor: Editor): void {
  list.addEventListener("input", (event) => {
    // The draft is kept once one pauses, not with each letter of a long text.
    event.stopPropagation();
    editor.typed(editor.at(event.target as Node));
  });
  list.addEventListener("paste", (event) => {
    const at = editor.at(event.target as Node);
    const field = editor.field(at);
    if (!field || field instanceof HTMLInputElement) return;
    event.preventDefault();
    editor.insert(at, endsIn(field), event.clipboardData?.getData("text/plain") ?? "");
  });
  list.addEventListener("drop", (event) => {
    event.preventDefault();
  });
  list.addEventListener("beforeinput", (event) => {
    if (event.inputType === "historyUndo") editor.undo();
    else if (event.inputType === "historyRedo") editor.redo();
    else if (!event.inputType.startsWith("format")) return;
    event.preventDefault();
  });
  list.addEventListener("focusout", () => {
    editor.history.close();
  });
}
