// The filter state in the address: it can be shared, and the back button restores earlier states.
// The search words are not called "q", which would open the search dialog.

/**
 * @typedef {import("./items.js").Facet} Facet
 * @typedef {import("./filtering.js").Filter} Filter
 * @typedef {import("./filtering.js").Order} Order
 */

/** @returns {boolean} Whether the address contains a filter. */
export const addressHasFilter = (/** @type {Facet[]} */ facets) =>
  [...new URLSearchParams(location.search).keys()].some((name) => parameterNames(facets).includes(name));

/** @param {Facet[]} facets */
const parameterNames = (facets) => ["words", "sort", ...facets.map(({ name }) => name)];

/**
 * Return the filter in the address, and the values in it that the list does not have.
 * @param {Facet[]} facets
 * @param {Order[]} orders
 * @returns {{ chosen: Filter, unknown: string[] }}
 */
export function readFilter(facets, orders) {
  const parameters = new URLSearchParams(location.search);
  /** @type {string[]} */
  const unknown = [];
  const sort = parameters.get("sort") ?? "";
  const sortable = orders.some(({ name }) => name === sort);
  if (sort && !sortable) unknown.push(`the order ${quoted(sort)}`);
  const chosen = {
    words: parameters.get("words") ?? "",
    sort: sortable ? sort : "",
    facets: new Map(
      facets.map(({ name, label, options }) => {
        const wanted = parameters.getAll(name).filter(Boolean);
        const unknownIds = wanted.filter((id) => !options.has(id));
        unknown.push(...unknownIds.map((id) => `${label.toLowerCase()} ${quoted(id)}`));
        return [name, new Set(wanted.filter((id) => options.has(id)))];
      }),
    ),
  };
  return { chosen, unknown };
}

/** @param {string} text */
const quoted = (text) => `“${text.length > 60 ? `${text.slice(0, 59)}…` : text}”`;

let lastField = "";

/**
 * Write a filter to the address. Repeated changes of one field, such as typing words, make a single
 * history entry.
 * @param {Filter} chosen
 * @param {Facet[]} facets
 * @param {string} field The field that changed, or empty to always add an entry.
 */
export function writeFilter(chosen, facets, field = "") {
  const address = new URL(location.href);
  for (const name of parameterNames(facets)) address.searchParams.delete(name);
  for (const [name, ids] of chosen.facets) {
    for (const id of ids) address.searchParams.append(name, id);
  }
  if (chosen.words.trim()) address.searchParams.set("words", chosen.words.trim());
  if (chosen.sort) address.searchParams.set("sort", chosen.sort);
  const isRepeated = field !== "" && field === lastField;
  lastField = field;
  if (address.href === location.href) return;
  if (isRepeated) history.replaceState(history.state, "", address);
  else history.pushState(null, "", address);
}

/** Make the next change a new history entry, even if it is of the same field. */
export function startHistoryEntry() {
  lastField = "";
}
