import { expect, test } from "vitest";

import { pageOfCitation } from "../../src/behaviors/citation-pages";

const shown = "01a20849-977f-72ed-9571-f91b9a758f0b";
const other = "01a20849-977f-72ed-9571-f91b9a758f0c";
const claim = "https://example.org/w/1/claims/2/";

test.each([
  [`${claim}#citation-${other}`, `${claim}?citation=${other}#citation-${other}`],
  [`${claim}?stance=supports&page=2#citation-${other}`, `${claim}?citation=${other}#citation-${other}`],
  [`${claim}?citation=${other}#citation-${other}`, undefined],
  [`${claim}#citation-${shown}`, undefined],
  [`${claim}#supports`, undefined],
  [claim, undefined],
])("%s leads to %s", (href, page) => {
  document.body.innerHTML = `<li id="citation-${shown}"></li>`;
  expect(pageOfCitation(href)).toBe(page);
});
