/** `data-unsaved` on a form: warns before its changes are left behind. */

function stateOf(form: HTMLFormElement): string {
  const fields = [...new FormData(form)];
  return JSON.stringify(fields.map(([name, value]) => [name, value instanceof File ? value.name : value]));
}

export function warnOfUnsaved(form: HTMLElement): void {
  if (!(form instanceof HTMLFormElement)) return;
  const saved = stateOf(form);
  let submitting = false;
  form.addEventListener("submit", () => {
    submitting = true;
  });
  window.addEventListener("pageshow", () => {
    submitting = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (form.isConnected && !submitting && stateOf(form) !== saved) event.preventDefault();
  });
}
