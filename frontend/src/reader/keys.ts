/**
 * Single keys of the reading page; `?` lists them. They rest while one writes or a dialog is open,
 * and those that are letters or signs can be switched off (WCAG 2.1.4).
 */

/** Key to what it does; false lets the browser go on with the key. */
export type Keys = Record<string, () => boolean>;

const WRITING = "input, textarea, select, [contenteditable], dialog[open], [role=toolbar]";
const PRESSABLE = "a[href], button, summary";

/** Whether keys belong to whatever has the focus. */
function taken(event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : document.body;
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return true;
  if (target.closest(WRITING)) return true;
  return event.key === "Enter" && target.closest(PRESSABLE) !== null;
}

const OFF = "keys-off";

function switchedOff(): boolean {
  try {
    return localStorage.getItem(OFF) === "1";
  } catch {
    return false;
  }
}

/** The switch in the list of keys: `input[data-keys-on]`. This browser remembers it. */
export function startSwitch(): void {
  const box = document.querySelector<HTMLInputElement>("input[data-keys-on]");
  if (!box) return;
  box.checked = !switchedOff();
  box.addEventListener("change", () => {
    try {
      if (box.checked) localStorage.removeItem(OFF);
      else localStorage.setItem(OFF, "1");
    } catch {
      // Storage is switched off, and so the keys stay on.
    }
  });
}

/** Whether a key is a letter or a sign, rather than Enter, Escape and their like. */
const isCharacter = (key: string): boolean => key.length === 1;

export function listen(keys: Keys): void {
  document.addEventListener("keydown", (event) => {
    if (taken(event) || document.querySelector("dialog:modal")) return;
    if (isCharacter(event.key) && switchedOff()) return;
    if (keys[event.key]?.()) event.preventDefault();
  });
}
