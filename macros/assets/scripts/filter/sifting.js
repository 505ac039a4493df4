// Which lines a choice leaves, in which order, and how many each further choice would leave.

import { folded } from "./items.js";

/**
 * @typedef {import("./items.js").Item} Item
 * @typedef {import("./items.js").Facet} Facet
 * @typedef {{ words: string, sort: string, facets: Map<string, Set<string>> }} Chosen
 * @typedef {{ name: string, label: string, by: string, down: boolean, grouped: boolean }} Order
 * @typedef {{ found: Item[], counts: Map<string, Map<string, number>> }} Sifted
 */

/**
 * Of one facet any choice will do; of several facets each must hold. So a further choice of a
 * facet adds what all other facets leave: that is what is counted.
 * @param {Item[]} items
 * @param {Facet[]} facets
 * @param {Chosen} chosen
 * @returns {Sifted}
 */
export function sifted(items, facets, chosen) {
  const words = folded(chosen.words).split(/\s+/).filter(Boolean);
  /** @type {Map<string, Map<string, number>>} */
  const counts = new Map(facets.map(({ name }) => [name, new Map()]));
  const found = [];
  for (const item of items) {
    if (words.length && !words.every((word) => item.words().includes(word))) continue;
    const failed = facets.filter((facet) => !suits(item, facet, chosen));
    if (!failed.length) found.push(item);
    if (failed.length > 1) continue;
    for (const { name } of failed.length ? failed : facets) {
      const counted = counts.get(name);
      for (const key of item.keys(name)) counted?.set(key, (counted.get(key) ?? 0) + 1);
    }
  }
  return { found, counts };
}

/**
 * @param {Item} item
 * @param {Facet} facet
 * @param {Chosen} chosen
 */
function suits(item, { name, apart }, chosen) {
  const wanted = chosen.facets.get(name);
  if (wanted?.size) return item.keys(name).some((key) => wanted.has(key));
  return !apart || !item.keys(name).includes(apart);
}

/**
 * Returns items in an order; those that have nothing to be sorted by come last.
 * @param {Item[]} items
 * @param {Order | undefined} order
 * @param {Facet[]} facets
 */
export function sorted(items, order, facets) {
  if (!order || order.by === "place") return items;
  const facet = facets.find(({ name }) => name === order.by);
  const ids = [...(facet?.options.keys() ?? [])];
  const places = new Map(ids.map((id, place) => [id, place]));
  /** @param {Item} item */
  const value = (item) => {
    if (order.by === "rank") return item.rank;
    return facet ? (places.get(item.keys(order.by)[0] ?? "") ?? null) : item.value(order.by);
  };
  const keyed = items.map((item) => ({ item, key: value(item) }));
  keyed.sort((one, other) => compared(one.key, other.key, order.down) || one.item.rank - other.item.rank);
  return keyed.map(({ item }) => item);
}

/**
 * @param {string | number | null} one
 * @param {string | number | null} other
 * @param {boolean} down
 */
function compared(one, other, down) {
  if (one === other) return 0;
  if (one === null || other === null) return one === null ? 1 : -1;
  return one < other === down ? 1 : -1;
}
