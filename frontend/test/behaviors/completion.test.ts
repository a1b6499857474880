import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { completeMentions, mentionAt } from "../../src/behaviors/mention";
import { completeTags, tagAt } from "../../src/behaviors/tag-input";

const PEOPLE = `<li role="option" data-value="anna">Anna <small>@anna</small></li>
  <li role="option" data-value="адам">Адам</li>`;

let asked: string[];
let field: HTMLInputElement | HTMLTextAreaElement;

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  Element.prototype.scrollIntoView = vi.fn();
  vi.stubGlobal("fetch", (url: string) => {
    asked.push(url);
    return Promise.resolve(new Response(url.includes("nobody") ? "" : PEOPLE));
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function build(html: string, attach: (root: HTMLElement) => void): void {
  document.body.innerHTML = `<div id="announcer"></div>${html}`;
  const root = document.querySelector<HTMLElement>("[data-mentions], [data-tag-input]");
  const found = root?.querySelector<HTMLInputElement | HTMLTextAreaElement>("input, textarea");
  if (!root || !found) throw new Error("no field");
  field = found;
  attach(root);
  field.focus();
}

async function type(text: string): Promise<void> {
  field.value = text;
  field.setSelectionRange(text.length, text.length);
  field.dispatchEvent(new Event("input", { bubbles: true }));
  await vi.runAllTimersAsync();
}

function press(key: string): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { key, cancelable: true, bubbles: true });
  field.dispatchEvent(event);
  return event;
}

const list = (): HTMLElement | null => document.querySelector("[role=listbox]");

describe("a mention", () => {
  beforeEach(() => {
    build('<div data-mentions="/people/"><textarea></textarea></div>', completeMentions);
  });

  it.each([
    ["@", ""],
    ["so @an", "an"],
    ["(@ан", "ан"],
    ["请@李", "李"],
    ["مرحبا @آن", "آن"],
  ])("is looked for in %s", (text, query) => {
    expect(mentionAt(text, text.length)?.query).toBe(query);
  });

  it.each(["anna@example", "@anna ", "no", "/@anna", "@@"])("is not seen in %s", (text) => {
    expect(mentionAt(text, text.length)).toBe(null);
  });

  it("is completed with Enter, and a space after it", async () => {
    await type("Look, @a");
    expect(asked).toEqual(["/people/?q=a"]);
    expect(field.getAttribute("aria-activedescendant")).toBe(list()?.querySelector("li")?.id);
    expect(field.hasAttribute("aria-expanded")).toBe(false);
    expect(press("Enter").defaultPrevented).toBe(true);
    expect(field.value).toBe("Look, @anna ");
    expect(list()?.hidden).toBe(true);
  });

  it("is chosen with arrows and Tab, round and round", async () => {
    await type("@");
    press("ArrowUp");
    press("Tab");
    expect(field.value).toBe("@адам ");
  });

  it("is chosen by a tap", async () => {
    await type("@");
    list()?.querySelectorAll("li")[1]?.click();
    expect(field.value).toBe("@адам ");
  });

  it("closes with Escape alone, and leaves keys alone once closed", async () => {
    await type("@a");
    let outside = 0;
    document.addEventListener("keydown", () => (outside += 1), { once: true });
    expect(press("Escape").defaultPrevented).toBe(true);
    expect(outside).toBe(0);
    expect(list()?.hidden).toBe(true);
    expect(press("Enter").defaultPrevented).toBe(false);
    expect(field.value).toBe("@a");
  });

  it("shows nothing where nobody is found", async () => {
    await type("@nobody");
    expect(list()?.hidden).toBe(true);
    expect(press("Enter").defaultPrevented).toBe(false);
  });

  it("keeps no list open for a field that was left", async () => {
    field.value = "@a";
    field.setSelectionRange(2, 2);
    field.dispatchEvent(new Event("input"));
    field.blur();
    await vi.runAllTimersAsync();
    expect(list()?.hidden).toBe(true);
  });
});

describe("a tag", () => {
  beforeEach(() => {
    build('<div data-tag-input="/tags/"><input value=""></div>', completeTags);
  });

  it.each([
    ["one, tw", 7, { start: 5, end: 7, query: "tw" }],
    ["one, two , three", 6, { start: 5, end: 8, query: "two" }],
    ["  one two", 9, { start: 2, end: 9, query: "one two" }],
    ["one, ", 5, null],
    ["", 0, null],
  ])("is the one at the caret: %s", (value, caret, fragment) => {
    expect(tagAt(value, caret)).toEqual(fragment);
  });

  it("is completed, ready for the next one", async () => {
    await type("first, an");
    press("ArrowDown");
    press("Enter");
    expect(field.value).toBe("first, anna, ");
  });

  it("is replaced in the middle without a further comma", async () => {
    field.value = "first, an, last";
    field.setSelectionRange(9, 9);
    field.dispatchEvent(new Event("input"));
    await vi.runAllTimersAsync();
    press("ArrowDown");
    press("Enter");
    expect(field.value).toBe("first, anna, last");
  });

  it("may be a new word: keys take a proposal only once one was chosen", async () => {
    await type("ann");
    expect(field.getAttribute("aria-expanded")).toBe("true");
    expect(press("Tab").defaultPrevented).toBe(false);
    expect(press("Enter").defaultPrevented).toBe(false);
    press("ArrowUp");
    press("Tab");
    expect(field.value).toBe("адам, ");
  });
});
