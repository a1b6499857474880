import { beforeEach, expect, it } from "vitest";

import { draftKeys, draftOf, keepDraft } from "../../src/behaviors/draft";

function form(attributes = ""): HTMLFormElement {
  document.body.innerHTML = `<form data-draft="edit-1" ${attributes}>
    <input type="hidden" name="revision" value="4"><textarea name="comment">from the server</textarea></form>`;
  const [found] = document.forms;
  if (!found) throw new Error("no form");
  keepDraft(found);
  return found;
}

const area = (): HTMLTextAreaElement => {
  const found = document.querySelector("textarea");
  if (!found) throw new Error("no field");
  return found;
};

function type(words: string): void {
  area().value = words;
  area().dispatchEvent(new Event("input", { bubbles: true }));
}

function answer(status: number): void {
  document.forms[0]?.dispatchEvent(new CustomEvent("htmx:beforeSwap", { detail: { xhr: { status } } }));
}

beforeEach(() => {
  localStorage.clear();
});

it("brings back what was written, and nothing else", () => {
  form();
  expect(area().value).toBe("from the server");
  type("mine");
  form();
  expect(area().value).toBe("mine");
  expect(draftOf("edit-1")).toEqual({ comment: "mine" });
});

it.each([
  [200, []],
  [422, ["edit-1"]],
  [500, ["edit-1"]],
])("after answer %i keeps %j", (status, kept) => {
  form();
  type("mine");
  answer(status);
  expect(draftKeys("edit-")).toEqual(kept);
});

it("keeps at once what the server did not take", () => {
  form("data-draft-now");
  expect(draftOf("edit-1")).toEqual({ comment: "from the server" });
});

it("takes broken storage for no draft", () => {
  localStorage.setItem("draft:edit-1", "{");
  form();
  expect(area().value).toBe("from the server");
});
