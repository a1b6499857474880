/** What browsers have and jsdom has not. */

window.matchMedia = (media: string) =>
  Object.assign(new EventTarget(), { media, matches: true }) as unknown as MediaQueryList;

// jsdom insists on the result type that the standard makes optional; htmx leaves it out.
const expression = XPathExpression.prototype;
// eslint-disable-next-line @typescript-eslint/unbound-method -- called with its own `this` below
const evaluate = expression.evaluate;
expression.evaluate = function (this: XPathExpression, node, type = 0, result = null) {
  return evaluate.call(this, node, type, result);
};
