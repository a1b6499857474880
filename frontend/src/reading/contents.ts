/** The contents list: which section is being read, and where its links lead. */

import { writingModeOf } from "./vertical";

/** As margins: all that lies before the line at which a section counts as being read, which is below
 * where links bring a heading; and all after it. */
const BEFORE = "1000000px";
const AFTER = "-60%";

/** Everything before the reading line is "in view", so that jumps past a heading count too. */
const MARGINS = {
  "horizontal-tb": `${BEFORE} 0px ${AFTER} 0px`,
  "vertical-rl": `0px ${BEFORE} 0px ${AFTER}`,
  "vertical-lr": `0px ${AFTER} 0px ${BEFORE}`,
};

export function markCurrentSection(nav: HTMLElement, article: HTMLElement): void {
  const links = new Map<Element, HTMLAnchorElement>();
  for (const link of nav.querySelectorAll("a")) {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (heading) links.set(heading, link);
  }
  const passed = new Set<Element>();
  const mode = writingModeOf(article);
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) passed.add(target);
        else passed.delete(target);
      }
      const current = [...links.keys()].findLast((heading) => passed.has(heading));
      for (const [heading, link] of links) {
        link.ariaCurrent = heading === current ? "location" : null;
      }
    },
    { root: article.matches(".vertical") ? article : null, rootMargin: MARGINS[mode] },
  );
  for (const heading of links.keys()) observer.observe(heading);
}
