import { beforeEach, expect, it, vi } from "vitest";

import { Editor } from "../../src/editor/editor";
import { type Row } from "../../src/editor/rows";

const WORDS = { types: { paragraph: "Paragraph", heading: "Heading" } };
const PAGE: Row = { type: "page_break", label: "2" };
const row = (text: string, more: Partial<Row> = {}): Row => ({ type: "paragraph", text, ...more });
let list: HTMLElement;

beforeEach(() => {
  Element.prototype.scrollIntoView = vi.fn();
  document.body.innerHTML = "<ol></ol>";
  const found = document.querySelector("ol");
  if (found) list = found;
});

function editing(...rows: Row[]): Editor {
  return new Editor(list, rows, WORDS, () => undefined);
}

const texts = (editor: Editor): (string | undefined)[] =>
  editor.rows.map((each) => each.text ?? `[${each.label ?? ""}]`);
const shown = (): (string | null)[] =>
  [...list.children].map((item) => item.querySelector(".row-text")?.textContent ?? "[]");

it.each<[string, (editor: Editor) => void, string[]]>([
  ["splits", (e) => { e.split(0, [3, 4]); }, ["one", "two", "three"]],
  ["joins", (e) => { e.join(1); }, ["one twothree"]],
  ["breaks the page", (e) => { e.breakPage(0, [4, 4]); }, ["one ", "[]", "two", "three"]],
  ["breaks the page before a block", (e) => { e.breakPage(1, [0, 0]); }, ["one two", "[]", "three"]],
  ["moves", (e) => { e.move(0, 1); }, ["three", "one two"]],
  ["adds", (e) => { e.add(0); }, ["one two", "", "three"]],
  ["removes", (e) => { e.remove(0); }, ["three"]],
  ["inserts", (e) => { e.insert(0, [4, 7], "2"); }, ["one 2", "three"]],
  ["pastes blocks", (e) => { e.insert(0, [3, 3], "A\n\nB"); }, ["oneA", "B two", "three"]],
])("%s, undoes and does it again", (_name, act, expected) => {
  const editor = editing(row("one two"), row("three"));
  act(editor);
  expect(texts(editor)).toEqual(expected);
  editor.undo();
  expect(texts(editor)).toEqual(["one two", "three"]);
  editor.redo();
  expect(texts(editor)).toEqual(expected);
  expect(shown().length).toBe(expected.length);
});

it("makes one block of what a page parted", () => {
  const editor = editing(row("one "), PAGE, row("two", { goes_on: true }));
  editor.remove(1);
  expect(editor.rows).toEqual([row("one two")]);
});

it("lets what went on stand by itself when its beginning goes", () => {
  const editor = editing(row("one "), row("two", { goes_on: true }));
  editor.remove(0);
  expect(editor.rows).toEqual([row("two", { goes_on: false })]);
});

it("always keeps a row to write in", () => {
  const editor = editing(row("one"));
  editor.remove(0);
  expect(texts(editor)).toEqual([""]);
});

it("undoes typing in one row at once", () => {
  const editor = editing(row("one"), row("two"));
  const field = editor.field(0);
  if (!field) throw new Error("no field");
  for (const text of ["one!", "one!!"]) {
    field.textContent = text;
    editor.typed(0);
  }
  editor.history.close();
  field.textContent = "one!!!";
  editor.typed(0);
  editor.undo();
  expect(texts(editor)).toEqual(["one!!", "two"]);
  editor.undo();
  expect(texts(editor)).toEqual(["one", "two"]);
  expect(editor.undo()).toBe(false);
});
