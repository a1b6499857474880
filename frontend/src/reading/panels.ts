/** Panels of the reading page's tools: one open at a time, Escape and a click elsewhere close it. */

/** Where the contents have a column of their own beside the text. styles/reading/tools.css agrees. */
const besideText = window.matchMedia("(width >= 100rem)");
const KEPT = "reading-contents";

function stays(panel: HTMLDetailsElement): boolean {
  return panel.matches(".contents") && besideText.matches;
}

export function startPanels(): void {
  const panels = [...document.querySelectorAll<HTMLDetailsElement>("details.tool")];
  const closeOthers = (target: EventTarget | null): void => {
    for (const panel of panels) {
      if (panel.open && !stays(panel) && !panel.contains(target as Node)) panel.open = false;
    }
  };
  document.addEventListener("pointerdown", ({ target }) => {
    closeOthers(target);
  });
  document.addEventListener("focusin", ({ target }) => {
    closeOthers(target);
  });
  for (const panel of panels) {
    panel.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !panel.open) return;
      event.stopPropagation();
      panel.open = false;
      panel.querySelector("summary")?.focus();
    });
  }
  const contents = panels.find((panel) => panel.matches(".contents"));
  if (contents) keepContents(contents);
}

/** Beside the text the contents stay open until they are closed; otherwise a link closes them. */
function keepContents(panel: HTMLDetailsElement): void {
  const hasSections = panel.querySelector("nav") !== null;
  const fit = (): void => {
    panel.open = besideText.matches && hasSections && localStorage.getItem(KEPT) !== "closed";
  };
  fit();
  besideText.addEventListener("change", fit);
  panel.querySelector("summary")?.addEventListener("click", () => {
    if (besideText.matches) localStorage.setItem(KEPT, panel.open ? "closed" : "open");
  });
  panel.addEventListener("click", (event) => {
    if ((event.target as Element).closest("a") && !stays(panel)) panel.open = false;
  });
}
