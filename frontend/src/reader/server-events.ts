/** What the server says has happened (HX-Trigger), whoever asked: htmx or our own requests. */

import { Flag, type PassageRow } from "./data";
import type { Notes } from "./notes";
import type { Passages } from "./passages";

interface Detail {
  readonly highlight?: string;
  readonly passages?: readonly PassageRow[];
}

function on(name: string, act: (detail: Detail) => void): void {
  document.body.addEventListener(name, (event) => {
    act((event as CustomEvent<Detail>).detail);
  });
}

export function followServer(passages: Passages, notes: Notes): void {
  on("highlight:saved", ({ highlight, passages: rows }) => {
    if (rows) passages.replace(rows);
    else if (highlight) passages.flag(highlight, Flag.Deleted, false);
  });
  on("highlight:deleted", ({ highlight }) => {
    if (highlight) passages.flag(highlight, Flag.Deleted, true);
  });
  on("citation:made", ({ highlight, passages: rows }) => {
    if (rows) passages.replace(rows);
    else if (highlight) {
      passages.flag(highlight, Flag.Cited, true);
      passages.flag(highlight, Flag.Private, false);
    }
    if (highlight) void notes.refresh(highlight);
  });
}
