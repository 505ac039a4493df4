// The files of the index: the manifest, and others loaded on demand.

import { parseLine } from "./postings.js";

/** @import { TermLine } from "./postings.js" */
/**
 * @typedef {object} Manifest
 * @property {string} version
 * @property {number} documents
 * @property {number} slots
 * @property {number} levels
 * @property {[number, string, string, number, number, boolean][]} groups First file, kind, noun, force, weight, owned.
 * @property {string[]} keys The first key of each term file.
 * @property {Record<string, [number, number]>} letters
 */
/** @typedef {(path: string) => Promise<string>} Read */

// The maximum number of files to search for a prefix.
const MAX_PREFIX_FILES = 3;

export class IndexFiles {
  /** @type {Map<string, Promise<any>>} */
  #cache = new Map();
  /** @type {Read} */
  #read;
  /** @type {Promise<Manifest> | null} */
  #manifest = null;

  /** @param {Read} read Loads the text of a file of the index. */
  constructor(read) {
    this.#read = read;
  }

  /** @returns {Promise<Manifest>} */
  manifest() {
    this.#manifest ??= this.#read("index.json").then(JSON.parse);
    this.#manifest.catch(() => (this.#manifest = null));
    return this.#manifest;
  }

  /** Clear the cache: the site may have been republished. */
  clear() {
    this.#manifest = null;
    this.#cache.clear();
  }

  /** The lines of all words with a prefix, as far as they are in the first few files. @param {string} prefix */
  async linesWithPrefix(prefix) {
    const { keys } = await this.manifest();
    const first = searchSorted(keys, prefix);
    const last = Math.min(searchSorted(keys, `${prefix}\uffff`), first + MAX_PREFIX_FILES - 1);
    const numbers = Array.from({ length: last - first + 1 }, (_, index) => first + index);
    const found = await Promise.all(numbers.map((number) => this.#lines(number)));
    return found.flat().filter((line) => line.startsWith(prefix)).map(parseLine);
  }

  /** @param {string} key @returns {Promise<TermLine | undefined>} */
  async line(key) {
    const { keys } = await this.manifest();
    const lines = await this.#lines(searchSorted(keys, key));
    const found = lines.find((line) => line.startsWith(`${key}\t`));
    return found === undefined ? undefined : parseLine(found);
  }

  /** The block files that continue a line. @param {TermLine} line @returns {Promise<string[]>} */
  continuation({ more: [first, count] }) {
    const numbers = Array.from({ length: count }, (_, index) => first + index);
    return Promise.all(numbers.map((number) => this.#cached(`b${number}.txt`, (text) => text)));
  }

  /** The stored fields of a document. @param {number} document @returns {Promise<any[]>} */
  async document(document) {
    const { slots } = await this.manifest();
    const pack = await this.#cached(`p${Math.floor(document / slots)}.json`, JSON.parse);
    return pack[document % slots];
  }

  /** Words by first letter, most frequent first. @param {string} letter @param {number} maxFiles The maximum number of files. */
  async vocabulary(letter, maxFiles) {
    const { letters } = await this.manifest();
    const [first, count] = Object.hasOwn(letters, letter) ? letters[letter] : [0, 0];
    const numbers = Array.from({ length: Math.min(count, maxFiles) }, (_, index) => first + index);
    const found = await Promise.all(
      numbers.map((number) => this.#cached(`v${number}.txt`, (text) => text.split("\n"))),
    );
    return /** @type {string[]} */ (found.flat());
  }

  /** The raw lines of a file, of which only a few are parsed. @param {number} number @returns {Promise<string[]>} */
  #lines(number) {
    return number < 0 ? Promise.resolve([]) : this.#cached(`t${number}.txt`, (text) => text.split("\n"));
  }

  /** @template T @param {string} path @param {(text: string) => T} use @returns {Promise<T>} */
  async #cached(path, use) {
    const { version } = await this.manifest();
    let found = this.#cache.get(path);
    if (!found) {
      found = this.#read(`${version}/${path}`).then(use);
      this.#cache.set(path, found);
      // Retry after a failure.
      found.catch(() => this.#cache.delete(path));
    }
    return found;
  }
}

/** The last index whose key is not greater than the given one. @template {string | number} K @param {K[]} keys @param {K} key */
export function searchSorted(keys, key) {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keys[middle] <= key) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
