/** Takes whoever sent an incomplete form to the first field that was refused. */
export function focusFirstMistake(): void {
  const field = document.querySelector<HTMLElement>("main form [aria-invalid='true']:not([type='hidden'])");
  if (!document.querySelector("main [autofocus]")) field?.focus();
}
