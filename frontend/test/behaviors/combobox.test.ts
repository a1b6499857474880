import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { findByTyping } from "../../src/behaviors/combobox";

const CLAIMS = `<li role="option" id="claim-1" data-value="u1">Left on the 24th <small>When?</small></li>
  <li role="option" id="claim-2" data-value="u2">Left on the 27th</li>`;

const NEW = `<li role="option" id="new" data-create="/create/" data-kind="place">Create it</li>`;

/** What the server answers: the option that was made, or what is wrong. */
function create(fields: FormData): Response {
  const { name = "", kind = "" } = Object.fromEntries(fields) as Record<string, string>;
  if (name.includes("refused")) return new Response("Too long.", { status: 422 });
  return new Response(`<li role="option" data-value="u9">${name} <small>${kind}</small></li>`, { status: 201 });
}

let input: HTMLInputElement;
let asked: string[];

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  Element.prototype.scrollIntoView = vi.fn();
  vi.stubGlobal("fetch", (url: string, options?: RequestInit) => {
    asked.push(url);
    if (options?.method === "POST") return Promise.resolve(create(options.body as FormData));
    if (url.includes("new")) return Promise.resolve(new Response(NEW));
    return Promise.resolve(new Response(url.includes("nothing") ? "" : CLAIMS));
  });
  document.body.innerHTML = `<div data-combobox data-url="/find/"><input role="combobox">
    <input type="hidden" name="claim"><ul role="listbox" hidden></ul></div>`;
  const root = document.querySelector<HTMLElement>("[data-combobox]");
  const field = root?.querySelector("input");
  if (!root || !field) throw new Error("no combobox");
  input = field;
  findByTyping(root);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function type(words: string): Promise<void> {
  input.value = words;
  input.dispatchEvent(new Event("input"));
  await vi.runAllTimersAsync();
}

const press = (key: string): KeyboardEvent => {
  const event = new KeyboardEvent("keydown", { key, cancelable: true, bubbles: true });
  input.dispatchEvent(event);
  return event;
};
const chosen = (): string | undefined => document.querySelector<HTMLInputElement>("[name=claim]")?.value;
const list = (): HTMLElement | null => document.querySelector("ul");

it("asks once typing rests and shows what was found", async () => {
  input.value = "le";
  input.dispatchEvent(new Event("input"));
  await type("left on");
  expect(asked).toEqual(["/find/?q=left%20on"]);
  expect(list()?.hidden).toBe(false);
  expect(input.ariaExpanded).toBe("true");
});

it("is chosen from with the keys, round and round", async () => {
  await type("left");
  press("ArrowDown");
  expect(input.getAttribute("aria-activedescendant")).toBe("claim-1");
  press("ArrowUp");
  expect(input.getAttribute("aria-activedescendant")).toBe("claim-2");
  press("ArrowDown");
  press("Enter");
  expect(chosen()).toBe("u1");
  expect(input.value).toBe("Left on the 24th");
  expect(list()?.hidden).toBe(true);
});

it("is chosen from with a click", async () => {
  await type("left");
  document.getElementById("claim-2")?.click();
  expect(chosen()).toBe("u2");
});

it("forgets the choice when one types on", async () => {
  await type("left");
  document.getElementById("claim-2")?.click();
  await type("left elsewhere");
  expect(chosen()).toBe("");
});

it("closes with Escape without closing what is around it", async () => {
  const around = vi.fn();
  document.body.addEventListener("keydown", around);
  await type("left");
  press("Escape");
  expect(list()?.hidden).toBe(true);
  expect(around).not.toHaveBeenCalled();
  document.body.removeEventListener("keydown", around);
});

it("stays closed where nothing was found, and Enter then belongs to the form", async () => {
  await type("nothing");
  expect(list()?.hidden).toBe(true);
  expect(press("Enter").defaultPrevented).toBe(false);
});

it("creates what was not found, and chooses it", async () => {
  await type("new town");
  press("ArrowDown");
  press("Enter");
  await vi.runAllTimersAsync();
  expect(asked.at(-1)).toBe("/create/");
  expect(chosen()).toBe("u9");
  expect(input.value).toBe("new town");
  expect(list()?.hidden).toBe(true);
});

it("chooses nothing where creating is refused", async () => {
  await type("new and refused");
  document.getElementById("new")?.click();
  await vi.runAllTimersAsync();
  expect(chosen()).toBe("");
});

it("stays closed after a choice, whatever was still to be asked", async () => {
  await type("left on");
  input.value = "left on the";
  input.dispatchEvent(new Event("input"));
  press("ArrowDown");
  press("Enter");
  await vi.runAllTimersAsync();
  expect(list()?.hidden).toBe(true);
  expect(input.value).toBe("Left on the 24th");
  expect(chosen()).toBe("u1");
});
