// The matches of one query word: documents with the word, another form of it, or a correction.

import { eachPosting, keyOfBeginning, keyOfWord } from "./lines.js";
import { meant } from "./typos.js";
import { beginning, cut, isEmpty, stem } from "./words.js";

/** @import { Files } from "./files.js" */
/** @import { Line } from "./lines.js" */
/**
 * @typedef {object} Match
 * @property {string[]} shown The words to highlight.
 * @property {string} start The prefix of the words to highlight, if they are not listed.
 * @property {Map<number, number>} documents The weight in each document, from 0 to 1.
 * @property {number} worth The inverse document frequency.
 * @property {string} instead The corrected word, if it was a typing error.
 * @property {Line[]} open Lines with block files that are not loaded yet.
 */
/** @typedef {{line: Line, weight: number, start?: string}} Form One word, or all with a prefix. */

// An unfinished word up to this length has too many completions.
const SHORT = 3;
const FORMS = 24;
const INFLECTED = 0.9;
const BEGUN = 0.75;
const LONGER = 0.4;
// The factor for longer words if the typed word itself exists.
const SECOND = 0.5;
const MEANT = 0.7;
// A word with less than this share of the total worth is not loaded completely.
const LITTLE = 0.05;

/**
 * @param {Files} files @param {string} typed @param {boolean} begun Whether the word may be unfinished.
 * @param {string} [other] Another spelling. @returns {Promise<Match>}
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

/** The matches of a word in any of its forms, without corrections. @param {Files} files @param {string} word */
export async function exactly(files, word) {
  const found = await forms(files, word, false);
  return merge(files, found.filter(({ weight }) => weight >= INFLECTED), "");
}

/** The matches of another spelling, which is not a typing error. @param {Files} files @param {string} word @param {boolean} begun @returns {Promise<Form[]>} */
async function alsoWritten(files, word, begun) {
  if (begun) return forms(files, word, true);
  const line = await files.line(keyOfWord(word));
  return line ? [{ line: { ...line, key: word }, weight: INFLECTED }] : [];
}

/** @param {Files} files @param {string} word @param {boolean} begun @returns {Promise<Form[]>} */
async function forms(files, word, begun) {
  const root = stem(word);
  // A short word is a prefix of too many: only the word and its plural count.
  const start = root.length > 2 ? beginning(root) : word;
  const [exact, near, first] = await Promise.all([
    files.line(keyOfWord(word)),
    word.length < SHORT ? [] : files.beginning(start),
    begun && word.length <= SHORT ? files.line(keyOfBeginning(word)) : undefined,
  ]);
  /** @type {Form[]} */
  const found = exact && !(first && isEmpty(word)) ? [{ line: { ...exact, key: word }, weight: 1 }] : [];
  for (const line of near) {
    const weight = line.key === word ? 0 : weightOf(line.key, word, root, begun);
    if (weight) found.push({ line, weight });
  }
  if (first) found.push({ line: first, weight: BEGUN, start: word });
  if (found.some(({ weight }) => weight >= INFLECTED))
    for (const form of found) if (form.weight < INFLECTED) form.weight *= SECOND;
  found.sort((a, b) => b.weight - a.weight || b.line.total - a.line.total);
  return found.slice(0, FORMS);
}

/** The weight of another word as a form of the typed one. @param {string} other @param {string} word @param {string} root @param {boolean} begun */
function weightOf(other, word, root, begun) {
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
 * Load the remaining postings of several words, the shortest first, up to a number of files. A word
 * in nearly every document hardly distinguishes them, so its line is not completed.
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
