/** Where one text stands when the other stands somewhere. Pure. */

/** Pixels in the one text and in the other that belong together; both grow. */
export type Pair = readonly [number, number];

/** The place in the other text that belongs to `y`, in proportion between the pairs around it. */
export function counterpart(pairs: readonly Pair[], y: number): number {
  let before: Pair = [0, 0];
  for (const pair of pairs) {
    if (pair[0] > y) {
      const length = pair[0] - before[0];
      const share = length > 0 ? (y - before[0]) / length : 0;
      return before[1] + share * (pair[1] - before[1]);
    }
    before = pair;
  }
  return before[1];
}
