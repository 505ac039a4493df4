// The rows of a list for filtering and sorting, either from the page or from a file that is loaded
// on demand. The file is columnar, which makes ten thousand rows load without a noticeable delay.

import { lineOf } from "./lines.js";
import { folded, inLines, inTexts } from "./sifting.js";

/**
 * @typedef {{ title: string, also: string, words: string }} Option
 * @typedef {{ name: string, label: string, apart: string, options: Map<string, Option> }} Facet
 *
 * @typedef {object} Item
 * @property {number} place Its position in the original order.
 * @property {number} rank Its position when sorted by title.
 * @property {string} group The name of its group in the original order.
 * @property {(column: string) => string | number | null} value
 * @property {() => HTMLElement} element
 *
 * The options of each row as indices into the facet, concatenated; `ends` has the end of each row.
 * @typedef {{ ends: ArrayLike<number>, places: ArrayLike<number> }} Keys
 *
 * Returns whether a row contains a word, by the row's index.
 * @typedef {(word: string) => (place: number) => boolean} Holding
 *
 * A list; for a loaded one the search words arrive after the rows.
 * @typedef {object} List
 * @property {Item[]} items
 * @property {Map<string, string>} groups
 * @property {Map<string, Keys>} keys
 * @property {Holding} [holding]
 * @property {() => Promise<unknown>} worded
 */

/**
 * Return the rows on the page.
 * @param {HTMLElement} list
 * @param {Facet[]} facets
 * @returns {List}
 */
export function onPage(list, facets) {
  const found = [...list.querySelectorAll("[data-line]")];
  const items = found.map((element, place) => {
    const data = element.dataset;
    const group = /** @type {HTMLElement | null} */ (element.closest("[data-group]"));
    return {
      place,
      rank: Number(data.rank ?? place),
      group: group?.dataset.group ?? "",
      value: (/** @type {string} */ column) => numbered(data[column] ?? null),
      element: () => element,
    };
  });
  const keys = new Map(
    facets.map(({ name, options }) => {
      const placeOf = new Map([...options.keys()].map((id, place) => [id, place]));
      const lines = found.map(({ dataset }) =>
        (dataset[name]?.split(" ") ?? []).flatMap((id) => placeOf.get(id) ?? []),
      );
      return [name, { ends: cumulative(lines.map(({ length }) => length)), places: lines.flat() }];
    }),
  );
  const texts = () => [found.map(({ textContent, dataset }) => folded(`${textContent} ${dataset.words ?? ""}`))];
  return { items, groups: new Map(), keys, holding: inLines(texts, facets, keys), worded: () => Promise.resolve() };
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
export async function fetched(address, root, facets, existing, isTyping) {
  const words = retryable(() => json(address.replace(/\.json$/, ".words.json")));
  if (isTyping) words().catch(() => {});
  const file = /** @type {File} */ (await json(address));
  const names = file.facets.map(([name]) => name);
  for (const facet of facets) {
    const choices = file.facets[names.indexOf(facet.name)]?.[1] ?? [];
    facet.options = new Map(choices.map(([id, title, also]) => [id, option(title, also)]));
  }
  const links = { ...file, retired: new Set(file.retired), root };
  const keys = new Map(
    file.keys.map(([counts, places], number) => [names[number] ?? "", { ends: cumulative(counts), places }]),
  );
  /** @type {List} */
  const list = {
    items: file.ranks.map((rank, place) => new Line(file, links, place, rank, existing[place])),
    groups: new Map(file.groups),
    keys,
    worded: async () => {
      const found = await words();
      // Words of another build would not match the rows.
      if (found.mark !== file.mark) throw new Error(`${address} and its words are from different builds`);
      list.holding ??= inTexts(file, found.words, facets, keys);
    },
  };
  return list;
}

/** A row of a file; its element is created when it is first shown. */
class Line {
  #element;
  #file;
  #links;

  /**
   * @param {File} file
   * @param {import("./lines.js").Links} links
   * @param {number} place
   * @param {number} rank
   * @param {HTMLElement} [element]
   */
  constructor(file, links, place, rank, element) {
    this.#element = element;
    this.#file = file;
    this.#links = links;
    this.place = place;
    this.rank = rank;
  }

  get group() {
    return this.#file.groups[this.#file.group[this.place] ?? -1]?.[0] ?? "";
  }

  /** @param {string} column */
  value(column) {
    const cell = this.#file.cells[this.#file.columns.indexOf(column)]?.[this.place] ?? null;
    return Array.isArray(cell) ? cell[0] : cell;
  }

  element() {
    const file = this.#file;
    this.#element ??= lineOf(
      (column) => file.cells[file.columns.indexOf(column)]?.[this.place] ?? null,
      file.looks[this.place] ?? "",
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
async function json(address) {
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
export function option(title, also) {
  return { title, also, words: folded(`${title} ${also}`) };
}

/**
 * Return a numeric text as a number, so that 9 sorts before 10.
 * @param {string | null} text
 */
function numbered(text) {
  return text !== null && /^-?\d+$/.test(text) ? Number(text) : text;
}
