import { expect, it, vi } from "vitest";

import { printOnClick, unfoldForPrint } from "../../src/behaviors/print";

it("shows the button, which prints", () => {
  document.body.innerHTML = "<button hidden>Print</button>";
  const print = vi.fn();
  vi.stubGlobal("print", print);
  const button = document.querySelector("button");
  if (!button) throw new Error("no button");
  printOnClick(button);
  expect(button.hidden).toBe(false);
  button.click();
  expect(print).toHaveBeenCalledOnce();
  vi.unstubAllGlobals();
});

it("opens what is folded while it prints, and folds it again", () => {
  document.body.innerHTML = "<details></details><details open></details>";
  const states = (): boolean[] => [...document.querySelectorAll("details")].map((details) => details.open);
  unfoldForPrint();
  window.dispatchEvent(new Event("beforeprint"));
  expect(states()).toEqual([true, true]);
  window.dispatchEvent(new Event("afterprint"));
  expect(states()).toEqual([false, true]);
});
