import { expect, it } from "vitest";

import { focusFirstMistake } from "../../src/behaviors/first-mistake";

it.each([
  ["the first refused field", '<input id="a"><input id="b" aria-invalid="true"><input aria-invalid="true">', "b"],
  ["nothing where all is well", '<input id="a">', ""],
  ["nothing where a notice asks for the focus", '<p autofocus></p><input id="b" aria-invalid="true">', ""],
])("focuses %s", (_, fields, expected) => {
  document.body.innerHTML = `<main><form>${fields}</form></main>`;
  focusFirstMistake();
  expect(document.activeElement?.id).toBe(expected);
});
