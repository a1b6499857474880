import { afterEach, describe, expect, it } from "vitest";

import { gettext, ngettext, pgettext } from "../src/gettext";

afterEach(() => {
  delete window.django;
});

describe("without a catalogue", () => {
  it("says the English of the source", () => {
    expect(gettext("No further highlight")).toBe("No further highlight");
    expect(pgettext("of lines", "Close")).toBe("Close");
  });

  it.each([
    [0, "0 highlights"],
    [1, "1 highlight"],
    [5, "5 highlights"],
  ])("counts %i", (count, said) => {
    expect(ngettext("%(count)s highlight", "%(count)s highlights", count)).toBe(said);
  });

  it("puts values in their places, and leaves places without one", () => {
    expect(gettext("%(place)s of %(all)s", { place: 1, all: "ten" })).toBe("1 of ten");
    expect(gettext("%(place)s of %(all)s", { all: 2 })).toBe("%(place)s of 2");
    expect(gettext("%(name)s", { name: "$& %(name)s" })).toBe("$& %(name)s");
  });
});

describe("with Django's catalogue", () => {
  it("says what the catalogue says", () => {
    window.django = {
      gettext: (text) => ({ "Page %(number)s": "Страница %(number)s" })[text] ?? text,
      ngettext: (_one, _many, count) => ["запись", "записи", "записей"][count % 3] ?? "",
      pgettext: (context, text) => `${text} (${context})`,
    };
    expect(gettext("Page %(number)s", { number: 3 })).toBe("Страница 3");
    expect(gettext("Unknown here")).toBe("Unknown here");
    expect(ngettext("entry", "entries", 2)).toBe("записей");
    expect(pgettext("of a dialog", "Close")).toBe("Close (of a dialog)");
  });

  it("goes without a function that the catalogue lacks", () => {
    window.django = {};
    expect(ngettext("entry", "entries", 2)).toBe("entries");
  });
});
