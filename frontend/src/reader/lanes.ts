/** Tells overlapping passages apart: each gets a lane that those it overlaps have not. */

import type { Span } from "../anchoring/offsets";

/** As many as there are registries a kind in styles/reader/marks.css. */
export const LANES = 3;

/** Greedy colouring of intervals. `passages` come in order; beyond three deep, lanes recur. */
export function lanesOf<Stretch extends Span>(passages: readonly Stretch[]): Map<Stretch, number> {
  const lanes = new Map<Stretch, number>();
  const endOfLane = new Array<number>(LANES).fill(0);
  for (const passage of passages) {
    const free = endOfLane.findIndex((end) => end <= passage.start);
    const lane = free === -1 ? endOfLane.indexOf(Math.min(...endOfLane)) : free;
    lanes.set(passage, lane);
    endOfLane[lane] = Math.max(endOfLane[lane] ?? 0, passage.end);
  }
  return lanes;
}
