// The lines of a list as what they can be chosen and sorted by, whether they stand on the page or
// in a file that is fetched when it is first needed. Of a file all is told column by column, as
// it was written: ten thousand lines are there before anybody notices.

import { lineOf } from "./lines.js";
import { folded, inLines, inTexts } from "./sifting.js";

/**
 * @typedef {{ title: string, also: string, words: string }} Option
 * @typedef {{ name: string, label: string, apart: string, options: Map<string, Option> }} Facet
 *
 * @typedef {object} Item
 * @property {number} place Its place in the list as it is written.
 * @property {number} rank Its place if all are sorted by title.
 * @property {string} group The name of the group it stands in as it is written.
 * @property {(column: string) => string | number | null} value
 * @property {() => HTMLElement} element
 *
 * The choices of a line by their places in the facet: those of one end where the next one's begin.
 * @typedef {{ ends: ArrayLike<number>, places: ArrayLike<number> }} Keys
 *
 * Whether a line holds a word, by the place of the line.
 * @typedef {(word: string) => (place: number) => boolean} Holding
 *
 * A list; of one that was fetched the words come after the lines.
 * @typedef {object} List
 * @property {Item[]} items
 * @property {Map<string, string>} groups
 * @property {Map<string, Keys>} keys
 * @property {Holding} [holding]
 * @property {() => Promise<unknown>} worded
 */

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
      return [name, { ends: ended(lines.map(({ length }) => length)), places: lines.flat() }];
    }),
  );
  const texts = () => [found.map(({ textContent, dataset }) => folded(`${textContent} ${dataset.words ?? ""}`))];
  return { items, groups: new Map(), keys, holding: inLines(texts, facets, keys), worded: () => Promise.resolve() };
}

/**
 * A list as it is written: each column from the first line to the last. A number in a column that
 * is not of numbers is the place of a link; of each facet it is told how many choices each line
 * has, and all of them in a row.
 * @typedef {string | number | null | [number, string]} Cell
 * @typedef {object} File
 * @property {number} mark What the words of its lines have too.
 * @property {string[]} columns
 * @property {string[]} kinds
 * @property {[string, [string, string, string][]][]} facets
 * @property {[string, string][]} groups
 * @property {string[]} addresses Of the links.
 * @property {string[]} titles Of the links.
 * @property {number[]} retired The places of links to what is retired.
 * @property {number[]} group
 * @property {number[]} ranks
 * @property {string[]} looks
 * @property {Cell[][]} cells
 * @property {[number[], number[]][]} keys
 */

/**
 * Fetches the lines of a list, and fills in what they can be chosen by.
 * @param {string} address
 * @param {string} root Where the addresses in the file start from.
 * @param {Facet[]} facets
 * @param {ArrayLike<HTMLElement>} there The lines that stand on the page, which are the first.
 * @param {boolean} writing Whether their words are needed as soon as the lines.
 * @returns {Promise<List>}
 */
export async function fetched(address, root, facets, there, writing) {
  const words = again(() => json(address.replace(/\.json$/, ".words.json")));
  if (writing) words().catch(() => {});
  const file = /** @type {File} */ (await json(address));
  const names = file.facets.map(([name]) => name);
  for (const facet of facets) {
    const choices = file.facets[names.indexOf(facet.name)]?.[1] ?? [];
    facet.options = new Map(choices.map(([id, title, also]) => [id, option(title, also)]));
  }
  const links = { ...file, retired: new Set(file.retired), root };
  const keys = new Map(
    file.keys.map(([counts, places], number) => [names[number] ?? "", { ends: ended(counts), places }]),
  );
  /** @type {List} */
  const list = {
    items: file.ranks.map((rank, place) => new Line(file, links, place, rank, there[place])),
    groups: new Map(file.groups),
    keys,
    worded: async () => {
      const found = await words();
      // Words of another build would be those of other lines.
      if (found.mark !== file.mark) throw new Error(`${address} and its words are of two builds`);
      list.holding ??= inTexts(file, found.words, facets, keys);
    },
  };
  return list;
}

/** A line of a file; it becomes one of the page when it is first shown. */
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
 * Returns a function that begins something once, and anew after it has failed.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {() => Promise<T>}
 */
function again(work) {
  /** @type {Promise<T> | undefined} */
  let begun;
  return () => (begun ??= work().catch((fault) => {
    begun = undefined;
    throw fault;
  }));
}

/** @param {string} address */
async function json(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} was answered with ${answer.status}`);
  return answer.json();
}

/**
 * Returns where the choices of each line end, of how many each has.
 * @param {number[]} counts
 */
function ended(counts) {
  let end = 0;
  return counts.map((count) => (end += count));
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
 * Returns a number that is written as text as a number: 9 comes before 10.
 * @param {string | null} text
 */
function numbered(text) {
  return text !== null && /^-?\d+$/.test(text) ? Number(text) : text;
}
