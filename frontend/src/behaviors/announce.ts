/** Tells people who listen instead of look what has happened. */

/** Puts `text` into the page's live region; the same words twice are read twice. */
export function announce(text: string): void {
  const region = document.getElementById("announcer");
  if (!region) return;
  region.textContent = region.textContent === text ? `${text}\u00a0` : text;
}
