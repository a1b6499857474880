/** `data-print` on a hidden button: shows it; it prints. On paper every `<details>` is open. */

export function printOnClick(button: HTMLElement): void {
  button.hidden = false;
  button.addEventListener("click", () => {
    window.print();
  });
}

/** Opens what is folded for the time of printing, however that was started. */
export function unfoldForPrint(): void {
  let opened: HTMLDetailsElement[] = [];
  window.addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll<HTMLDetailsElement>("details:not([open])")];
    for (const details of opened) details.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });
}
