import { beforeEach, expect, it, vi } from "vitest";

import { Leaves } from "../../src/anchoring/leaves";
import { Flag, passagesOf, type PassageRow } from "../../src/reader/data";
import { registriesOf } from "../../src/reader/drawing";
import { Passages } from "../../src/reader/passages";

const rows: PassageRow[] = [
  ["long", 0, 15, Flag.Comment, 0, [0], [], [1]],
  ["short", 2, 5, 0, 1, [], [0], []],
  ["later", 13, 18, Flag.Private, 0, [], [], []],
];
const legend = {
  authors: [["u1", "Anna"], ["u2", "Bo"]] as [string, string][],
  tags: [["t1", "date", "red"]] as [string, string, string][],
  disputes: [["d1", "The crash"]] as [string, string][],
};

let leaves: Leaves;
let passages: Passages;

beforeEach(() => {
  document.body.innerHTML =
    '<p data-block data-start="0">ten letters</p><p data-block data-start="13">and so on</p>';
  leaves = new Leaves(document.body);
  passages = new Passages(leaves, passagesOf(rows, legend));
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
  passages.replace("short", passagesOf([["short", 6, 9, Flag.Cited, 1, [0], [], []]], legend));
  expect(passages.of("short")).toMatchObject([{ start: 6, end: 9, author: "u2", tags: ["t1"] }]);
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

it("leaves out what is filtered, and finds it again by its uid", () => {
  passages.filter(({ tags }) => tags.includes("t1"));
  expect(uids(passages.drawn)).toEqual(["long"]);
  expect(leaves.all.map((leaf) => uids(passages.in(leaf)))).toEqual([["long"], ["long"]]);
  expect(uids(passages.of("later"))).toEqual(["later"]);
  expect(passages.all).toHaveLength(3);
});

it.each([
  [0, false, ["shared-1"]],
  [Flag.Private, false, ["private-1"]],
  [Flag.Uncertain | Flag.Cited, true, ["shared-1", "uncertain", "cited", "active"]],
])("draws flags %i by more than colour", (flags, active, expected) => {
  expect(registriesOf(flags, 1, active)).toEqual(expected);
});

it("draws what a legend says by wash and pattern", () => {
  const look = { colour: "red", pattern: 2 } as const;
  expect(registriesOf(Flag.Private | Flag.Cited, 1, false, look)).toEqual(["tint-red", "line-2-1"]);
});
