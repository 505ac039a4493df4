// A choice in the address: it can be shared, and the browser's way back leads to the one before.
// Its words are not called "q" there: by that name the theme would open its search with them.

/**
 * @typedef {import("./items.js").Facet} Facet
 * @typedef {import("./sifting.js").Chosen} Chosen
 * @typedef {import("./sifting.js").Order} Order
 */

/** @returns {boolean} Whether the address asks for anything. */
export const asksFor = (/** @type {Facet[]} */ facets) =>
  [...new URLSearchParams(location.search).keys()].some((name) => ours(facets).includes(name));

/** @param {Facet[]} facets */
const ours = (facets) => ["words", "sort", ...facets.map(({ name }) => name)];

/**
 * Returns what the address asks for, and what of it the list does not have.
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
        const strange = wanted.filter((id) => !options.has(id));
        unknown.push(...strange.map((id) => `${label.toLowerCase()} ${quoted(id)}`));
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
 * Puts a choice into the address. What is changed again and again, such as words while they are
 * typed, makes one step of the way back, not many.
 * @param {Chosen} chosen
 * @param {Facet[]} facets
 * @param {string} field What was changed; nothing if it is settled at once.
 */
export function write(chosen, facets, field = "") {
  const address = new URL(location.href);
  for (const name of ours(facets)) address.searchParams.delete(name);
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

/** What comes next is a new step, even if it is the same field again. */
export function settle() {
  last = "";
}
