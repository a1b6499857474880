/** `data-citation-pages` beside citations in pages: an address that names one on another leads there. */

/** Where a citation stands that an address names but this page does not show. */
export function pageOfCitation(href: string): string | undefined {
  const address = new URL(href);
  const uid = /^#citation-([\da-f-]{36})$/.exec(address.hash)?.[1];
  if (!uid || document.getElementById(`citation-${uid}`)) return undefined;
  if (address.searchParams.get("citation") === uid) return undefined;
  address.search = `?citation=${uid}`;
  return address.href;
}

export function leadToCitation(): void {
  const page = pageOfCitation(location.href);
  if (page) location.replace(page);
}
