/** `data-copy="#id"` on a button: copies that element's text, e.g. a token shown once. */

import { announce } from "./announce";

export function copyOnClick(button: HTMLElement): void {
  const label = button.textContent;
  const say = (text: string): void => {
    button.textContent = text;
    announce(text);
    setTimeout(() => (button.textContent = label), 2000);
  };
  button.addEventListener("click", () => {
    const text = document.querySelector(button.dataset["copy"] ?? "")?.textContent.trim();
    if (!text) return;
    navigator.clipboard.writeText(text).then(
      () => {
        say("Copied");
      },
      () => {
        say("Copy it by hand");
      },
    );
  });
}
