/**
 * A text as rows: what `sources/texts/rows.py` reads. A row is a block, or the part of one up to
 * a page break; a page break (or a time of a recording) is a row of its own, without text.
 */

/** What a block is, apart from its place. */
export interface Look {
  readonly type: string;
  readonly level?: number;
  readonly label?: string;
  readonly language?: string;
  readonly direction?: string;
  readonly image?: string;
}

export interface Row extends Look {
  readonly text?: string;
  /** The same block as the row before, after a page break. */
  readonly goes_on?: boolean;
}

interface Block extends Look {
  readonly start: number;
  readonly end: number;
}

const MARKERS = new Set(["page_break", "time"]);

export const isMarker = (row: Row): boolean => MARKERS.has(row.type);
export const textOf = (row: Row): string => row.text ?? "";

/** Cuts `content` by code points, as blocks count. */
function slicer(content: string): (start: number, end: number) => string {
  if (!/[\ud800-\udfff]/.test(content)) return (start, end) => content.slice(start, end);
  const characters = Array.from(content);
  return (start, end) => characters.slice(start, end).join("");
}

function lookOf(block: Block): Look {
  const { start, end, ...look } = block;
  return start <= end ? look : { type: block.type };
}

/** The rows of a text, in order. Markers between blocks stand before the block that follows. */
export function rowsOf(content: string, blocks: readonly Block[]): Row[] {
  const slice = slicer(content);
  const markers = blocks.filter(isMarker);
  const rows: Row[] = [];
  let next = 0;
  const takeUntil = (place: number, within: (marker: Block) => void): void => {
    for (let marker = markers[next]; marker && marker.start <= place; marker = markers[next]) {
      within(marker);
      rows.push(lookOf(marker));
      next += 1;
    }
  };
  for (const block of blocks) {
    if (isMarker(block)) continue;
    let place = block.start;
    let part: Row = lookOf(block);
    takeUntil(block.start, () => undefined);
    takeUntil(block.end, (marker) => {
      if (marker.start > place) {
        rows.push({ ...part, text: slice(place, marker.start) });
        part = { ...lookOf(block), goes_on: true };
      }
      place = marker.start;
    });
    if (place < block.end) rows.push({ ...part, text: slice(place, block.end) });
  }
  takeUntil(Infinity, () => undefined);
  return rows;
}

/** A row without members that say nothing. */
export function cleaned(row: object): Row {
  const kept = Object.entries(row).filter(([, value]) => value !== undefined && value !== false);
  return Object.fromEntries(kept) as unknown as Row;
}

/** What a part split off becomes: headings and pictures stand once, and so do labels. */
export function secondPart(row: Row, text: string): Row {
  if (row.type === "heading" || row.type === "figure") return { type: "paragraph", text };
  const label = row.type === "list_item" && row.label ? "" : undefined;
  return cleaned({ ...row, label, goes_on: false, text });
}

/** Pasted text as rows like `row`: blank lines stand between blocks. */
export function pastedRows(row: Row, pasted: string): Row[] {
  const parts = pasted
    .replace(/\r\n?/g, "\n")
    .split(/\n(?:[^\S\n]*\n)+/)
    .filter((part) => part.trim() !== "");
  return parts.map((text, number) => (number ? secondPart(row, text) : { ...row, text }));
}
