/**
 * Tells the browser how high each leaf will be before it is laid out, from its length alone, so
 * that the scroll bar is honest and jumps land near. Attributes are read, never the text.
 */

import type { Leaf, Leaves } from "../anchoring/leaves";

/** Width of an average character in em; ideographs fill one. */
const LATIN = 0.45;
const IDEOGRAPH = 1;

function estimate(leaf: Leaf, width: number, fontSize: number, lineHeight: number): number {
  const em = /^(zh|ja)\b/.test(leaf.element.lang) ? IDEOGRAPH : LATIN;
  const lines = Math.ceil(((leaf.end - leaf.start) * em * fontSize) / width);
  return Math.round(Math.max(lines, 1) * lineHeight);
}

export function estimateHeights(article: HTMLElement, leaves: Leaves): void {
  const style = getComputedStyle(article);
  const fontSize = parseFloat(style.fontSize);
  const lineHeight = parseFloat(style.lineHeight) || fontSize * 1.6;
  const line = article.matches(".vertical") ? article.clientHeight : article.clientWidth;
  for (const leaf of leaves.all) {
    const height = estimate(leaf, line || 1, fontSize, lineHeight);
    leaf.element.style.containIntrinsicBlockSize = `auto ${height}px`;
  }
}
