/** `data-confirm="Sentence?"` on a form or submit button asks in a dialog before submitting. */

import { gettext } from "../gettext";

interface Question {
  readonly text: string;
  readonly yes: string;
}

function questionOf(form: HTMLFormElement, submitter: HTMLElement | null): Question | null {
  const asking = [submitter, form].find((element) => element?.dataset["confirm"]);
  const text = asking?.dataset["confirm"];
  return text ? { text, yes: asking.dataset["confirmYes"] ?? gettext("Yes") } : null;
}

/** Shows the question; resolves to whether the answer was yes. Escape is no. */
export function ask(question: Question): Promise<boolean> {
  const dialog = document.querySelector<HTMLDialogElement>("#confirm-dialog");
  const text = dialog?.querySelector("#confirm-text");
  const yes = dialog?.querySelector("[data-confirm-yes]");
  if (!dialog || !text || !yes) return Promise.resolve(false);
  text.textContent = question.text;
  yes.textContent = question.yes;
  dialog.returnValue = "cancel";
  dialog.showModal();
  return new Promise((resolve) => {
    const answer = (): void => {
      resolve(dialog.returnValue === "confirm");
    };
    dialog.addEventListener("close", answer, { once: true });
  });
}

const confirmed = new WeakSet<HTMLFormElement>();

async function askThenSubmit(
  form: HTMLFormElement,
  submitter: HTMLElement | null,
  question: Question,
): Promise<void> {
  if (!(await ask(question))) return;
  confirmed.add(form);
  form.requestSubmit(submitter);
}

function onSubmit(event: SubmitEvent): void {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || confirmed.delete(form)) return;
  const question = questionOf(form, event.submitter);
  if (!question) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  void askThenSubmit(form, event.submitter, question);
}

/** Listens while events go down, so that it comes before htmx and other behaviours. */
export function confirmBeforeLoss(): void {
  document.addEventListener("submit", onSubmit, { capture: true });
}
