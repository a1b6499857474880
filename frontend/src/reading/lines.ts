/** Which lines there are in a stretch of laid-out text: pure, on boxes alone. */

/** Extent of a piece of text across the lines, in pixels. */
export interface Extent {
  readonly start: number;
  readonly end: number;
}

/**
 * The middle of each line, in order. Pieces belong to one line when their middles are less than
 * half a piece's height apart: raised numbers do, the lines of close setting do not.
 */
export function linesOf(pieces: Iterable<Extent>): number[] {
  const boxes = [...pieces].filter(({ start, end }) => end > start);
  const middle = ({ start, end }: Extent): number => (start + end) / 2;
  boxes.sort((a, b) => middle(a) - middle(b));
  const lines: { at: number; height: number }[] = [];
  for (const box of boxes) {
    const line = lines.at(-1);
    const height = box.end - box.start;
    if (line && middle(box) - line.at < Math.max(height, line.height) / 2) {
      // The highest piece is the line's own text; the others hang on it.
      if (height > line.height) Object.assign(line, { at: middle(box), height });
    } else lines.push({ at: middle(box), height });
  }
  return lines.map(({ at }) => at);
}
