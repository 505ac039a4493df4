// The lines of a list as what they can be chosen and sorted by, whether they stand on the page or
// in a file that is fetched when it is first needed.

import { lineOf } from "./lines.js";

/**
 * @typedef {{ title: string, also: string, words: string }} Option
 * @typedef {{ name: string, label: string, apart: string, options: Map<string, Option> }} Facet
 *
 * @typedef {object} Item
 * @property {number} place Its place in the list as it is written.
 * @property {number} rank Its place if all are sorted by title.
 * @property {string} group The name of the group it stands in as it is written.
 * @property {(facet: string) => readonly string[]} keys
 * @property {(column: string) => string | number | null} value
 * @property {() => string} words
 * @property {() => HTMLElement} element
 *
 * @typedef {{ items: Item[], groups: Map<string, string> }} List
 */

/** @type {readonly string[]} */
const NONE = [];
/** So many lines are looked at before anything else may be done. */
const CHUNK = 200;

/**
 * Returns words as they are compared: without capitals and accents.
 * @param {string} text
 */
export function folded(text) {
  const small = text.toLowerCase();
  return /^[\x00-\x7f]*$/.test(small) ? small : small.normalize("NFD").replace(/\p{M}+/gu, "");
}

/**
 * Returns the lines that stand on the page.
 * @param {HTMLElement} list
 * @param {Facet[]} facets
 * @returns {List}
 */
export function onPage(list, facets) {
  const found = [...list.querySelectorAll("[data-line]")];
  const items = found.map((element, place) => {
    const data = element.dataset;
    const keys = new Map(facets.map(({ name }) => [name, data[name]?.split(" ") ?? NONE]));
    const group = /** @type {HTMLElement | null} */ (element.closest("[data-group]"));
    /** @param {string} facet */
    const keysOf = (facet) => keys.get(facet) ?? NONE;
    return {
      place,
      rank: Number(data.rank ?? place),
      group: group?.dataset.group ?? "",
      keys: keysOf,
      value: (/** @type {string} */ column) => numbered(data[column] ?? null),
      words: once(() => `${folded(`${element.textContent} ${data.words ?? ""}`)} ${wordsOf(facets, keysOf)}`),
      element: () => element,
    };
  });
  return { items, groups: new Map() };
}

/**
 * A line of the file: group, rank, look, words, cells by column, places of its choices by facet.
 * @typedef {string | number | null | [number] | [number, string]} Cell
 * @typedef {[string, number, string, string, Cell[], number[][]]} Written
 * @typedef {{ columns: string[], facets: [string, [string, string, string][]][],
 *   groups: [string, string][], links: [string, string, number?][], lines: Written[] }} File
 */

/**
 * Fetches the lines of a list, and fills in what they can be chosen by.
 * @param {string} address
 * @param {string} root Where the addresses in the file start from.
 * @param {Facet[]} facets
 * @returns {Promise<List>}
 */
export async function fetched(address, root, facets) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} was answered with ${answer.status}`);
  const file = /** @type {File} */ (await answer.json());
  const names = file.facets.map(([name]) => name);
  const ids = file.facets.map(([, choices]) => choices.map(([id]) => id));
  for (const facet of facets) {
    const choices = file.facets[names.indexOf(facet.name)]?.[1] ?? [];
    facet.options = new Map(choices.map(([id, title, also]) => [id, option(title, also)]));
  }
  const items = file.lines.map(([group, rank, look, words, cells, places], place) => {
    /** @param {string} facet */
    const keysOf = (facet) => {
      const index = names.indexOf(facet);
      return places[index]?.map((one) => ids[index]?.[one] ?? "") ?? NONE;
    };
    /** @param {string} column */
    const value = (column) => {
      const cell = cells[file.columns.indexOf(column)] ?? null;
      return Array.isArray(cell) ? cell[0] : cell;
    };
    return {
      place,
      rank,
      group,
      keys: keysOf,
      value,
      words: once(() => {
        const shown = cells.map((cell) => (Array.isArray(cell) ? file.links[cell[0]]?.[1] : cell));
        return `${folded([...shown, words].join(" "))} ${wordsOf(facets, keysOf)}`;
      }),
      element: once(() => lineOf(cells, look, file, root)),
    };
  });
  return { items, groups: new Map(file.groups) };
}

/**
 * Returns what a facet can be chosen by.
 * @param {string} title
 * @param {string} also
 * @returns {Option}
 */
export function option(title, also) {
  return { title, also, words: folded(`${title} ${also}`) };
}

/**
 * Works out the words of items while the browser has nothing else to do: who writes does not wait.
 * @param {Item[]} items
 */
export function prepare(items) {
  // Not every browser knows when it has nothing to do.
  const later = globalThis.requestIdleCallback ?? ((work) => setTimeout(() => work({ didTimeout: true, timeRemaining: () => 0 })));
  /** @param {number} from */
  const goOn = (from) =>
    later((deadline) => {
      let at = from;
      do {
        items.slice(at, at + CHUNK).forEach((item) => item.words());
        at += CHUNK;
      } while (at < items.length && deadline.timeRemaining() > 1);
      if (at < items.length) goOn(at);
    });
  goOn(0);
}

/**
 * Returns the titles and other names of an item's choices.
 * @param {Facet[]} facets
 * @param {(facet: string) => readonly string[]} keysOf
 */
function wordsOf(facets, keysOf) {
  let found = "";
  for (const { name, options } of facets) {
    for (const key of keysOf(name)) found += `${options.get(key)?.words ?? ""} `;
  }
  return found;
}

/**
 * Returns a number that is written as text as a number: 9 comes before 10.
 * @param {string | null} text
 */
function numbered(text) {
  return text !== null && /^-?\d+$/.test(text) ? Number(text) : text;
}

/**
 * Returns a function that works something out when it is first asked.
 * @template T
 * @param {() => T} work
 * @returns {() => T}
 */
function once(work) {
  /** @type {{ value: T } | undefined} */
  let done;
  return () => (done ??= { value: work() }).value;
}
