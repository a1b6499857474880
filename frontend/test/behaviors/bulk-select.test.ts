import { beforeEach, expect, it } from "vitest";

import { selectInBulk } from "../../src/behaviors/bulk-select";

const box = (selector: string): HTMLInputElement => {
  const found = document.querySelector<HTMLInputElement>(selector);
  if (!found) throw new Error(selector);
  return found;
};
const tick = (selector: string, checked = true): void => {
  box(selector).checked = checked;
  box(selector).dispatchEvent(new Event("change", { bubbles: true }));
};
const count = (): string => document.querySelector("[data-bulk-count]")?.textContent ?? "";

beforeEach(() => {
  document.body.innerHTML = `<div data-bulk-select>
    <span data-bulk-count></span><input type="checkbox" data-bulk-all>
    <input type="checkbox" name="columns">
    <input type="checkbox" data-bulk-page hidden>
    <input type="checkbox" name="source" id="a"><input type="checkbox" name="source" id="b" checked>
  </div>`;
  const root = document.querySelector<HTMLElement>("[data-bulk-select]");
  if (root) selectInBulk(root);
});

it("shows the box that ticks the page, and counts what is ticked already", () => {
  expect(box("[data-bulk-page]").hidden).toBe(false);
  expect(box("[data-bulk-page]").indeterminate).toBe(true);
  expect(count()).toBe("(1)");
});

it("ticks and unticks every row", () => {
  tick("[data-bulk-page]");
  expect([box("#a").checked, box("#b").checked, count()]).toEqual([true, true, "(2)"]);
  tick("[data-bulk-page]", false);
  expect([box("#a").checked, box("#b").checked, count()]).toEqual([false, false, ""]);
});

it("ticks its own box when the last row was ticked", () => {
  tick("#a");
  expect(box("[data-bulk-page]").checked).toBe(true);
  expect(box("[data-bulk-page]").indeterminate).toBe(false);
});

it("no longer means all of them when a row is unticked", () => {
  tick("[data-bulk-all]");
  expect(count()).toBe("");
  tick("#b", false);
  expect(box("[data-bulk-all]").checked).toBe(false);
});

it("minds nothing but rows", () => {
  tick("[name=columns]");
  expect(count()).toBe("(1)");
});
