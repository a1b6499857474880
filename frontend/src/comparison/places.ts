/** Where keys lead in a grid whose rows may be of different widths. */

export interface Place {
  readonly row: number;
  readonly column: number;
}

/** Rows that Page Up and Page Down pass. */
const PAGE = 10;

/**
 * The place that a key leads to from `at`, in rows that have `widths` cells; null for other keys.
 * The column may lie beyond a narrow row, such as a heading, so that it is kept on the way past.
 */
export function moved(
  key: string,
  ctrl: boolean,
  at: Place,
  widths: readonly number[],
  rtl: boolean,
): Place | null {
  const { row, column } = at;
  const last = widths.length - 1;
  const end = (widths[row] ?? 1) - 1;
  const to = (next: number): Place => ({ row: Math.max(0, Math.min(next, last)), column });
  const along = (by: number): Place => ({ row, column: Math.max(0, Math.min(Math.min(column, end) + by, end)) });
  switch (key) {
    case "ArrowRight":
      return along(rtl ? -1 : 1);
    case "ArrowLeft":
      return along(rtl ? 1 : -1);
    case "ArrowDown":
      return to(row + 1);
    case "ArrowUp":
      return to(row - 1);
    case "PageDown":
      return to(row + PAGE);
    case "PageUp":
      return to(row - PAGE);
    case "Home":
      return { row: ctrl ? 0 : row, column: 0 };
    case "End":
      return ctrl ? { row: last, column: (widths[last] ?? 1) - 1 } : { row, column: end };
    default:
      return null;
  }
}
