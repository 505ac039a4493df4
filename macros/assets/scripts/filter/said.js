// Texts about the filter: the number of rows, the active filters, and suggestions.

import { element } from "./lines.js";

/**
 * @typedef {import("./items.js").Facet} Facet
 * @typedef {import("./sifting.js").Chosen} Chosen
 * @typedef {import("./sifting.js").Order} Order
 * @typedef {{ words: string, press: () => void }} Offer
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
  const some = shown < found ? `, the first ${formatted(shown)} shown` : isFiltered ? " shown" : "";
  return isFiltered ? `${formatted(found)} of ${formatted(all)}${some}` : `${formatted(all)} in the list${some}`;
}

/**
 * Return the chosen options, each with its facet and title.
 * @param {Chosen} chosen
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
 * @param {Chosen} chosen
 * @param {Facet[]} facets
 * @param {Order | undefined} order
 * @param {string} counted
 */
export function filterText(chosen, facets, order, counted) {
  const parts = facets.flatMap((facet) => {
    const titles = chosenOptions(chosen, [facet]).map(({ title }) => title);
    return titles.length ? [`${facet.label}: ${titles.join(", ")}`] : [];
  });
  if (chosen.words.trim()) parts.push(`Words: ${chosen.words.trim()}`);
  if (order?.name) parts.push(`Sorted by ${order.label.toLowerCase()}`);
  return parts.length ? `${parts.join(". ")}. ${counted}.` : "";
}

/**
 * Fill a container with buttons. If the focused button disappears, the focus moves to the next one,
 * or `otherwise` is called.
 * @param {HTMLElement} place
 * @param {Offer[]} offers
 * @param {string} look
 * @param {() => void} otherwise
 */
export function offer(place, offers, look, otherwise) {
  const within = place.contains(document.activeElement);
  const before = [...place.children].indexOf(/** @type {Element} */ (document.activeElement));
  place.replaceChildren(
    ...offers.map(({ words, press }) => {
      const button = /** @type {HTMLButtonElement} */ (element("button", words, look));
      button.type = "button";
      button.addEventListener("click", press);
      return button;
    }),
  );
  place.hidden = !offers.length;
  if (!within) return;
  const next = place.children[Math.min(before, offers.length - 1)];
  if (next instanceof HTMLElement) next.focus();
  else otherwise();
}
