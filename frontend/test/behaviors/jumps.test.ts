import { beforeEach, expect, it, vi } from "vitest";

import { jumpBetweenChanges } from "../../src/behaviors/jumps";
import { actByKeys } from "../../src/behaviors/keyed";

beforeEach(() => {
  Element.prototype.scrollIntoView = vi.fn();
});

const press = (key: string): boolean =>
  document.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));

function root(html: string): HTMLElement {
  document.body.innerHTML = html;
  const found = document.querySelector<HTMLElement>("#root");
  if (!found) throw new Error("no root");
  return found;
}

it("leads from change to change and back", () => {
  const changes = root(
    '<p data-jump-buttons hidden><button data-jump="1">Next</button></p>' +
      '<div id="root"><p id="a" data-change tabindex="-1"></p><p></p>' +
      '<p id="b" data-change tabindex="-1"></p></div><p id="announcer"></p>',
  );
  jumpBetweenChanges(changes);
  expect(document.querySelector<HTMLElement>("[data-jump-buttons]")?.hidden).toBe(false);
  document.querySelector("button")?.click();
  expect(document.activeElement?.id).toBe("a");
  press("j");
  expect(document.activeElement?.id).toBe("b");
  press("j");
  expect(document.getElementById("announcer")?.textContent).toBe("There is no further change");
  press("k");
  expect(document.activeElement?.id).toBe("a");
});

it("presses the button of the thing at hand by its letter", () => {
  const pressed: string[] = [];
  const things = root(
    '<div id="root"><p data-keyed-hint hidden></p>' +
      '<p id="a" data-item tabindex="-1"><button data-key="x">1</button></p>' +
      '<p id="b" data-item tabindex="-1"><button data-key="x">2</button></p></div>',
  );
  things.addEventListener("click", (event) => pressed.push((event.target as Element).innerHTML));
  actByKeys(things);
  press("x");
  expect(pressed).toEqual([]);
  press("j");
  press("j");
  press("x");
  expect(pressed).toEqual(["2"]);
});
