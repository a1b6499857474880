import { beforeEach, expect, it, vi } from "vitest";

import { attach, enliven } from "../../src/behaviors/attach";

beforeEach(() => {
  document.body.innerHTML = "<p data-greet></p>";
});

it("attaches once to what is there and to what comes, itself included", () => {
  const behavior = vi.fn();
  attach("[data-greet]", behavior);
  const added = document.createElement("div");
  added.dataset["greet"] = "";
  added.innerHTML = "<span data-greet></span>";
  document.body.append(added);
  added.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true }));
  enliven(added);
  expect(behavior).toHaveBeenCalledTimes(3);
});
