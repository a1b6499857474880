/** Where the caret is in a row's text, in UTF-16 units of it. */

export function offsetIn(element: HTMLElement): number {
  return endsIn(element)[1];
}

/** Both ends of the selection within `element`, in order. */
export function endsIn(element: HTMLElement): [number, number] {
  const selection = getSelection();
  if (!selection?.rangeCount) return [0, 0];
  const range = selection.getRangeAt(0);
  if (!element.contains(range.startContainer)) return [0, 0];
  const before = document.createRange();
  before.setStart(element, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const start = before.toString().length;
  return [start, start + range.toString().length];
}

export function placeCaret(element: HTMLElement, offset: number): void {
  element.focus();
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let left = offset;
  let node: Node = element;
  while (walker.nextNode()) {
    node = walker.currentNode;
    const length = node.textContent?.length ?? 0;
    if (left <= length) break;
    left -= length;
  }
  const range = document.createRange();
  if (node === element) range.setStart(element, 0);
  else range.setStart(node, Math.min(left, node.textContent?.length ?? 0));
  range.collapse(true);
  const selection = getSelection();
  selection?.removeAllRanges();
  selection?.addRange(range);
}

/** Whether the caret stands in the first (-1) or last (1) line of `element`. */
export function isAtEdge(element: HTMLElement, step: -1 | 1): boolean {
  const selection = getSelection();
  if (!selection?.rangeCount) return false;
  const [caret] = selection.getRangeAt(0).getClientRects();
  // An empty row has no rectangle: it is one line.
  if (!caret) return true;
  const box = element.getBoundingClientRect();
  const line = caret.height * 1.2;
  return step < 0 ? caret.top - box.top < line : box.bottom - caret.bottom < line;
}
