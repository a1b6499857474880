import { beforeEach, describe, expect, it, vi } from "vitest";

import { repeatRows } from "../../src/behaviors/repeat";

const buttons = (prefix: string): string =>
  ["up", "down", "remove"].map((verb) => `<button type="submit" name="rows" value="${verb}:${prefix}">${verb}</button>`).join("");

const row = (number: string, value = ""): string => `<li>
  <input name="author-${number}-family" value="${value}" data-splits>${buttons(`author-${number}`)}
  <div data-repeat="author-${number}-forms"><ol></ol>
    <template><li><input name="author-${number}-forms-n-text"></li></template>
    <button type="submit" name="rows" value="add:author-${number}-forms">Add</button></div></li>`;

let root = document.body;

beforeEach(() => {
  document.body.innerHTML = `<form><div data-repeat="author"><ol>${row("0", "author-0-x")}${row("1", "B")}</ol>
    <template>${row("n")}</template>
    <button type="submit" name="rows" value="add:author">Add a name</button></div></form><p id="announcer"></p>`;
  document.querySelector("form")?.addEventListener("submit", (event) => {
    event.preventDefault();
    throw new Error("the form was sent");
  });
  for (const element of document.querySelectorAll<HTMLElement>("[data-repeat]")) repeatRows(element);
  root = document.querySelector<HTMLElement>("[data-repeat=author]") ?? document.body;
});

function press(value: string): void {
  const button = document.querySelector<HTMLButtonElement>(`button[value="${value}"]`);
  if (!button) throw new Error(`no button ${value}`);
  button.click();
}

const fields = (): [string, string][] =>
  [...root.querySelectorAll<HTMLInputElement>("[data-splits]")].map((input) => [input.name, input.value]);

describe("rows", () => {
  it("are added at the end, called by their number, and get the focus", () => {
    press("add:author");
    expect(fields()).toEqual([
      ["author-0-family", "author-0-x"],
      ["author-1-family", "B"],
      ["author-2-family", ""],
    ]);
    expect((document.activeElement as HTMLInputElement).name).toBe("author-2-family");
  });

  it("change places and keep what was typed, even where it looks like a name of a field", () => {
    press("down:author-0");
    expect(fields()).toEqual([
      ["author-0-family", "B"],
      ["author-1-family", "author-0-x"],
    ]);
    press("up:author-0");
    expect(fields()[0]).toEqual(["author-0-family", "B"]);
    expect(document.getElementById("announcer")?.textContent).toContain("Now at place 1");
  });

  it("come back where they were", () => {
    press("remove:author-0");
    expect(fields()).toEqual([["author-0-family", "B"]]);
    document.querySelector<HTMLButtonElement>(".removed-row button")?.click();
    expect(fields()).toEqual([
      ["author-0-family", "author-0-x"],
      ["author-1-family", "B"],
    ]);
    expect((document.activeElement as HTMLInputElement).name).toBe("author-0-family");
    expect(document.querySelector(".removed-row")).toBeNull();
  });

  it("are removed; the focus goes on to the next", () => {
    press("remove:author-0");
    expect(fields()).toEqual([["author-0-family", "B"]]);
    expect((document.activeElement as HTMLInputElement).value).toBe("B");
    press("remove:author-0");
    expect(fields()).toEqual([]);
    expect((document.activeElement as HTMLButtonElement).value).toBe("add:author");
  });

  it("within a row follow its number", () => {
    press("add:author-1-forms");
    press("up:author-1");
    const inner = root.querySelector<HTMLInputElement>("input[name$=-text]");
    expect(inner?.name).toBe("author-0-forms-0-text");
    press("add:author-0-forms");
    expect(root.querySelectorAll("input[name^='author-0-forms-']")).toHaveLength(2);
  });
});

describe("names pasted at once", () => {
  const paste = (text: string): Event => {
    const event = new Event("paste", { bubbles: true, cancelable: true });
    Object.assign(event, { clipboardData: { getData: () => text } });
    root.querySelectorAll("[data-splits]")[1]?.dispatchEvent(event);
    return event;
  };

  it("get rows of their own", () => {
    const changed = vi.fn();
    root.addEventListener("change", changed);
    const event = paste("Kasimi, A.\n 新疆日报 ; Tömür, H.\n\n");
    expect(event.defaultPrevented).toBe(true);
    expect(fields().map(([, value]) => value)).toEqual(["author-0-x", "B Kasimi, A.", "新疆日报", "Tömür, H."]);
    expect(changed).toHaveBeenCalled();
  });

  it("are left to the browser where there is one", () => {
    expect(paste("Kasimi, A.").defaultPrevented).toBe(false);
    expect(fields()).toHaveLength(2);
  });
});
