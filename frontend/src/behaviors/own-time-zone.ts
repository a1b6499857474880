/**
 * `data-own-time-zone` on an input or a select that nobody has filled in: proposes the browser's
 * time zone, if the select has it.
 */

export function proposeOwnTimeZone(field: HTMLElement): void {
  if (!(field instanceof HTMLInputElement || field instanceof HTMLSelectElement)) return;
  if (field.value !== "") return;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const offered = field instanceof HTMLInputElement || [...field.options].some(({ value }) => value === zone);
  if (offered) field.value = zone;
}
