import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { checkDate } from "../../src/behaviors/edtf-check";

const answers: Record<string, object> = {
  "1949~": { edtf: "1949~", words: "about 1949" },
  "May 1949": { edtf: "1949-05", words: "May 1949" },
  "5.1949": { mistake: "Write year and month in that order." },
};
const asked: string[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  asked.length = 0;
  vi.stubGlobal("fetch", (url: string) => {
    asked.push(url);
    const date = decodeURIComponent(url.split("date=")[1] ?? "");
    return Promise.resolve({ ok: date in answers, json: () => Promise.resolve(answers[date]) });
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function field(value = ""): { input: HTMLInputElement; line: () => string | undefined } {
  document.body.innerHTML = `<form data-date-check="/check/"><input id="d" data-edtf-check value="${value}"></form>`;
  const input = document.querySelector("input") ?? document.createElement("input");
  checkDate(input);
  return { input, line: () => document.getElementById("d_words")?.textContent ?? undefined };
}

async function type(input: HTMLInputElement, value: string): Promise<void> {
  input.value = value;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  await vi.advanceTimersByTimeAsync(500);
}

it.each([
  ["1949~", "about 1949", null],
  ["May 1949", "May 1949 (1949-05)", null],
  ["5.1949", "Write year and month in that order.", "true"],
  ["", "", null],
  ["nobody answers", "", null],
])("says of %j: %s", async (date, said, invalid) => {
  const { input, line } = field();
  await type(input, date);
  expect(line()).toBe(said);
  expect(input.getAttribute("aria-invalid")).toBe(invalid);
});

it("asks nothing of an answer without a value", async () => {
  document.body.innerHTML = `<input id="d" data-edtf-check="/edtf/" data-without-value="unknown|not stated">`;
  const input = document.querySelector("input") ?? document.createElement("input");
  checkDate(input);
  await type(input, "Not stated");
  expect(document.getElementById("d_words")?.textContent).toBe("Not stated");
  expect([input.getAttribute("aria-invalid"), asked.length]).toEqual([null, 0]);
});

it("keeps EDTF in order among words from right to left", async () => {
  document.documentElement.dir = "rtl";
  const { input, line } = field();
  await type(input, "May 1949");
  document.documentElement.dir = "";
  expect(line()).toBe("May 1949 (\u20681949-05\u2069)");
});

it("asks once the typing pauses, and takes a mistake back that is put right", async () => {
  const { input, line } = field();
  for (const value of ["5", "5.", "5.1"]) {
    input.value = value;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    await vi.advanceTimersByTimeAsync(100);
  }
  await type(input, "5.1949");
  expect(asked).toEqual(["/check/?date=5.1949"]);
  await type(input, "1949~");
  expect([line(), input.getAttribute("aria-invalid")]).toEqual(["about 1949", null]);
});

it("explains a date that stands there already, and is read with its field", async () => {
  const { input, line } = field("1949~");
  await vi.advanceTimersByTimeAsync(0);
  expect(line()).toBe("about 1949");
  expect(input.getAttribute("aria-describedby")).toBe("d_words");
});

it("leaves the mistake of the server where it is", async () => {
  document.body.innerHTML =
    '<form data-date-check="/check/"><input id="d" data-edtf-check value="x" aria-invalid="true"></form>';
  for (const input of document.querySelectorAll("input")) checkDate(input);
  await vi.advanceTimersByTimeAsync(500);
  expect(asked).toEqual([]);
});

it("asks the API with the calendar, and tells the days", async () => {
  vi.stubGlobal("fetch", (url: string) => {
    asked.push(url);
    const said = url.includes("julian")
      ? { words: "from 14 August 1949", edtf: "1949-08-14/1949-09-13", days: "14 August 1949 to 13 September 1949" }
      : { words: "", reason: "Write it otherwise." };
    return Promise.resolve({ ok: true, json: () => Promise.resolve(said) });
  });
  document.body.innerHTML = `<input id="d" data-edtf-check="/edtf/" data-calendar="c">
    <select id="c"><option value="gregorian">G</option><option value="julian">J</option></select>`;
  const [input] = document.querySelectorAll("input");
  const [select] = document.querySelectorAll("select");
  if (!input || !select) throw new Error("no fields");
  checkDate(input);
  await type(input, "Aug 1949");
  expect(asked).toEqual(["/edtf/?value=Aug+1949&calendar=gregorian"]);
  const line = document.getElementById("d_words");
  expect([line?.textContent, input.getAttribute("aria-invalid")]).toEqual(["Write it otherwise.", "true"]);
  select.value = "julian";
  select.dispatchEvent(new Event("change"));
  await vi.advanceTimersByTimeAsync(0);
  expect(line?.textContent).toBe(
    "from 14 August 1949 (1949-08-14/1949-09-13): 14 August 1949 to 13 September 1949",
  );
});
