/** Requests to our own pages: the CSRF token in, HX-Trigger events out. */

import htmx from "htmx.org";

/** The token that Django put into the page. */
function csrfToken(): string {
  return document.querySelector<HTMLMetaElement>("meta[name=csrf-token]")?.content ?? "";
}

/** htmx sends the token with everything that changes something. */
export function sendTokenWithHtmx(): void {
  document.addEventListener("htmx:configRequest", (event) => {
    const { detail } = event as CustomEvent<{ verb: string; headers: Record<string, string> }>;
    if (detail.verb !== "get") detail.headers["X-CSRFToken"] = csrfToken();
  });
}

/** Fires the events that an answer names in HX-Trigger, as htmx does for its own requests. */
export function fireTriggers(response: Response): void {
  const header = response.headers.get("HX-Trigger");
  if (!header) return;
  const events = header.startsWith("{")
    ? (JSON.parse(header) as Record<string, unknown>)
    : { [header]: null };
  for (const [name, detail] of Object.entries(events)) htmx.trigger(document.body, name, detail);
}

/** POSTs fields as a form. Rejects where no answer came at all. */
export async function post(url: string, fields: FormData): Promise<Response> {
  const response = await fetch(url, {
    method: "POST",
    body: fields,
    headers: { "X-CSRFToken": csrfToken(), "HX-Request": "true" },
  });
  return response;
}

/** GETs a fragment. Rejects where no answer came or it was not a success. */
export async function getFragment(url: string): Promise<DocumentFragment> {
  const response = await fetch(url, { headers: { "HX-Request": "true" } });
  if (!response.ok) throw new Error(`${response.status} from ${url}`);
  return fragment(await response.text());
}

/** Parses HTML that our server has rendered. */
export function fragment(html: string): DocumentFragment {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}
