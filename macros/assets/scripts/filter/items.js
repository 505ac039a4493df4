// The rows of a list for filtering and sorting, either from the page or from a file that is loaded
// on demand. The file is columnar, which makes ten thousand rows load without a noticeable delay.

import { fileMatcher, folded, rowMatcher } from "./filtering.js";
import { rowElement } from "./rows.js";

/**
 * @typedef {{ title: string, also: string, words: string }} Option
 * @typedef {{ name: string, label: string, excluded: string, options: Map<string, Option> }} Facet
 *
 * @typedef {object} Item
 * @property {number} index Its position in the original order.
 * @property {number} rank Its position when sorted by title.
 * @property {string} group The name of its group in the original order.
 * @property {(column: string) => string | number | null} value
 * @property {() => HTMLElement} element
 *
 * The options of each row as indices into the facet, concatenated; `ends` has the end of each row.
 * @typedef {{ ends: ArrayLike<number>, indices: ArrayLike<number> }} RowOptions
 *
 * Returns whether a row contains a word, by the row's index.
 * @typedef {(word: string) => (index: number) => boolean} WordMatcher
 *
 * A list; for a loaded one the search words arrive after the rows.
 * @typedef {object} List
 * @property {Item[]} items
 * @property {Map<string, string>} groups
 * @property {Map<string, RowOptions>} keys
 * @property {WordMatcher} [wordMatcher]
 * @property {() => Promise<unknown>} loadWords
 */

/**
 * Return the rows on the page.
 * @param {HTMLElement} list
 * @param {Facet[]} facets
 * @returns {List}
 */
export function rowsOnPage(list, facets) {
  const found = [...list.querySelectorAll("[data-line]")];
  const items = found.map((element, index) => {
    const data = element.dataset;
    const group = /** @type {HTMLElement | null} */ (element.closest("[data-group]"));
    return {
      index,
      rank: Number(data.rank ?? index),
      group: group?.dataset.group ?? "",
      value: (/** @type {string} */ column) => parseNumber(data[column] ?? null),
      element: () => element,
    };
  });
  const keys = new Map(
    facets.map(({ name, options }) => {
      const indexOf = new Map([...options.keys()].map((id, index) => [id, index]));
      const rows = found.map(({ dataset }) =>
        (dataset[name]?.split(" ") ?? []).flatMap((id) => indexOf.get(id) ?? []),
      );
      return [name, { ends: cumulative(rows.map(({ length }) => length)), indices: rows.flat() }];
    }),
  );
  const texts = () => [found.map(({ textContent, dataset }) => folded(`${textContent} ${dataset.words ?? ""}`))];
  return { items, groups: new Map(), keys, wordMatcher: rowMatcher(texts, facets, keys), loadWords: () => Promise.resolve() };
}

/**
 * The columnar file of a list. A number in a non-numeric column is the index of a link. Each facet
 * has the number of options of each row, and all the options concatenated.
 * @typedef {string | number | null | [number, string]} Cell
 * @typedef {object} File
 * @property {number} mark The build's mark, which the file of words must share.
 * @property {string[]} columns
 * @property {string[]} kinds
 * @property {[string, [string, string, string][]][]} facets
 * @property {[string, string][]} groups
 * @property {string[]} addresses The addresses of links.
 * @property {string[]} titles The titles of links.
 * @property {number[]} retired The indices of links to retired entries.
 * @property {number[]} group
 * @property {number[]} ranks
 * @property {string[]} looks
 * @property {Cell[][]} cells
 * @property {[number[], number[]][]} keys
 */

/**
 * Load the rows of a list, and fill in the options of its facets.
 * @param {string} address
 * @param {string} root The base of the addresses in the file.
 * @param {Facet[]} facets
 * @param {ArrayLike<HTMLElement>} existing The rows already on the page, which come first.
 * @param {boolean} isTyping Whether the search words are needed at once.
 * @returns {Promise<List>}
 */
export async function fetchList(address, root, facets, existing, isTyping) {
  const words = retryable(() => fetchJson(address.replace(/\.json$/, ".words.json")));
  if (isTyping) words().catch(() => {});
  const file = /** @type {File} */ (await fetchJson(address));
  const names = file.facets.map(([name]) => name);
  for (const facet of facets) {
    const choices = file.facets[names.indexOf(facet.name)]?.[1] ?? [];
    facet.options = new Map(choices.map(([id, title, also]) => [id, makeOption(title, also)]));
  }
  const links = { ...file, retired: new Set(file.retired), root };
  const keys = new Map(
    file.keys.map(([counts, indices], number) => [names[number] ?? "", { ends: cumulative(counts), indices }]),
  );
  /** @type {List} */
  const list = {
    items: file.ranks.map((rank, index) => new Row(file, links, index, rank, existing[index])),
    groups: new Map(file.groups),
    keys,
    loadWords: async () => {
      const found = await words();
      // Words of another build would not match the rows.
      if (found.mark !== file.mark) throw new Error(`${address} and its words are from different builds`);
      list.wordMatcher ??= fileMatcher(file, found.words, facets, keys);
    },
  };
  return list;
}

/** A row of a file; its element is created when it is first shown. */
class Row {
  #element;
  #file;
  #links;

  /**
   * @param {File} file
   * @param {import("./rows.js").Links} links
   * @param {number} index
   * @param {number} rank
   * @param {HTMLElement} [element]
   */
  constructor(file, links, index, rank, element) {
    this.#element = element;
    this.#file = file;
    this.#links = links;
    this.index = index;
    this.rank = rank;
  }

  get group() {
    return this.#file.groups[this.#file.group[this.index] ?? -1]?.[0] ?? "";
  }

  /** @param {string} column */
  value(column) {
    const cell = this.#file.cells[this.#file.columns.indexOf(column)]?.[this.index] ?? null;
    return Array.isArray(cell) ? cell[0] : cell;
  }

  element() {
    const file = this.#file;
    this.#element ??= rowElement(
      (column) => file.cells[file.columns.indexOf(column)]?.[this.index] ?? null,
      file.looks[this.index] ?? "",
      this.#links,
    );
    return this.#element;
  }
}

/**
 * Return a function that runs async work once, and retries after a failure.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {() => Promise<T>}
 */
function retryable(work) {
  /** @type {Promise<T> | undefined} */
  let pending;
  return () => (pending ??= work().catch((fault) => {
    pending = undefined;
    throw fault;
  }));
}

/** @param {string} address */
async function fetchJson(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} failed with status ${answer.status}`);
  return answer.json();
}

/**
 * Return the cumulative sums of the counts.
 * @param {number[]} counts
 */
function cumulative(counts) {
  let end = 0;
  return counts.map((count) => (end += count));
}

/**
 * Return an option of a facet.
 * @param {string} title
 * @param {string} also
 * @returns {Option}
 */
export function makeOption(title, also) {
  return { title, also, words: folded(`${title} ${also}`) };
}

/**
 * Return a numeric text as a number, so that 9 sorts before 10.
 * @param {string | null} text
 */
function parseNumber(text) {
  return text !== null && /^-?\d+$/.test(text) ? Number(text) : text;
}
