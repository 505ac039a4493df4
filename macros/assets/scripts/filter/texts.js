// Texts about the filter: the number of rows, the active filters, and suggestions.

import { element } from "./rows.js";

/**
 * @typedef {import("./items.js").Facet} Facet
 * @typedef {import("./filtering.js").Filter} Filter
 * @typedef {import("./filtering.js").Order} Order
 * @typedef {{ words: string, press: () => void }} ButtonAction
 */

/** @param {number} number */
export const formatted = (number) => number.toLocaleString("en-US");

/**
 * Return a summary of how many rows are shown.
 * @param {number} found
 * @param {number} all
 * @param {number} shown
 * @param {boolean} isFiltered Whether any filter is active.
 */
export function countText(found, all, shown, isFiltered) {
  const suffix = shown < found ? `, the first ${formatted(shown)} shown` : isFiltered ? " shown" : "";
  return isFiltered ? `${formatted(found)} of ${formatted(all)}${suffix}` : `${formatted(all)} in the list${suffix}`;
}

/**
 * Return the chosen options, each with its facet and title.
 * @param {Filter} chosen
 * @param {Facet[]} facets
 */
export function chosenOptions(chosen, facets) {
  return facets.flatMap((facet) =>
    [...(chosen.facets.get(facet.name) ?? [])].map((id) => ({
      facet,
      id,
      title: facet.options.get(id)?.title ?? id,
    })),
  );
}

/**
 * Return the filter in words, for printing.
 * @param {Filter} chosen
 * @param {Facet[]} facets
 * @param {Order | undefined} order
 * @param {string} count
 */
export function filterText(chosen, facets, order, count) {
  const parts = facets.flatMap((facet) => {
    const titles = chosenOptions(chosen, [facet]).map(({ title }) => title);
    return titles.length ? [`${facet.label}: ${titles.join(", ")}`] : [];
  });
  if (chosen.words.trim()) parts.push(`Words: ${chosen.words.trim()}`);
  if (order?.name) parts.push(`Sorted by ${order.label.toLowerCase()}`);
  return parts.length ? `${parts.join(". ")}. ${count}.` : "";
}

/**
 * Fill a container with buttons. If the focused button disappears, the focus moves to the next one,
 * or `onEmpty` is called.
 * @param {HTMLElement} container
 * @param {ButtonAction[]} actions
 * @param {string} className
 * @param {() => void} onEmpty
 */
export function showButtons(container, actions, className, onEmpty) {
  const hadFocus = container.contains(document.activeElement);
  const focused = [...container.children].indexOf(/** @type {Element} */ (document.activeElement));
  container.replaceChildren(
    ...actions.map(({ words, press }) => {
      const button = /** @type {HTMLButtonElement} */ (element("button", words, className));
      button.type = "button";
      button.addEventListener("click", press);
      return button;
    }),
  );
  container.hidden = !actions.length;
  if (!hadFocus) return;
  const next = container.children[Math.min(focused, actions.length - 1)];
  if (next instanceof HTMLElement) next.focus();
  else onEmpty();
}
