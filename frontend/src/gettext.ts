/**
 * What scripts say to people, in the language of the page.
 *
 * Pages in another language than English load Django's catalogue (`window.django`) before their
 * scripts; without it, or where it lacks a string, people read the English of the source.
 * Values stand in a string as %(name)s: `gettext("Highlight %(place)s of %(all)s", { place, all })`.
 * `make messages` finds the strings, so give them as plain literals.
 */

type Values = Readonly<Record<string, string | number>>;

interface Catalogue {
  gettext(text: string): string;
  ngettext(one: string, many: string, count: number): string;
  pgettext(context: string, text: string): string;
}

declare global {
  interface Window {
    django?: Partial<Catalogue>;
  }
}

export function gettext(text: string, values: Values = {}): string {
  return filled(window.django?.gettext?.(text) ?? text, values);
}

/** One of two strings, or of as many as the language has; `count` is there as %(count)s. */
export function ngettext(one: string, many: string, count: number, values: Values = {}): string {
  const english = count === 1 ? one : many;
  return filled(window.django?.ngettext?.(one, many, count) ?? english, { count, ...values });
}

/** For a word that means several things: `context` says which. */
export function pgettext(context: string, text: string, values: Values = {}): string {
  return filled(window.django?.pgettext?.(context, text) ?? text, values);
}

function filled(text: string, values: Values): string {
  return text.replace(/%\((\w+)\)s/g, (place, name: string) => String(values[name] ?? place));
}
