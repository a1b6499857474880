/** Faces that only some pages need. */

const HAN = /\p{Script=Han}/u;

/** Fetches the Chinese faces as soon as the page has Chinese on it. */
export function loadChineseFaces(): void {
  const look = (): void => {
    if (!HAN.test(document.body.textContent)) return;
    document.removeEventListener("htmx:load", look);
    void import("./fonts-cjk.css");
  };
  document.addEventListener("htmx:load", look);
  look();
}
