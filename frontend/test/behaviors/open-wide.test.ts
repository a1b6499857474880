import { expect, it, vi } from "vitest";

import { foldWhereNarrow } from "../../src/behaviors/open-wide";

it.each([
  [true, false],
  [false, true],
])("stays open where there is room (narrow: %s)", (narrow, open) => {
  vi.stubGlobal("matchMedia", () => ({ matches: narrow }));
  document.body.innerHTML = "<details data-open-wide open></details>";
  const details = document.querySelector("details");
  if (details) foldWhereNarrow(details);
  expect(details?.open).toBe(open);
  vi.unstubAllGlobals();
});
