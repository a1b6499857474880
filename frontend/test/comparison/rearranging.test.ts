import { beforeEach, describe, expect, it, vi } from "vitest";

import { Rearranging, withoutCell } from "../../src/comparison/rearranging";

/** The comparison with accounts in an order, and buttons that move the second one. */
const page = (first: string, second: string): string => `
  <div id="comparison"><div class="comparing-main">
    <details class="menu"><summary>Accounts</summary><form class="menu-body" action="/d/" data-rearrange>
      <input name="arrange" value="1"><button type="submit">Show these</button>
      <ul><li id="column-${first}"><button id="back-${first}" name="move" value="${first}:1" data-rearrange="here">↓</button></li>
        <li id="column-${second}"><button id="front-${second}" name="move" value="${second}:-1" data-rearrange="here">↑</button></li></ul>
    </form></details>
    <a id="tab" href="/d/?conflicts=1" data-rearrange>Only conflicts</a>
    <div class="matrix-scroll">${first} ${second}</div>
  </div></div>`;

const asked: string[] = [];
const answer = (html: string, url: string): void => {
  vi.stubGlobal("fetch", (from: string) => {
    asked.push(from);
    return Promise.resolve({ url, text: () => Promise.resolve(html) });
  });
};
const root = (): HTMLElement => {
  const found = document.getElementById("comparison");
  if (!found) throw new Error("no comparison");
  return found;
};

beforeEach(() => {
  Element.prototype.scrollTo = () => undefined;
  Element.prototype.scrollIntoView = () => undefined;
  history.replaceState(null, "", "/d/?cell=q.a");
  document.body.innerHTML = page("one", "two");
  asked.length = 0;
});

describe("Rearranging", () => {
  it("moves an account: the menu stays open, and the focus with the account", async () => {
    answer(page("two", "one"), "http://localhost:3000/d/?order=two");
    const drawn = vi.fn();
    new Rearranging(root(), drawn);
    root().querySelector("details")?.setAttribute("open", "");
    document.getElementById("front-two")?.focus();
    document.getElementById("front-two")?.click();
    await vi.waitFor(() => { expect(drawn).toHaveBeenCalledOnce(); });
    expect(asked[0]).toContain("arrange=1&move=two%3A-1");
    expect(root().querySelector("details")?.open).toBe(true);
    expect(document.activeElement?.id).toBe("back-two");
    await vi.waitFor(() => { expect(location.search).toBe("?order=two&cell=q.a"); });
  });

  it("follows a link and keeps the cell that is open", async () => {
    answer(page("one", "two"), "http://localhost:3000/d/?conflicts=1");
    new Rearranging(root(), () => undefined);
    document.getElementById("tab")?.focus();
    document.getElementById("tab")?.click();
    await vi.waitFor(() => { expect(location.search).toBe("?conflicts=1&cell=q.a"); });
    expect(asked[0]).not.toContain("cell=");
    expect(document.activeElement?.id).toBe("tab");
    expect(root().querySelector("details")?.open).toBe(false);
  });

  it("draws again what the address says, but not for another cell", async () => {
    answer(page("two", "one"), "http://localhost:3000/d/?order=two");
    const matrix = new Rearranging(root(), () => undefined);
    history.replaceState(null, "", "/d/?cell=q.b");
    await matrix.follow();
    expect(asked).toEqual([]);
    history.replaceState(null, "", "/d/?order=two");
    await matrix.follow();
    expect(root().querySelector(".matrix-scroll")?.textContent).toBe("two one");
  });
});

it("leaves out what belongs to the cell", () => {
  expect(new URL(withoutCell("/d/?hide=x&cell=q.a&left=1&right=2")).search).toBe("?hide=x");
});
