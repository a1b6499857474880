/** The parts of a reading page, as reader/main.ts puts them together. */

import type { Leaves } from "../anchoring/leaves";
import type { Active } from "./active";
import type { Caret } from "./caret";
import type { ReaderData } from "./data";
import type { Desk } from "./desk";
import type { Drawing } from "./drawing";
import type { Names } from "./facets";
import type { Margin } from "./margin";
import type { Near } from "./near";
import type { Notes } from "./notes";
import type { Others } from "./others";
import type { Passages } from "./passages";
import type { Sheet } from "./sheet";

export interface Page {
  readonly article: HTMLElement;
  readonly data: ReaderData;
  readonly leaves: Leaves;
  readonly passages: Passages;
  readonly near: Near;
  readonly notes: Notes;
  readonly drawing: Drawing;
  readonly margin: Margin;
  readonly sheet: Sheet;
  readonly active: Active;
  readonly others: Others;
  readonly caret: Caret;
  readonly names: Names;
  readonly desk: Desk;
}
