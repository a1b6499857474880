import { beforeEach, expect, it } from "vitest";

import { draftKeys, draftOf, dropDraftsAtSignOut, keepDraft } from "../../src/behaviors/draft";

function form(attributes = "", revision = 4): HTMLFormElement {
  document.body.innerHTML = `<form data-draft="edit-1" ${attributes}>
    <input type="hidden" name="revision" value="${revision}"><textarea name="comment">from the server</textarea></form>`;
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
  document.body.dataset["user"] = "anna";
  document.body.dataset["workspace"] = "w1";
});

it("brings back what was written, and nothing else", () => {
  form();
  expect(area().value).toBe("from the server");
  type("mine");
  form();
  expect(area().value).toBe("mine");
  expect(draftOf("edit-1")).toEqual({ comment: "mine", "@revision": "4" });
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
  expect(draftOf("edit-1")).toEqual({ comment: "from the server", "@revision": "4" });
});

it("takes broken storage for no draft", () => {
  localStorage.setItem("draft:anna/w1/edit-1", "{");
  form();
  expect(area().value).toBe("from the server");
});

it("shows nobody else's drafts, nor those of another workspace", () => {
  form();
  type("mine");
  document.body.dataset["user"] = "bo";
  expect([draftOf("edit-1"), draftKeys("")]).toEqual([null, []]);
  document.body.dataset["user"] = "anna";
  document.body.dataset["workspace"] = "w2";
  expect(draftKeys("")).toEqual([]);
});

it("shows beside a draft what was saved in the meantime, and keeps it under the new revision", () => {
  form();
  type("mine");
  const now = form("", 5);
  expect(now.querySelector<HTMLTextAreaElement>("[readonly]")?.value).toBe("from the server");
  expect(now.querySelector<HTMLTextAreaElement>("[name=comment]")?.value).toBe("mine");
  expect(draftOf("edit-1")?.["@revision"]).toBe("5");
  expect(form("", 5).querySelector("[readonly]")).toBeNull();
});

it("brings back what was chosen too", () => {
  const radios = `<input type="radio" name="sharing" value="shared" checked><input type="radio" name="sharing" value="private">`;
  const choose = (): HTMLInputElement => {
    document.body.innerHTML = `<form data-draft="new">${radios}<textarea name="comment"></textarea></form>`;
    const [made] = document.forms;
    if (made) keepDraft(made);
    const found = document.querySelector<HTMLInputElement>("[value=private]");
    if (!found) throw new Error("no choice");
    return found;
  };
  choose().checked = true;
  type("mine");
  expect(choose().checked).toBe(true);
});

it("drops at sign-out what is the person's, and leaves others' alone", () => {
  dropDraftsAtSignOut();
  form();
  type("mine");
  document.body.dataset["workspace"] = "w2";
  form();
  type("mine too");
  localStorage.setItem("draft:bo/w1/edit-1", "{}");
  document.body.insertAdjacentHTML("beforeend", '<form action="/sign-out/" method="post"></form>');
  [...document.forms].at(-1)?.dispatchEvent(new Event("submit", { bubbles: true }));
  expect(Object.keys(localStorage)).toEqual(["draft:bo/w1/edit-1"]);
});
