/** Faces that only some pages need. */

/** What brings new text into a page. */
const EVENTS = ["htmx:load", "content:added"];
const HAN = /\p{Script=Han}/u;

/** Fetches the Chinese faces as soon as the page has Chinese on it. */
export function loadChineseFaces(): void {
  const look = (): void => {
    if (!HAN.test(document.body.textContent)) return;
    for (const event of EVENTS) document.removeEventListener(event, look);
    void import("./fonts-cjk.css");
  };
  for (const event of EVENTS) document.addEventListener(event, look);
  look();
}
