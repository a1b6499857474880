/** Faces that only some pages need. */

const HAN = /\p{Script=Han}/u;
/** What brings new text into a page. */
const EVENTS = ["htmx:load", "content:added"];

/** What stands in an element and its fields. */
function wordsOf(root: Element): string {
  const fields = [...root.querySelectorAll<HTMLInputElement>("input[type=text], input[type=search]")];
  return [root.textContent, ...fields.map((field) => field.value)].join(" ");
}

/** Fetches the Chinese faces as soon as there is Chinese on the page, after the first paint. */
export function loadChineseFaces(): void {
  const look = (root: Element): void => {
    if (!HAN.test(wordsOf(root))) return;
    for (const event of EVENTS) document.removeEventListener(event, lookAtNew);
    void import("./fonts-cjk.css");
  };
  const lookAtNew = (event: Event): void => {
    const { elt } = (event as CustomEvent<{ elt: Element }>).detail;
    // htmx reports the whole body once at the start.
    if (elt !== document.body) look(elt);
  };
  for (const event of EVENTS) document.addEventListener(event, lookAtNew);
  if (document.querySelector(":lang(zh), :lang(ja)")) look(document.body);
  else setTimeout(look, 0, document.body);
}
