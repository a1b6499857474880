import { beforeEach, expect, it } from "vitest";

import { Leaves } from "../../src/anchoring/leaves";
import { spanAt } from "../../src/reading/places";

beforeEach(() => {
  document.body.innerHTML =
    '<h2 id="b0" data-block data-start="0">One</h2>' +
    '<p id="b1" data-block data-start="5"><em>𐽰𐽱<span id="page-2"></span></em> two' +
    '<span id="page-3"></span></p><p id="outside"></p>';
});

it.each([
  ["b0", { start: 0, end: 1 }],
  ["b1", { start: 5, end: 6 }],
  ["page-2", { start: 7, end: 8 }],
  ["page-3", { start: 10, end: 11 }],
  ["outside", null],
])("knows what stands at #%s", (id, span) => {
  const element = document.getElementById(id);
  if (!element) throw new Error("no element");
  expect(spanAt(new Leaves(document.body), element)).toEqual(span);
});
