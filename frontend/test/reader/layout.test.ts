import { describe, expect, it } from "vitest";

import { layOut, type Item } from "../../src/reader/layout";

const sizes = { gap: 10, brief: 40, rest: 20 };

const note = (key: string, group: number, top: number, height: number, active = false): Item => ({
  key,
  group,
  top,
  height,
  active,
});

const tops = (items: Item[]): Record<string, [number, number]> =>
  Object.fromEntries(layOut(items, sizes).placed.map(({ key, top, room }) => [key, [top, room]]));

describe("layOut", () => {
  it("leaves notes beside their passages where there is room", () => {
    expect(tops([note("a", 0, 100, 50), note("b", 0, 300, 50)])).toEqual({
      a: [100, 50],
      b: [300, 50],
    });
  });

  it("pushes a note below the one before it", () => {
    expect(tops([note("a", 0, 100, 80), note("b", 0, 120, 50)])).toEqual({
      a: [100, 80],
      b: [190, 50],
    });
  });

  it("cuts notes to the room before the next block, letting them grow into what is free", () => {
    const placed = tops([note("a", 0, 0, 200), note("b", 0, 10, 60), note("c", 1, 150, 30)]);
    expect(placed).toEqual({ a: [0, 40], b: [50, 60], c: [150, 30] });
  });

  it("never cuts the active note", () => {
    const placed = tops([note("a", 0, 0, 90), note("b", 0, 10, 90, true), note("c", 1, 150, 30)]);
    expect(placed["b"]).toEqual([50, 90]);
    expect(placed["a"]).toEqual([0, 40]);
  });

  it("keeps what finds no room behind a button, the active note first", () => {
    const crowd = ["a", "b", "c", "d"].map((key) => note(key, 0, 0, 100, key === "d"));
    const laid = layOut([...crowd, note("z", 1, 180, 30)], sizes);
    expect(laid.placed.map(({ key }) => key)).toEqual(["d", "a", "z"]);
    expect(laid.rests).toEqual([{ top: 160, keys: ["b", "c"] }]);
  });

  it("lets a lone note hang over and begins the next block below it", () => {
    expect(tops([note("a", 0, 0, 100), note("b", 1, 30, 20)])).toEqual({ a: [0, 100], b: [110, 20] });
  });

  it("never lays one note over another", () => {
    const items = Array.from({ length: 200 }, (_, index) =>
      note(String(index), Math.floor(index / 7), index * 13, 20 + ((index * 37) % 140), index === 99),
    );
    const { placed } = layOut(items, sizes);
    const inOrder = [...placed].sort((a, b) => a.top - b.top);
    inOrder.reduce((previous, next) => {
      expect(next.top).toBeGreaterThanOrEqual(previous.top + previous.room);
      return next;
    });
  });
});
