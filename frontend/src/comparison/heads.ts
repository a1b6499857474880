/**
 * Room for what stays in sight while the matrix scrolls: `--heads` and `--questions` around it are the
 * height of the heads of accounts and the breadth of the questions, in pixels. Below the heads stand those
 * of groups, and what keys lead to comes clear of all of them (`matrix.css`).
 */
export function makeRoom(table: HTMLElement): void {
  const around = table.parentElement;
  const first = table.querySelector<HTMLElement>("thead th");
  if (!around || !first) return;
  new ResizeObserver(() => {
    const { height, width } = first.getBoundingClientRect();
    around.style.setProperty("--heads", `${String(height)}px`);
    around.style.setProperty("--questions", `${String(width)}px`);
  }).observe(first, { box: "border-box" });
}
