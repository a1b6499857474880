/** Text in columns: which way it goes, what arrow keys mean in it, and bringing a place into view. */

export type WritingMode = "horizontal-tb" | "vertical-rl" | "vertical-lr";

/** The panel in which a vertical text scrolls sideways; null where lines lie. */
export function columnsAround(element: Element | undefined): HTMLElement | null {
  return element?.closest<HTMLElement>(".text.vertical") ?? null;
}

export function writingModeOf(element: Element): WritingMode {
  return getComputedStyle(element).writingMode as WritingMode;
}

/** In columns, the next letter is below and the next line beside. */
const TURNED: Partial<Record<WritingMode, Readonly<Record<string, string>>>> = {
  "vertical-rl": { ArrowDown: "ArrowRight", ArrowUp: "ArrowLeft", ArrowLeft: "ArrowDown", ArrowRight: "ArrowUp" },
  "vertical-lr": { ArrowDown: "ArrowRight", ArrowUp: "ArrowLeft", ArrowRight: "ArrowDown", ArrowLeft: "ArrowUp" },
};

/** The key that asks the same of lying lines as `key` does of lines that run as `mode` says. */
export function turned(key: string, mode: WritingMode): string {
  return TURNED[mode]?.[key] ?? key;
}

/** Pixels between a box and the middle of the panel, to the right. */
function away(panel: HTMLElement, box: DOMRect): number {
  const around = panel.getBoundingClientRect();
  return Math.round(box.left + box.width / 2 - (around.left + around.width / 2));
}

/** Scrolls the panel where a box comes near its edges or lies beyond them. */
export function keepInPanel(panel: HTMLElement, box: DOMRect): void {
  const around = panel.getBoundingClientRect();
  const room = 3 * box.width;
  const out = box.left < around.left + room || box.right > around.right - room;
  if (out) panel.scrollBy({ left: away(panel, box), behavior: "instant" });
}

/** Frames without movement that count as settled, and frames after which to give up. */
const SETTLED = 4;
const MOST = 60;

/** Scrolls the panel until what `measure` finds stands in its middle; resolves when it does. */
export function bringSideways(panel: HTMLElement, measure: () => DOMRect | null): Promise<void> {
  panel.scrollIntoView({ block: "nearest", inline: "nearest" });
  return new Promise((resolve) => {
    let still = 0;
    let frames = 0;
    const correct = (): void => {
      frames += 1;
      const box = measure();
      const before = panel.scrollLeft;
      if (box) panel.scrollBy({ left: away(panel, box), behavior: "instant" });
      still = panel.scrollLeft === before ? still + 1 : 0;
      if (!box || still >= SETTLED || frames >= MOST) resolve();
      else requestAnimationFrame(correct);
    };
    correct();
  });
}

/** Whether a box lies within what the panel shows, and the panel within the window above `foot`. */
export function inPanel(panel: HTMLElement, box: DOMRect, foot: number): boolean {
  const around = panel.getBoundingClientRect();
  const across = box.left >= around.left && box.right <= around.right;
  return across && box.top >= 0 && Math.min(box.bottom, around.top + 80) <= foot;
}

/** A wheel that turns up and down moves a vertical text from column to column. */
export function startColumns(panel: HTMLElement): void {
  const forward = writingModeOf(panel) === "vertical-rl" ? -1 : 1;
  panel.addEventListener(
    "wheel",
    (event) => {
      if (event.deltaX !== 0 || event.shiftKey || event.ctrlKey) return;
      const before = panel.scrollLeft;
      panel.scrollBy({ left: forward * event.deltaY, behavior: "instant" });
      // At either end the page itself goes on.
      if (panel.scrollLeft !== before) event.preventDefault();
    },
    { passive: false },
  );
  panel.addEventListener("keydown", (event) => {
    if (event.target !== panel || event.ctrlKey || event.metaKey || event.altKey) return;
    const by = { PageDown: 0.9, " ": event.shiftKey ? -0.9 : 0.9, PageUp: -0.9 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    panel.scrollBy({ left: forward * by * panel.clientWidth });
  });
}
