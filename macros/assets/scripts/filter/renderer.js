// Rendering of the filtered list: the visible rows in their groups.

import { firstOption } from "./filtering.js";
import { cloneTemplate } from "./rows.js";

/**
 * @typedef {import("./items.js").Item} Item
 * @typedef {import("./items.js").Facet} Facet
 * @typedef {import("./items.js").List} List
 * @typedef {import("./filtering.js").Order} Order
 */

/**
 * Return a function that shows items in the list, grouped by the current order.
 * @param {HTMLElement} list
 * @param {Facet[]} facets
 */
export function listRenderer(list, facets) {
  /** @type {Map<string, HTMLElement>} */
  const groups = new Map();
  for (const group of list.querySelectorAll("[data-group]")) groups.set(group.dataset.group ?? "", group);

  /**
   * @param {string} name
   * @param {string} title
   */
  function groupElement(name, title) {
    let group = groups.get(name);
    if (!group) {
      group = cloneTemplate("group");
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
    const rows = items.map((item) => item.element());
    const same = rows.length === current.length && rows.every((line, index) => line === current[index]);
    if (same && sort === (list.dataset.sorted ?? "")) return;
    for (const old of list.querySelectorAll("[data-line]")) old.remove();
    for (const old of list.querySelectorAll("[data-group]")) old.remove();
    const facet = facets.find(({ name }) => name === order?.by);
    /** @type {Map<HTMLElement, HTMLElement[]>} */
    const rowsByGroup = new Map();
    items.forEach((item, index) => {
      const group = groupElement(...groupFor(item, order, facet, all));
      const members = rowsByGroup.get(group) ?? [];
      rowsByGroup.set(group, members);
      members.push(/** @type {HTMLElement} */ (rows[index]));
    });
    for (const [group, members] of rowsByGroup) (group.querySelector("[data-box]") ?? group).append(...members);
    list.append(...rowsByGroup.keys());
    list.dataset.sorted = sort;
    current = rows;
  };
}

/**
 * Return the name and the title of an item's group.
 * @param {Item} item
 * @param {Order | undefined} order
 * @param {Facet | undefined} facet
 * @param {List} all
 * @returns {[string, string]}
 */
function groupFor(item, order, facet, { groups, keys }) {
  if (!order || order.by === "place") return [item.group, groups.get(item.group) ?? ""];
  if (!order.grouped || !facet) return ["", ""];
  const choice = [...facet.options][firstOption(keys.get(facet.name), item.index) ?? -1];
  if (!choice) return [`${facet.name}--`, `No ${facet.label.toLowerCase()}`];
  const [key, { title }] = choice;
  return [`${facet.name}--${key}`, title];
}
