/** After htmx has put a note, its form or its "deleted" in place, the focus goes there. */

export function focusSwappedNotes(): void {
  document.addEventListener("htmx:load", (event) => {
    const note = event.target;
    if (!(note instanceof HTMLElement) || !note.matches("[data-note]")) return;
    const inside = note.querySelector<HTMLElement>("[aria-invalid=true], [name=comment]");
    const undo = note.matches(".note-deleted") ? note.querySelector<HTMLElement>("button") : null;
    (inside ?? undo ?? note).focus();
  });
}
