/** What the server says has happened (HX-Trigger), whoever asked: htmx or our own requests. */

import { Flag, passagesOf, type LegendRows, type PassageRow } from "./data";
import type { Names } from "./facets";
import type { Notes } from "./notes";
import type { Passages } from "./passages";

interface Detail {
  readonly highlight?: string;
  readonly passages?: readonly PassageRow[];
  /** What the rows' authors, tags and disputes count in. */
  readonly legend?: LegendRows;
}

function on(name: string, act: (detail: Detail) => void): void {
  document.body.addEventListener(name, (event) => {
    act((event as CustomEvent<Detail>).detail);
  });
}

export function followServer(passages: Passages, notes: Notes, names: Names): void {
  const replace = ({ highlight, passages: rows, legend }: Detail): boolean => {
    if (!highlight || !rows || !legend) return false;
    names.add(legend);
    passages.replace(highlight, passagesOf(rows, legend));
    return true;
  };
  on("highlight:saved", (detail) => {
    if (!replace(detail) && detail.highlight) passages.flag(detail.highlight, Flag.Deleted, false);
  });
  on("highlight:deleted", ({ highlight }) => {
    if (highlight) passages.flag(highlight, Flag.Deleted, true);
  });
  on("citation:made", (detail) => {
    if (!replace(detail) && detail.highlight) {
      passages.flag(detail.highlight, Flag.Cited, true);
      passages.flag(detail.highlight, Flag.Private, false);
    }
    if (detail.highlight) void notes.refresh(detail.highlight);
  });
  followThreads(passages);
}

/** A thread that was swapped in says by its classes how it stands. */
function followThreads(passages: Passages): void {
  document.body.addEventListener("htmx:load", (event) => {
    const thread = event.target;
    if (!(thread instanceof HTMLElement) || !thread.matches(".thread")) return;
    const uid = thread.id.replace(/^thread-/, "");
    const resolved = thread.matches(".resolved");
    const answered = !thread.matches(".silent");
    thread.closest(".note")?.classList.toggle("resolved", resolved);
    passages.flag(uid, Flag.Resolved, resolved);
    passages.flag(uid, Flag.Answered, answered);
    if (answered) passages.flag(uid, Flag.Comment, true);
  });
}
