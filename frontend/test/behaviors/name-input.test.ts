import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { completeNames, nameAt } from "../../src/behaviors/name-input";

const OPTIONS = '<li role="option" data-value="u1"><bdi>Ahmetjan Qasimi</bdi> <small>1914–1949</small></li>';
const asked: string[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  asked.length = 0;
  vi.stubGlobal("fetch", (url: string) => {
    asked.push(url);
    return Promise.resolve({ ok: true, text: () => Promise.resolve(OPTIONS) });
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it.each([
  ["Anna; Bo", 8, "Bo", 6],
  ["Anna; Bo", 2, "Anna", 0],
  ["Anna; ", 6, undefined, undefined],
  ["安娜；鲍里斯", 6, "鲍里斯", 3],
  ["آنا؛ بوريس", 2, "آنا", 0],
])("finds in %j at %i the name %j", (value, caret, query, start) => {
  expect(nameAt(value, caret)?.query).toBe(query);
  expect(nameAt(value, caret)?.start).toBe(start);
});

async function choose(typed: string, attributes: string): Promise<[HTMLInputElement, HTMLInputElement]> {
  document.body.innerHTML = `<div data-names="/find/?kind=person" ${attributes}><input><input type="hidden"></div>`;
  const root = document.querySelector<HTMLElement>("[data-names]");
  if (root) completeNames(root);
  const [field, hidden] = document.querySelectorAll("input");
  if (!field || !hidden) throw new Error("no fields");
  field.value = typed;
  field.focus();
  field.setSelectionRange(typed.length, typed.length);
  field.dispatchEvent(new Event("input"));
  await vi.advanceTimersByTimeAsync(200);
  document.querySelector<HTMLElement>("[role=option]")?.click();
  return [field, hidden];
}

it("puts in the name that is chosen, and keeps its uid", async () => {
  const [field, hidden] = await choose("Anna; Qas", "data-several");
  expect(asked).toEqual(["/find/?kind=person&q=Qas"]);
  expect(field.value).toBe("Anna; Ahmetjan Qasimi");
  expect(JSON.parse(hidden.value)).toEqual({ "Ahmetjan Qasimi": "u1" });
  expect(document.querySelector(".linked")?.textContent).toContain("Ahmetjan Qasimi");
  await vi.advanceTimersByTimeAsync(200);
  expect(asked).toHaveLength(1);
  expect(document.querySelector<HTMLElement>("[role=listbox]")?.hidden).toBe(true);
});

it("takes the whole field for one name, and forgets a name that is typed over", async () => {
  const [field] = await choose("Qas; x", "");
  expect(field.value).toBe("Ahmetjan Qasimi");
  field.value = "Somebody else";
  field.dispatchEvent(new Event("input"));
  expect(document.querySelector(".linked")?.textContent).toBe("");
});

it("links a name that was created while the next one is being typed", async () => {
  const create = '<li role="option" data-create="/create/" data-kind="person">Create it</li>';
  const made = '<li role="option" data-value="u2">Ishaq Beg</li>';
  vi.stubGlobal("fetch", async (_url: string, options?: RequestInit) => {
    if (options?.method === "POST") await new Promise((done) => setTimeout(done, 500));
    return { ok: true, text: () => Promise.resolve(options?.method === "POST" ? made : create) };
  });
  const [field, hidden] = await choose("Ishaq Beg", "data-several");
  field.value += "; An";
  field.dispatchEvent(new Event("input"));
  await vi.advanceTimersByTimeAsync(600);
  expect([field.value, field.selectionStart]).toEqual(["Ishaq Beg; An", 13]);
  expect(JSON.parse(hidden.value)).toEqual({ "Ishaq Beg": "u2" });
});
