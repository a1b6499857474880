import { beforeEach, describe, expect, it } from "vitest";

import { Grid } from "../../src/comparison/grid";
import { addressWith, nameOf } from "../../src/comparison/panel";

beforeEach(() => {
  Element.prototype.scrollIntoView = () => undefined;
  document.body.innerHTML = `
    <table role="table"><thead><tr><th>Question</th><th>One</th><th><a href="/2">Two</a></th></tr></thead>
    <tbody><tr><th><a href="/q">When?</a> <a href="/state">State</a></th>
      <td role="cell"><a id="a" href="cells/q/1/">24</a></td><td role="cell">no answer</td></tr></tbody></table>`;
});

const table = (): HTMLElement => document.querySelector("table") as HTMLElement;
const press = (key: string): void => {
  document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
};
const stops = (): number => table().querySelectorAll("[tabindex='0']").length;

describe("Grid", () => {
  it("is a grid with one stop of Tab", () => {
    new Grid(table());
    expect(table().getAttribute("role")).toBe("grid");
    expect(table().querySelectorAll("[role=gridcell]").length).toBe(2);
    expect(stops()).toBe(1);
  });

  it("moves from a link to a cell without one, and takes its stop along", () => {
    new Grid(table());
    document.getElementById("a")?.focus();
    press("ArrowRight");
    expect(document.activeElement?.textContent).toBe("no answer");
    expect(stops()).toBe(1);
    press("ArrowUp");
    expect(document.activeElement?.textContent).toBe("Two");
  });

  it("leads into a cell of several links by Enter", () => {
    new Grid(table());
    document.getElementById("a")?.focus();
    press("ArrowLeft");
    expect(document.activeElement?.tagName).toBe("TH");
    press("Enter");
    expect(document.activeElement?.textContent).toBe("When?");
  });
});

describe("addresses of cells", () => {
  it("name question and account", () => {
    expect(nameOf("/w/1/disputes/2/cells/q/a/")).toBe("q.a");
    expect(nameOf("/w/1/disputes/2/cells/q/?left=1")).toBe("q");
    expect(nameOf("/w/1/")).toBe("");
  });

  it("keep how the comparison is arranged", () => {
    history.replaceState(null, "", "/d/?hide=x&left=1&right=2");
    expect(new URL(addressWith("q.a")).search).toBe("?hide=x&cell=q.a");
    expect(new URL(addressWith("")).search).toBe("?hide=x");
  });
});
