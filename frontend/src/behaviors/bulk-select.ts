/**
 * `data-bulk-select` around a table: `[data-bulk-page]` ticks every row of the page, and
 * `[data-bulk-count]` says how many are ticked.
 */

export function selectInBulk(root: HTMLElement): void {
  const rows = (): HTMLInputElement[] => [
    ...root.querySelectorAll<HTMLInputElement>("input[type=checkbox][name=source]"),
  ];
  const page = root.querySelector<HTMLInputElement>("[data-bulk-page]");
  const all = root.querySelector<HTMLInputElement>("[data-bulk-all]");
  const count = root.querySelector<HTMLElement>("[data-bulk-count]");

  const show = (): void => {
    const ticked = rows().filter((row) => row.checked).length;
    if (page) {
      page.checked = ticked > 0 && ticked === rows().length;
      page.indeterminate = ticked > 0 && !page.checked;
    }
    if (count) count.textContent = ticked > 0 && !all?.checked ? `(${ticked})` : "";
  };

  if (page) page.hidden = false;
  root.addEventListener("change", (event) => {
    const target = event.target;
    if (!(target instanceof HTMLInputElement)) return;
    const isRow = target.name === "source";
    if (target === page) for (const row of rows()) row.checked = target.checked;
    else if (!isRow && target !== all) return;
    // One row less is no longer all of them.
    if (all && target !== all && !target.checked) all.checked = false;
    show();
  });
  // The browser keeps ticks when it comes back to the page.
  show();
}
