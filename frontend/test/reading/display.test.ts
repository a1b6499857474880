import { expect, it } from "vitest";

import { show } from "../../src/reading/display";

it("puts one class of each group on the body and leaves others alone", () => {
  document.body.className = "reading size-small numbers-lines";
  show(document.body, [
    ["size", "large"],
    ["face", "sans"],
  ]);
  expect([...document.body.classList].sort()).toEqual(["face-sans", "numbers-lines", "reading", "size-large"]);
});
