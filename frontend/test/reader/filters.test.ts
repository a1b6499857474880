import { expect, it } from "vitest";

import { Flag, type Passage } from "../../src/reader/data";
import { legendOf, letterOf, Names, NONE } from "../../src/reader/facets";
import { Filter } from "../../src/reader/filters";

const passage = (uid: string, fields: Partial<Passage> = {}): Passage => ({
  uid,
  start: 0,
  end: 1,
  flags: 0,
  author: "anna",
  tags: [],
  disputes: [],
  stances: [],
  ...fields,
});

const passages = [
  passage("mine", { flags: Flag.Mine | Flag.Private, tags: ["date", "place"] }),
  passage("cited", { flags: Flag.Cited, author: "bo", stances: ["contradicts"], disputes: ["crash"] }),
  passage("open", { flags: Flag.Answered, tags: ["place"] }),
  passage("settled", { flags: Flag.Answered | Flag.Resolved }),
  passage("doubtful", { flags: Flag.Uncertain, author: "bo" }),
];

it.each([
  ["", ["mine", "cited", "open", "settled", "doubtful"]],
  ["by=mine", ["mine"]],
  ["by=others", ["cited", "open", "settled", "doubtful"]],
  ["cited=yes", ["cited"]],
  ["cited=no&author=bo", ["doubtful"]],
  ["sharing=private", ["mine"]],
  ["thread=open", ["open"]],
  ["thread=resolved", ["settled"]],
  ["place=uncertain", ["doubtful"]],
  ["tag=date", ["mine"]],
  ["tag=date&tag=place", ["mine", "open"]],
  ["tag=none&author=anna", ["settled"]],
  ["stance=contradicts&dispute=crash", ["cited"]],
  ["by=nobody&thread=", ["mine", "cited", "open", "settled", "doubtful"]],
])("shows for %j", (query, expected) => {
  const filter = Filter.from(new URLSearchParams(query));
  expect(passages.filter((each) => filter.shows(each)).map(({ uid }) => uid)).toEqual(expected);
});

it("comes from the address and goes back into it, leaving the rest", () => {
  const query = new URLSearchParams("highlight=h1&cited=yes&tag=a&tag=b&by=nobody");
  const filter = Filter.from(query);
  filter.choose("cited", "");
  filter.toggle("tag", "a");
  filter.toggle("author", "bo");
  filter.into(query);
  expect(query.toString()).toBe("highlight=h1&tag=b&author=bo");
  filter.clear();
  expect(filter.isEmpty).toBe(true);
});

const names = new Names();
names.add({
  authors: [["anna", "Anna"], ["bo", "Bo"]],
  tags: [["date", "date", "red"], ["place", "place", "grey"]],
  disputes: [],
});

it("gives each value a letter, a pattern and a colour, the most frequent first", () => {
  expect(legendOf(passages, "tag", names)).toMatchObject([
    { value: "place", letter: "A", pattern: 0, colour: "teal", count: 2 },
    { value: "date", letter: "B", pattern: 1, colour: "red", count: 1 },
    { value: NONE, letter: "–", colour: "grey", count: 3 },
  ]);
});

it("counts highlights, not passages", () => {
  expect(legendOf([...passages, passage("mine", { start: 5, end: 6 })], "author", names)).toMatchObject([
    { name: "Anna", count: 3 },
    { name: "Bo", count: 2 },
  ]);
});

it("lets the eighth value and those after it share a pattern, never a letter", () => {
  const many = Array.from({ length: 30 }, (_, n) => passage(`h${n}`, { author: `u${n}` }));
  const entries = legendOf(many, "author", names);
  expect(new Set(entries.map(({ letter }) => letter)).size).toBe(30);
  expect(new Set(entries.slice(0, 7).map(({ pattern }) => pattern)).size).toBe(7);
  expect(new Set(entries.slice(7).map(({ pattern, colour }) => `${pattern} ${colour}`))).toEqual(
    new Set(["7 grey"]),
  );
  expect([25, 26, 27, 51, 52].map(letterOf)).toEqual(["Z", "AA", "AB", "AZ", "BA"]);
});
