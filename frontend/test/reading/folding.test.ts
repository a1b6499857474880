import { describe, expect, it } from "vitest";

import { fold, foldQuery, matches } from "../../src/reading/folding";
import table from "../../../tests/cases/finding.json";

interface Case {
  name: string;
  text: string;
  query: string;
  matches: [number, number][];
}

describe.each(table as unknown as Case[])("$name", (row) => {
  it("finds what the table says", () => {
    const found = [...matches(fold(row.text), foldQuery(row.query))];
    expect(found.map(({ start, end }) => [start, end])).toEqual(row.matches);
  });
});

it("counts the code points of the text", () => {
  expect(fold("a😀\u0301ﷺ").length).toBe(4);
});

it("is quick with a long text", () => {
  const text = "Ташкент, 24-ئاۋغۇست 貝加爾 Almaty ".repeat(32_000);
  const before = performance.now();
  const found = [...matches(fold(text), foldQuery("almaty"))];
  expect(found).toHaveLength(32_000);
  expect(performance.now() - before).toBeLessThan(5_000);
});
