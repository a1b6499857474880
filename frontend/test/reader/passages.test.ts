import { beforeEach, expect, it, vi } from "vitest";

import { Leaves } from "../../src/anchoring/leaves";
import { Flag, type PassageRow } from "../../src/reader/data";
import { registriesOf } from "../../src/reader/drawing";
import { Passages } from "../../src/reader/passages";

const rows: PassageRow[] = [
  ["long", 0, 15, Flag.Comment],
  ["short", 2, 5, 0],
  ["later", 13, 18, Flag.Private],
];

let leaves: Leaves;
let passages: Passages;

beforeEach(() => {
  document.body.innerHTML =
    '<p data-block data-start="0">ten letters</p><p data-block data-start="13">and so on</p>';
  leaves = new Leaves(document.body);
  passages = new Passages(leaves, rows);
});

const uids = (found: readonly { uid: string }[]): string[] => found.map(({ uid }) => uid);

it("finds the shortest passage at a place first", () => {
  const [first] = leaves.all;
  if (!first) throw new Error("no leaf");
  expect(uids(passages.at(first, 3))).toEqual(["short", "long"]);
  expect(uids(passages.at(first, 8))).toEqual(["long"]);
});

it("knows a passage in each leaf that it covers", () => {
  expect(leaves.all.map((leaf) => uids(passages.in(leaf)))).toEqual([
    ["long", "short"],
    ["long", "later"],
  ]);
});

it("replaces a highlight's passages and tells of it", () => {
  const listener = vi.fn();
  passages.onChange(listener);
  passages.replace([["short", 6, 9, Flag.Cited]]);
  expect(passages.of("short")).toEqual([{ uid: "short", start: 6, end: 9, flags: Flag.Cited }]);
  expect(uids(passages.drawn)).toEqual(["long", "short", "later"]);
  expect(listener).toHaveBeenCalledOnce();
});

it("keeps a deleted highlight for its undo, but draws it no more", () => {
  const [first] = leaves.all;
  if (!first) throw new Error("no leaf");
  passages.flag("short", Flag.Deleted, true);
  expect(uids(passages.drawn)).toEqual(["long", "later"]);
  expect(uids(passages.at(first, 3))).toEqual(["long"]);
  expect(registriesOf(Flag.Deleted, 0, true)).toEqual([]);
  passages.flag("short", Flag.Deleted, false);
  expect(uids(passages.drawn)).toContain("short");
});

it.each([
  [0, false, ["shared-1"]],
  [Flag.Private, false, ["private-1"]],
  [Flag.Uncertain | Flag.Cited, true, ["shared-1", "uncertain", "cited", "active"]],
])("draws flags %i by more than colour", (flags, active, expected) => {
  expect(registriesOf(flags, 1, active)).toEqual(expected);
});
