import { afterEach, expect, it, vi } from "vitest";

import { proposeOwnTimeZone } from "../../src/behaviors/own-time-zone";

const ZONES = '<option value="">UTC</option><option>Asia/Almaty</option><option>Europe/Paris</option>';

function valueAfter(html: string, timeZone: string): string {
  vi.spyOn(Intl.DateTimeFormat.prototype, "resolvedOptions").mockReturnValue({
    ...new Intl.DateTimeFormat().resolvedOptions(),
    timeZone,
  });
  document.body.innerHTML = html;
  const field = document.querySelector<HTMLInputElement | HTMLSelectElement>("input, select");
  if (!field) throw new Error("no field");
  proposeOwnTimeZone(field);
  return field.value;
}

afterEach(() => {
  vi.restoreAllMocks();
});

it.each([
  ["an empty field", "<input>", "Asia/Almaty", "Asia/Almaty"],
  ["a filled one", '<input value="Europe/Paris">', "Asia/Almaty", "Europe/Paris"],
  ["an open choice", `<select>${ZONES}</select>`, "Asia/Almaty", "Asia/Almaty"],
  ["a zone that is not offered", `<select>${ZONES}</select>`, "Etc/Unknown", ""],
  ["a choice that was made", `<select>${ZONES.replace("<option>Eu", "<option selected>Eu")}</select>`, "Asia/Almaty", "Europe/Paris"],
])("%s", (_name, html, zone, expected) => {
  expect(valueAfter(html, zone)).toBe(expected);
});
