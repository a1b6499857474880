/** `data-mentions="address"` around a text field: proposes members while `@` is typed in it. */

import { gettext } from "../gettext";
import { Completion, type Field, type Fragment } from "./completion";

// As the server reads handles: no `@` inside an e-mail address or a path, in any script.
const TYPED = /(?:^|[^A-Za-z0-9._%+/@-])@([\p{L}\p{N}_.-]{0,40})$/u;

/** The handle that is being typed before the caret. */
export function mentionAt(value: string, caret: number): Fragment | null {
  const query = TYPED.exec(value.slice(0, caret))?.[1];
  if (query === undefined) return null;
  return { start: caret - query.length, end: caret, query };
}

export function completeMentions(root: HTMLElement): void {
  const field = root.querySelector<Field>("textarea, input");
  const url = root.dataset["mentions"];
  if (!field || !url) return;
  new Completion(field, url, {
    fragmentAt: mentionAt,
    replacement: (handle, after) => (/^\s/.test(after) ? handle : `${handle} `),
    label: gettext("Members"),
    eager: true,
  });
}
