/** `data-copy="#id"` on a hidden button: shows it; it copies that element's text. */

import { gettext } from "../gettext";
import { announce } from "./announce";

export function copyOnClick(button: HTMLElement): void {
  button.hidden = false;
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
        say(gettext("Copied"));
      },
      () => {
        say(gettext("Copy it by hand"));
      },
    );
  });
}
