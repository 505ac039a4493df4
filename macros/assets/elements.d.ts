// Scripts select elements by data attributes, which occur only on HTML elements.

interface ParentNode {
  querySelector<E extends HTMLElement = HTMLElement>(selectors: `[data-${string}]`): E | null;
  querySelectorAll<E extends HTMLElement = HTMLElement>(selectors: `[data-${string}]`): NodeListOf<E>;
}
