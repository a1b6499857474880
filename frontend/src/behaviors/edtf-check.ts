/**
 * `data-edtf-check` on a field: says what a date means, or what is wrong with it, while it is
 * typed. The form names the address to ask in `data-date-check`.
 */

const PAUSE_MS = 400;

interface Answer {
  readonly words?: string;
  readonly edtf?: string;
  readonly mistake?: string;
}

async function ask(url: string, date: string): Promise<Answer | null> {
  const response = await fetch(`${url}?date=${encodeURIComponent(date)}`, {
    headers: { "HX-Request": "true" },
  }).catch(() => null);
  return response?.ok ? ((await response.json()) as Answer) : null;
}

/** The line below the field; polite, so that it is read when the typing pauses. */
function lineBelow(input: HTMLInputElement): HTMLElement {
  const line = document.createElement("p");
  line.className = "date-words";
  line.id = `${input.id}_words`;
  line.setAttribute("role", "status");
  input.after(line);
  const described = input.getAttribute("aria-describedby");
  input.setAttribute("aria-describedby", described ? `${described} ${line.id}` : line.id);
  return line;
}

export function checkDate(input: HTMLElement): void {
  const url = input.closest("form")?.dataset["dateCheck"];
  if (!(input instanceof HTMLInputElement) || !url) return;
  const line = lineBelow(input);
  let timer = 0;
  let asked = 0;

  async function check(): Promise<void> {
    const mine = ++asked;
    const date = (input as HTMLInputElement).value.trim();
    const answer = date && url ? await ask(url, date) : {};
    // Something else has been typed meanwhile, or nobody answered: the form will tell.
    if (mine !== asked || answer === null) return;
    const { mistake, words = "", edtf = "" } = answer;
    line.textContent = mistake ?? (edtf && edtf !== date ? `${words} (${edtf})` : words);
    line.classList.toggle("mistake", mistake !== undefined);
    if (mistake === undefined) input.removeAttribute("aria-invalid");
    else input.setAttribute("aria-invalid", "true");
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void check(), PAUSE_MS);
  });
  if (input.value.trim() && input.getAttribute("aria-invalid") !== "true") void check();
}
