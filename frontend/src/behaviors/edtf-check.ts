/**
 * `data-edtf-check` on a field: says what a date means, or what is wrong with it, while it is
 * typed. `data-edtf-check="address"` asks the API (`/api/v1/tools/edtf`), with the calendar of the
 * select that `data-calendar` names; without an address the form names in `data-date-check` where
 * to ask. What `data-without-value` lists, with | in between, is an answer and no date.
 */

const PAUSE_MS = 400;

interface Answer {
  readonly words?: string;
  readonly edtf?: string;
  readonly mistake?: string;
  /** The days the date allows, in words, where there are several. */
  readonly days?: string;
}

/** What the API says; `reason` tells what is wrong. */
interface Explained {
  readonly reason?: string;
  readonly words?: string;
  readonly edtf?: string;
  readonly days?: string;
}

async function fetched(url: string): Promise<unknown> {
  const response = await fetch(url, { headers: { "HX-Request": "true" } }).catch(() => null);
  return response?.ok ? response.json() : null;
}

async function askForm(url: string, date: string): Promise<Answer | null> {
  return (await fetched(`${url}?date=${encodeURIComponent(date)}`)) as Answer | null;
}

async function askApi(url: string, date: string, calendar: string): Promise<Answer | null> {
  const query = new URLSearchParams({ value: date, calendar });
  const found = (await fetched(`${url}?${query.toString()}`)) as Explained | null;
  if (found === null) return null;
  const { reason, ...said } = found;
  return reason === undefined ? said : { mistake: reason };
}

/** EDTF among words from right to left: an isolate, or its hyphens turn the digits around. */
function inOrder(edtf: string): string {
  return document.documentElement.dir === "rtl" ? `\u2068${edtf}\u2069` : edtf;
}

function inWords({ words = "", edtf = "", days = "", mistake }: Answer, date: string): string {
  if (mistake !== undefined) return mistake;
  const precise = edtf && edtf !== date ? `${words} (${inOrder(edtf)})` : words;
  return days && days !== words ? `${precise}: ${days}` : precise;
}

/** The line below the field, or the row of fields that it stands in; polite, so that it is read when the typing pauses. */
function lineBelow(input: HTMLInputElement, row: Element): HTMLElement {
  const line = document.createElement("p");
  line.className = "date-words";
  line.id = `${input.id}_words`;
  line.setAttribute("role", "status");
  row.after(line);
  const described = input.getAttribute("aria-describedby");
  input.setAttribute("aria-describedby", described ? `${described} ${line.id}` : line.id);
  return line;
}

export function checkDate(input: HTMLElement): void {
  const api = input.dataset["edtfCheck"];
  const form = input.closest("form")?.dataset["dateCheck"];
  if (!(input instanceof HTMLInputElement) || !(api || form)) return;
  const named = document.getElementById(input.dataset["calendar"] ?? "");
  const calendar = named instanceof HTMLSelectElement ? named : null;
  const withoutValue = (input.dataset["withoutValue"] ?? "").split("|");
  const line = lineBelow(input, calendar?.closest(".fields") ?? input);
  let timer = 0;
  let asked = 0;

  function ask(date: string): Promise<Answer | null> {
    if (date === "") return Promise.resolve({});
    if (withoutValue.includes(date.toLowerCase())) return Promise.resolve({ words: date });
    return api ? askApi(api, date, calendar?.value ?? "gregorian") : askForm(form ?? "", date);
  }

  async function check(): Promise<void> {
    const mine = ++asked;
    const date = (input as HTMLInputElement).value.trim();
    const answer = await ask(date);
    // Something else has been typed meanwhile, or nobody answered: the form will tell.
    if (mine !== asked || answer === null) return;
    line.textContent = inWords(answer, date);
    line.classList.toggle("mistake", answer.mistake !== undefined);
    if (answer.mistake === undefined) input.removeAttribute("aria-invalid");
    else input.setAttribute("aria-invalid", "true");
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void check(), PAUSE_MS);
  });
  calendar?.addEventListener("change", () => void check());
  if (input.value.trim() && input.getAttribute("aria-invalid") !== "true") void check();
}
