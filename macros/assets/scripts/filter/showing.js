// Lines in their groups, as many as are seen at once: the list on the page made anew.

import { blank } from "./lines.js";
import { first } from "./sifting.js";

/**
 * @typedef {import("./items.js").Item} Item
 * @typedef {import("./items.js").Facet} Facet
 * @typedef {import("./items.js").List} List
 * @typedef {import("./sifting.js").Order} Order
 */

/**
 * Returns a function that shows items in the list, under the headings of an order.
 * @param {HTMLElement} list
 * @param {Facet[]} facets
 */
export function shower(list, facets) {
  /** @type {Map<string, HTMLElement>} */
  const groups = new Map();
  for (const group of list.querySelectorAll("[data-group]")) groups.set(group.dataset.group ?? "", group);

  /**
   * @param {string} name
   * @param {string} title
   */
  function groupOf(name, title) {
    let group = groups.get(name);
    if (!group) {
      group = blank("group");
      groups.set(name, group);
      const heading = group.querySelector("[data-heading]");
      if (title && heading) heading.textContent = title;
      else heading?.remove();
    }
    return group;
  }

  let current = [...list.querySelectorAll("[data-line]")];

  /**
   * @param {Item[]} items
   * @param {Order | undefined} order
   * @param {List} all
   */
  return (items, order, all) => {
    const sort = order?.name ?? "";
    const lines = items.map((item) => item.element());
    const same = lines.length === current.length && lines.every((line, place) => line === current[place]);
    if (same && sort === (list.dataset.sorted ?? "")) return;
    for (const old of list.querySelectorAll("[data-line]")) old.remove();
    for (const old of list.querySelectorAll("[data-group]")) old.remove();
    const facet = facets.find(({ name }) => name === order?.by);
    /** @type {Map<HTMLElement, HTMLElement[]>} */
    const filled = new Map();
    items.forEach((item, place) => {
      const group = groupOf(...under(item, order, facet, all));
      const mine = filled.get(group) ?? [];
      filled.set(group, mine);
      mine.push(/** @type {HTMLElement} */ (lines[place]));
    });
    for (const [group, mine] of filled) (group.querySelector("[data-box]") ?? group).append(...mine);
    list.append(...filled.keys());
    list.dataset.sorted = sort;
    current = lines;
  };
}

/**
 * Returns the name and the title of the group an item stands in.
 * @param {Item} item
 * @param {Order | undefined} order
 * @param {Facet | undefined} facet
 * @param {List} all
 * @returns {[string, string]}
 */
function under(item, order, facet, { groups, keys }) {
  if (!order || order.by === "place") return [item.group, groups.get(item.group) ?? ""];
  if (!order.grouped || !facet) return ["", ""];
  const choice = [...facet.options][first(keys.get(facet.name), item.place) ?? -1];
  if (!choice) return [`${facet.name}--`, `No ${facet.label.toLowerCase()}`];
  const [key, { title }] = choice;
  return [`${facet.name}--${key}`, title];
}
