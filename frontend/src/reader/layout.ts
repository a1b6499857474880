/**
 * Lays notes out beside their passages: never over one another, never far from their lines.
 *
 * Notes are pushed down past the one before. Where those of one block do not fit before the
 * next block's begin, all but the active one are cut to the room there is, two lines at the
 * least; where even that is too much, the rest wait behind a button. So a crowded page stays put while it scrolls, because
 * nothing is pushed beyond its own block.
 */

import { groupBy } from "./grouping";

/** A note to place. Pixels; `top` is where its passage begins, `group` is its block. */
export interface Item {
  readonly key: string;
  readonly group: number;
  readonly top: number;
  readonly height: number;
  readonly active: boolean;
}

export interface Placed {
  readonly key: string;
  readonly top: number;
  /** Pixels it may fill; less than its height where it has to be cut. */
  readonly room: number;
}

/** A button for notes that found no room, at `top`. */
export interface Rest {
  readonly top: number;
  readonly keys: readonly string[];
}

export interface Layout {
  readonly placed: readonly Placed[];
  readonly rests: readonly Rest[];
  /** Where the last one ends. */
  readonly bottom: number;
}

/** Pixels: space between notes, height of a note cut short, and of the button for the rest. */
export interface Sizes {
  readonly gap: number;
  readonly brief: number;
  readonly rest: number;
}

function heightOf(item: Item, brief: boolean, sizes: Sizes): number {
  return brief && !item.active ? Math.min(item.height, sizes.brief) : item.height;
}

/** Places items from `from` on; gives where the last one ends. */
function push(items: readonly Item[], from: number, brief: boolean, sizes: Sizes): [Placed[], number] {
  let bottom = from;
  const placed = items.map((item) => {
    const height = heightOf(item, brief, sizes);
    const top = Math.max(item.top, bottom);
    bottom = top + height + sizes.gap;
    return { key: item.key, top, room: height };
  });
  return [placed, bottom];
}

/** Lets notes that were cut grow into the room left before the next one, or before `limit`. */
function grow(items: readonly Item[], placed: readonly Placed[], limit: number, sizes: Sizes): Placed[] {
  return placed.map((place, index) => {
    const free = (placed[index + 1]?.top ?? limit) - sizes.gap - place.top;
    return { ...place, room: Math.min(items[index]?.height ?? 0, Math.max(place.room, free)) };
  });
}

/** How many items, cut short, end above `limit` with the button for the rest below them. */
function fitting(items: readonly Item[], from: number, limit: number, sizes: Sizes): number {
  for (let count = items.length - 1; count > 0; count -= 1) {
    const [, bottom] = push(items.slice(0, count), from, true, sizes);
    if (bottom + sizes.rest <= limit) return count;
  }
  return 0;
}

/** The notes of one block between `from` and `limit`. */
function layGroup(items: readonly Item[], from: number, limit: number, sizes: Sizes): Layout {
  for (const brief of [false, true]) {
    const [placed, bottom] = push(items, from, brief, sizes);
    // A lone note may hang over: cutting or hiding it would help nobody.
    if (bottom <= limit || items.length === 1) {
      return { placed: grow(items, placed, limit, sizes), rests: [], bottom };
    }
  }
  const active = items.findIndex((item) => item.active);
  const first = active > 0 ? [items[active], ...items.slice(0, active), ...items.slice(active + 1)] : items;
  const order = first.filter((item) => item !== undefined);
  const count = Math.max(fitting(order, from, limit, sizes), 1);
  const [placed, bottom] = push(order.slice(0, count), from, true, sizes);
  const rest = { top: bottom, keys: order.slice(count).map((item) => item.key) };
  return { placed, rests: [rest], bottom: bottom + sizes.rest + sizes.gap };
}

/** Places `items`, given in the order of the text. */
export function layOut(items: readonly Item[], sizes: Sizes): Layout {
  const groups = [...groupBy(items, (item) => item.group).values()];
  const placed: Placed[] = [];
  const rests: Rest[] = [];
  let bottom = 0;
  for (const [index, group] of groups.entries()) {
    const from = Math.max(bottom, group[0]?.top ?? 0);
    const limit = groups[index + 1]?.[0]?.top ?? Infinity;
    const laid = layGroup(group, from, limit, sizes);
    placed.push(...laid.placed);
    rests.push(...laid.rests);
    bottom = laid.bottom;
  }
  return { placed, rests, bottom };
}
