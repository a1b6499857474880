/** `data-submit-once` on a form: a second click while the first is under way does nothing. */

export function submitOnce(form: HTMLElement): void {
  let busy = false;
  const free = (): void => {
    busy = false;
    form.removeAttribute("aria-busy");
  };
  form.addEventListener("submit", (event) => {
    if (busy) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    busy = true;
    form.setAttribute("aria-busy", "true");
  });
  // htmx is done; a fetch of ours is done; the browser came back to the page.
  form.addEventListener("htmx:afterRequest", free);
  form.addEventListener("submit-done", free);
  window.addEventListener("pageshow", free);
}
