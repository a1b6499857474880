import { expect, it, vi } from "vitest";

import { copyOnClick } from "../../src/behaviors/copy";

it.each([
  ["Copied", () => Promise.resolve()],
  ["Copy it by hand", () => Promise.reject(new Error("not allowed"))],
])("copies the element's text and says: %s", async (said, writeText) => {
  document.body.innerHTML =
    '<code id="token"> tst_1 </code><button data-copy="#token" hidden>Copy</button><div id="announcer"></div>';
  const write = vi.fn(writeText);
  vi.stubGlobal("navigator", { clipboard: { writeText: write } });
  const button = document.querySelector("button");
  if (!button) throw new Error("no button");
  copyOnClick(button);
  expect(button.hidden).toBe(false);
  button.click();
  await vi.waitFor(() => {
    expect(button.textContent).toBe(said);
  });
  expect(write).toHaveBeenCalledExactlyOnceWith("tst_1");
  expect(document.getElementById("announcer")?.textContent).toBe(said);
  vi.unstubAllGlobals();
});
