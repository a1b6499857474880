/** Says so when a request of htmx failed; nothing a person did may vanish in silence. */

import { fragment } from "./http";

/** Puts a sentence where messages stand, and reads it aloud. */
export function showFailure(text: string): void {
  const messages = document.getElementById("messages");
  if (!messages) return;
  const message = fragment('<div class="message error" role="alert"><p></p></div>');
  const paragraph = message.querySelector("p");
  if (paragraph) paragraph.textContent = text;
  messages.replaceChildren(message);
  messages.scrollIntoView({ block: "nearest" });
}

export function tellOfFailures(): void {
  document.addEventListener("htmx:sendError", () => {
    showFailure("The server cannot be reached. What you wrote is still here; try again.");
  });
  document.addEventListener("htmx:responseError", (event) => {
    const { xhr } = (event as CustomEvent<{ xhr: XMLHttpRequest }>).detail;
    const reason = xhr.status === 403 ? "You are signed out or may not do this" : "That did not work";
    showFailure(`${reason} (${xhr.status}). What you wrote is still here.`);
  });
}
