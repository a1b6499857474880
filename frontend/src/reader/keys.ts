/** Single keys of the reading page; `?` lists them. They rest while one writes or a dialog is open. */

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

export function listen(keys: Keys): void {
  document.addEventListener("keydown", (event) => {
    if (taken(event) || document.querySelector("dialog:modal")) return;
    if (keys[event.key]?.()) event.preventDefault();
  });
}
