// The filter state in the address: it can be shared, and the back button restores earlier states.
// The search words are not called "q", which would open the search dialog.

/**
 * @typedef {import("./items.js").Facet} Facet
 * @typedef {import("./sifting.js").Chosen} Chosen
 * @typedef {import("./sifting.js").Order} Order
 */

/** @returns {boolean} Whether the address contains a filter. */
export const asksFor = (/** @type {Facet[]} */ facets) =>
  [...new URLSearchParams(location.search).keys()].some((name) => ownNames(facets).includes(name));

/** @param {Facet[]} facets */
const ownNames = (facets) => ["words", "sort", ...facets.map(({ name }) => name)];

/**
 * Return the filter in the address, and the values in it that the list does not have.
 * @param {Facet[]} facets
 * @param {Order[]} orders
 * @returns {{ chosen: Chosen, unknown: string[] }}
 */
export function read(facets, orders) {
  const asked = new URLSearchParams(location.search);
  /** @type {string[]} */
  const unknown = [];
  const sort = asked.get("sort") ?? "";
  const sortable = orders.some(({ name }) => name === sort);
  if (sort && !sortable) unknown.push(`the order ${quoted(sort)}`);
  const chosen = {
    words: asked.get("words") ?? "",
    sort: sortable ? sort : "",
    facets: new Map(
      facets.map(({ name, label, options }) => {
        const wanted = asked.getAll(name).filter(Boolean);
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

let last = "";

/**
 * Write a filter to the address. Repeated changes of one field, such as typing words, make a single
 * history entry.
 * @param {Chosen} chosen
 * @param {Facet[]} facets
 * @param {string} field The field that changed, or empty to always add an entry.
 */
export function write(chosen, facets, field = "") {
  const address = new URL(location.href);
  for (const name of ownNames(facets)) address.searchParams.delete(name);
  for (const [name, ids] of chosen.facets) {
    for (const id of ids) address.searchParams.append(name, id);
  }
  if (chosen.words.trim()) address.searchParams.set("words", chosen.words.trim());
  if (chosen.sort) address.searchParams.set("sort", chosen.sort);
  const again = field !== "" && field === last;
  last = field;
  if (address.href === location.href) return;
  if (again) history.replaceState(history.state, "", address);
  else history.pushState(null, "", address);
}

/** Make the next change a new history entry, even if it is of the same field. */
export function endStep() {
  last = "";
}
