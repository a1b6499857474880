import { expect, it } from "vitest";

import { turned, type WritingMode } from "../../src/reading/vertical";

it.each<[WritingMode, string, string]>([
  ["horizontal-tb", "ArrowLeft", "ArrowLeft"],
  ["vertical-rl", "ArrowDown", "ArrowRight"],
  ["vertical-rl", "ArrowLeft", "ArrowDown"],
  ["vertical-rl", "ArrowRight", "ArrowUp"],
  ["vertical-lr", "ArrowRight", "ArrowDown"],
  ["vertical-lr", "ArrowLeft", "ArrowUp"],
  ["vertical-lr", "ArrowUp", "ArrowLeft"],
  ["vertical-lr", "Home", "Home"],
])("in %s, %s asks what %s asks of lying lines", (mode, key, meant) => {
  expect(turned(key, mode)).toBe(meant);
});
