// Scripts find what they improve by data attributes, which stand on elements of HTML alone.

interface ParentNode {
  querySelector<E extends HTMLElement = HTMLElement>(selectors: `[data-${string}]`): E | null;
  querySelectorAll<E extends HTMLElement = HTMLElement>(selectors: `[data-${string}]`): NodeListOf<E>;
}
