// One word that was typed: the documents in which it stands, in another form too, or is meant.

import { eachPosting, keyOfBeginning, keyOfWord } from "./lines.js";
import { meant } from "./typos.js";
import { beginning, cut, isEmpty, stem } from "./words.js";

/** @import { Files } from "./files.js" */
/** @import { Line } from "./lines.js" */
/**
 * @typedef {object} Match
 * @property {string[]} shown The words of the texts that count as this one.
 * @property {string} start Letters that all such words begin with, if they are not known one by one.
 * @property {Map<number, number>} documents How much it says about each, from 0 to 1.
 * @property {number} worth How rare it is: what most documents hold says little.
 * @property {string} instead What was looked for instead, if it was taken for a typing error.
 * @property {Line[]} open Lines that go on in files of their own.
 */
/** @typedef {{line: Line, weight: number, start?: string}} Form One word, or all that begin with a start. */

// A word of up to so many letters that is still being typed may become too many others.
const SHORT = 3;
const FORMS = 24;
const INFLECTED = 0.9;
const BEGUN = 0.75;
const LONGER = 0.4;
// How much of that a longer word counts where what is typed is a word itself.
const SECOND = 0.5;
const MEANT = 0.7;
// A word that says less than this share of what all say together is not read to its end.
const LITTLE = 0.05;

/**
 * @param {Files} files @param {string} typed @param {boolean} begun Whether more letters may follow.
 * @param {string} [other] Another way to write it. @returns {Promise<Match>}
 */
export async function match(files, typed, begun, other) {
  const word = cut(typed.replaceAll("-", ""));
  const found = await forms(files, word, begun);
  if (other) found.push(...(await alsoWritten(files, cut(other.replaceAll("-", "")), begun && !found.length)));
  if (found.length) return merge(files, found, "");
  const near = await meant(files, word, begun);
  for (const other of near) {
    const lines = await forms(files, other, false);
    found.push(...lines.filter(({ weight }) => weight >= INFLECTED));
  }
  const weaker = found.map(({ line, weight }) => ({ line, weight: weight * MEANT }));
  return merge(files, weaker, found.length ? near[0] : "");
}

/** What holds a word as it is written, in one of its forms. @param {Files} files @param {string} word */
export async function exactly(files, word) {
  const found = await forms(files, word, false);
  return merge(files, found.filter(({ weight }) => weight >= INFLECTED), "");
}

/** What holds a word that is written in another way; nobody who types it so has made an error. @param {Files} files @param {string} word @param {boolean} begun @returns {Promise<Form[]>} */
async function alsoWritten(files, word, begun) {
  if (begun) return forms(files, word, true);
  const line = await files.line(keyOfWord(word));
  return line ? [{ line: { ...line, key: word }, weight: INFLECTED }] : [];
}

/** @param {Files} files @param {string} word @param {boolean} begun @returns {Promise<Form[]>} */
async function forms(files, word, begun) {
  const root = stem(word);
  // What is short is the beginning of too much: only itself and its plural count.
  const start = root.length > 2 ? beginning(root) : word;
  const [exact, near, first] = await Promise.all([
    files.line(keyOfWord(word)),
    word.length < SHORT ? [] : files.beginning(start),
    begun && word.length <= SHORT ? files.line(keyOfBeginning(word)) : undefined,
  ]);
  /** @type {Form[]} */
  const found = exact && !(first && isEmpty(word)) ? [{ line: { ...exact, key: word }, weight: 1 }] : [];
  for (const line of near) {
    const weight = line.key === word ? 0 : likeness(line.key, word, root, begun);
    if (weight) found.push({ line, weight });
  }
  if (first) found.push({ line: first, weight: BEGUN, start: word });
  if (found.some(({ weight }) => weight >= INFLECTED))
    for (const form of found) if (form.weight < INFLECTED) form.weight *= SECOND;
  found.sort((a, b) => b.weight - a.weight || b.line.total - a.line.total);
  return found.slice(0, FORMS);
}

/** How much another word counts as the one typed. @param {string} other @param {string} word @param {string} root @param {boolean} begun */
function likeness(other, word, root, begun) {
  if (stem(other) === root) return INFLECTED;
  if (!other.startsWith(word) || word.length < (begun ? SHORT : SHORT + 1)) return 0;
  return (begun ? BEGUN : LONGER) * Math.sqrt(word.length / other.length);
}

/** @param {Files} files @param {Form[]} found @param {string} instead @returns {Promise<Match>} */
async function merge(files, found, instead) {
  const { documents: all, levels } = await files.manifest();
  /** @type {Map<number, number>} */
  const documents = new Map();
  for (const { line, weight } of found) add(documents, line.postings, weight / levels);
  const same = found.filter(({ weight }) => weight >= INFLECTED * MEANT);
  const total = Math.max(0, ...(same.length ? same : found).map(({ line }) => line.total));
  return {
    start: found.find(({ start }) => start)?.start ?? "",
    shown: found.filter(({ start }) => !start).map(({ line }) => line.key),
    documents,
    worth: Math.log(1 + (all - total + 0.5) / (total + 0.5)),
    instead,
    open: same.map(({ line }) => line).filter(({ more }) => more[1]),
  };
}

/** @param {Map<number, number>} documents @param {string} postings @param {number} factor */
function add(documents, postings, factor) {
  eachPosting(postings, (document, level) => {
    const value = level * factor;
    if (value > (documents.get(document) ?? 0)) documents.set(document, value);
  });
}

/**
 * Reads the lines of several words to their end, the shortest first, as far as a few files go. What
 * stands in nearly every document tells them apart so little that its line is not read on.
 * @param {Files} files @param {Match[]} matches @param {number} most
 */
export async function complete(files, matches, most) {
  const { levels } = await files.manifest();
  const least = LITTLE * matches.reduce((sum, { worth }) => sum + worth, 0);
  const telling = matches.filter(({ worth }) => worth >= least);
  const open = telling.flatMap((match) => match.open.map((line) => ({ match, line })));
  open.sort((a, b) => a.line.more[1] - b.line.more[1]);
  let left = most;
  await Promise.all(
    open.map(async ({ match, line }) => {
      left -= line.more[1];
      if (left < 0) return;
      for (const text of await files.rest(line)) add(match.documents, text, 1 / levels);
      match.open = match.open.filter((one) => one !== line);
    }),
  );
}
