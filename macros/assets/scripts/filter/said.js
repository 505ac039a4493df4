// What is said about a choice: how many lines it leaves, what is chosen, what else would help.

import { element } from "./lines.js";

/**
 * @typedef {import("./items.js").Facet} Facet
 * @typedef {import("./sifting.js").Chosen} Chosen
 * @typedef {import("./sifting.js").Order} Order
 * @typedef {{ words: string, press: () => void }} Offer
 */

/** @param {number} number */
export const told = (number) => number.toLocaleString("en-US");

/**
 * Returns how many lines are shown, in one line.
 * @param {number} found
 * @param {number} all
 * @param {number} shown
 * @param {boolean} anything Whether anything is chosen.
 */
export function count(found, all, shown, anything) {
  const some = shown < found ? `, the first ${told(shown)} shown` : anything ? " shown" : "";
  return anything ? `${told(found)} of ${told(all)}${some}` : `${told(all)} in the list${some}`;
}

/**
 * Returns what is chosen of each facet, each with its facet and its title.
 * @param {Chosen} chosen
 * @param {Facet[]} facets
 */
export function named(chosen, facets) {
  return facets.flatMap((facet) =>
    [...(chosen.facets.get(facet.name) ?? [])].map((id) => ({
      facet,
      id,
      title: facet.options.get(id)?.title ?? id,
    })),
  );
}

/**
 * Returns a choice in words, for paper.
 * @param {Chosen} chosen
 * @param {Facet[]} facets
 * @param {Order | undefined} order
 * @param {string} counted
 */
export function spelled(chosen, facets, order, counted) {
  const parts = facets.flatMap((facet) => {
    const titles = named(chosen, [facet]).map(({ title }) => title);
    return titles.length ? [`${facet.label}: ${titles.join(", ")}`] : [];
  });
  if (chosen.words.trim()) parts.push(`Words: ${chosen.words.trim()}`);
  if (order?.name) parts.push(`Sorted by ${order.label.toLowerCase()}`);
  return parts.length ? `${parts.join(". ")}. ${counted}.` : "";
}

/**
 * Puts what is offered as buttons into a place. The one that was pressed is gone afterwards:
 * whoever pressed it goes on at the next, or where they are led otherwise.
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
