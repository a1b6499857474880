import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { attach } from "../../src/behaviors/attach";
import { draftKeys, draftOf, keepDraft } from "../../src/behaviors/draft";
import { Composer } from "../../src/reader/composer";

const data = {
  version: "v1",
  can_annotate: true,
  passages: [],
  legend: { authors: [], tags: [], disputes: [] },
  target: null,
  urls: { create: "/create/", highlights: "/highlights/", notes: "/notes/", cite: "/cite/", quotation: "/quotation/" },
};
const selected = { start: 3, end: 7, exact: "left" };
const form = (comment: string, extra = ""): string => `<form data-composer>${extra}
  <input type="hidden" name="version"><input type="hidden" name="start">
  <input type="hidden" name="end"><input type="hidden" name="exact">
  <textarea name="comment">${comment}</textarea>
  <input type="radio" name="sharing" value="shared" checked><input type="radio" name="sharing" value="private">
  <p class="note-failure" hidden></p><button type="button" data-cancel="new"></button></form>`;

const saved = vi.fn();
let answer: () => Promise<Response>;
let sent: FormData[];

beforeEach(() => {
  document.body.innerHTML = `<template id="composer">${form("")}</template>`;
  localStorage.clear();
  saved.mockReset();
  sent = [];
  vi.stubGlobal("fetch", (_: string, { body }: { body: FormData }) => {
    sent.push(body);
    return answer();
  });
  attach("form[data-draft]", keepDraft);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

function compose(): Composer {
  const composer = new Composer(data, selected, "private", { saved, cancelled: vi.fn() });
  document.body.append(composer.slot);
  return composer;
}

const field = (composer: Composer): HTMLTextAreaElement => {
  const found = composer.slot.querySelector("textarea");
  if (!found) throw new Error("no field");
  return found;
};

async function write(composer: Composer, words: string): Promise<void> {
  field(composer).value = words;
  field(composer).dispatchEvent(new Event("input", { bubbles: true }));
  composer.slot.querySelector("form")?.requestSubmit();
  await vi.waitFor(() => {
    expect(sent).toHaveLength(1);
  });
  await new Promise((resolve) => setTimeout(resolve));
}

it("sends the passage with the words and forgets the draft once saved", async () => {
  answer = () => Promise.resolve(new Response('<article data-note="h1"></article>', { status: 201 }));
  await write(compose(), "Compare the register");
  expect(Object.fromEntries(sent[0] ?? [])).toEqual({
    version: "v1",
    start: "3",
    end: "7",
    exact: "left",
    comment: "Compare the register",
    sharing: "private",
  });
  expect(saved).toHaveBeenCalledWith("h1", expect.any(HTMLElement));
  expect(draftKeys("")).toEqual([]);
});

it.each([
  ["the server cannot be reached", () => Promise.reject(new TypeError("network"))],
  ["the server fails", () => Promise.resolve(new Response("x", { status: 500 }))],
  ["one is signed out", () => Promise.resolve(new Response("x", { status: 403 }))],
])("keeps the words where %s", async (_, failing) => {
  answer = failing;
  const composer = compose();
  await write(composer, "My words");
  expect(saved).not.toHaveBeenCalled();
  expect(field(composer).value).toBe("My words");
  expect(composer.slot.querySelector<HTMLElement>(".note-failure")?.hidden).toBe(false);
  expect(draftOf("new-v1-3-7")).toEqual({ comment: "My words", sharing: "private" });
  composer.slot.remove();
  expect(field(compose()).value).toBe("My words");
});

it("shows the form with its errors and stays at the passage", async () => {
  const html = form("My words", '<ul class="errorlist"><li>Too long</li></ul>');
  answer = () => Promise.resolve(new Response(html, { status: 422 }));
  const composer = compose();
  await write(composer, "My words");
  expect(composer.slot.querySelector(".errorlist")?.textContent).toBe("Too long");
  expect(composer.slot.querySelector<HTMLInputElement>("[name=start]")?.value).toBe("3");
  expect(field(composer).value).toBe("My words");
});
