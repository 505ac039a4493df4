// The files of the index: one that says where everything is, and the few that are needed.

import { readLine } from "./lines.js";

/** @import { Line } from "./lines.js" */
/**
 * @typedef {object} Manifest
 * @property {string} version
 * @property {number} documents
 * @property {number} slots
 * @property {number} levels
 * @property {[number, string, string, number, number, boolean][]} groups First file, kind, noun, force, weight, owned.
 * @property {string[]} keys Where each file of lines begins.
 * @property {Record<string, [number, number]>} letters
 */
/** @typedef {(path: string) => Promise<string>} Read */

// A beginning that many words share is looked up in so many files.
const SPREAD = 3;

export class Files {
  /** @type {Map<string, Promise<any>>} */
  #kept = new Map();
  /** @type {Read} */
  #read;
  /** @type {Promise<Manifest> | null} */
  #manifest = null;

  /** @param {Read} read Gives the text of a file of the index. */
  constructor(read) {
    this.#read = read;
  }

  /** @returns {Promise<Manifest>} */
  manifest() {
    this.#manifest ??= this.#read("index.json").then(JSON.parse);
    this.#manifest.catch(() => (this.#manifest = null));
    return this.#manifest;
  }

  /** Forgets everything: the site may have been published anew. */
  forget() {
    this.#manifest = null;
    this.#kept.clear();
  }

  /** The lines of all words that begin so, as far as a few files hold them. @param {string} start */
  async beginning(start) {
    const { keys } = await this.manifest();
    const first = place(keys, start);
    const last = Math.min(place(keys, `${start}\uffff`), first + SPREAD - 1);
    const numbers = Array.from({ length: last - first + 1 }, (_, index) => first + index);
    const found = await Promise.all(numbers.map((number) => this.#lines(number)));
    return found.flat().filter((line) => line.startsWith(start)).map(readLine);
  }

  /** @param {string} key @returns {Promise<Line | undefined>} */
  async line(key) {
    const { keys } = await this.manifest();
    const lines = await this.#lines(place(keys, key));
    const found = lines.find((line) => line.startsWith(`${key}\t`));
    return found === undefined ? undefined : readLine(found);
  }

  /** The documents of a line that did not fit it. @param {Line} line @returns {Promise<string[]>} */
  rest({ more: [first, count] }) {
    const numbers = Array.from({ length: count }, (_, index) => first + index);
    return Promise.all(numbers.map((number) => this.#keep(`b${number}.txt`, (text) => text)));
  }

  /** What is shown of a document. @param {number} document @returns {Promise<any[]>} */
  async document(document) {
    const { slots } = await this.manifest();
    const pack = await this.#keep(`p${Math.floor(document / slots)}.json`, JSON.parse);
    return pack[document % slots];
  }

  /** Words that begin with a letter, the commonest first. @param {string} letter @param {number} most Files. */
  async vocabulary(letter, most) {
    const { letters } = await this.manifest();
    const [first, count] = Object.hasOwn(letters, letter) ? letters[letter] : [0, 0];
    const numbers = Array.from({ length: Math.min(count, most) }, (_, index) => first + index);
    const found = await Promise.all(
      numbers.map((number) => this.#keep(`v${number}.txt`, (text) => text.split("\n"))),
    );
    return /** @type {string[]} */ (found.flat());
  }

  /** Lines as they are written: of the many in a file, few are read. @param {number} number @returns {Promise<string[]>} */
  #lines(number) {
    return number < 0 ? Promise.resolve([]) : this.#keep(`t${number}.txt`, (text) => text.split("\n"));
  }

  /** @template T @param {string} path @param {(text: string) => T} use @returns {Promise<T>} */
  async #keep(path, use) {
    const { version } = await this.manifest();
    let found = this.#kept.get(path);
    if (!found) {
      found = this.#read(`${version}/${path}`).then(use);
      this.#kept.set(path, found);
      // What could not be fetched is asked for again.
      found.catch(() => this.#kept.delete(path));
    }
    return found;
  }
}

/** The last place whose key is not after the one asked for. @template {string | number} K @param {K[]} keys @param {K} key */
export function place(keys, key) {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keys[middle] <= key) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
