// The matches of one query word: documents with the word, another form of it, or a correction.

import { eachPosting, keyOfPrefix, keyOfWord } from "./postings.js";
import { corrections } from "./typos.js";
import { isStopWord, prefixOfStem, stem, truncated } from "./words.js";

/** @import { IndexFiles } from "./files.js" */
/** @import { TermLine } from "./postings.js" */
/**
 * @typedef {object} Match
 * @property {string[]} highlighted The words to highlight.
 * @property {string} start The prefix of the words to highlight, if they are not listed.
 * @property {Map<number, number>} documents The weight in each document, from 0 to 1.
 * @property {number} idf The inverse document frequency.
 * @property {string} correction The corrected word, if it was a typing error.
 * @property {TermLine[]} open Lines with block files that are not loaded yet.
 */
/** @typedef {{line: TermLine, weight: number, start?: string}} Form One word, or all with a prefix. */

// An unfinished word up to this length has too many completions.
const MAX_PREFIX = 3;
const MAX_FORMS = 24;
const INFLECTED_WEIGHT = 0.9;
const UNFINISHED_WEIGHT = 0.75;
const LONGER_WEIGHT = 0.4;
// The factor for longer words if the typed word itself exists.
const LONGER_FACTOR = 0.5;
const CORRECTED_FACTOR = 0.7;
// A word with less than this share of the total worth is not loaded completely.
const MIN_WORTH = 0.05;

/**
 * @param {IndexFiles} files @param {string} typed @param {boolean} isUnfinished Whether the word may be unfinished.
 * @param {string} [other] Another spelling. @returns {Promise<Match>}
 */
export async function matchWord(files, typed, isUnfinished, other) {
  const word = truncated(typed.replaceAll("-", ""));
  const found = await forms(files, word, isUnfinished);
  if (other) found.push(...(await respelledForms(files, truncated(other.replaceAll("-", "")), isUnfinished && !found.length)));
  if (found.length) return merge(files, found, "");
  const corrected = await corrections(files, word, isUnfinished);
  for (const other of corrected) {
    const lines = await forms(files, other, false);
    found.push(...lines.filter(({ weight }) => weight >= INFLECTED_WEIGHT));
  }
  const weakened = found.map(({ line, weight }) => ({ line, weight: weight * CORRECTED_FACTOR }));
  return merge(files, weakened, found.length ? corrected[0] : "");
}

/** The matches of a word in any of its forms, without corrections. @param {IndexFiles} files @param {string} word */
export async function matchExactly(files, word) {
  const found = await forms(files, word, false);
  return merge(files, found.filter(({ weight }) => weight >= INFLECTED_WEIGHT), "");
}

/** The matches of another spelling, which is not a typing error. @param {IndexFiles} files @param {string} word @param {boolean} isUnfinished @returns {Promise<Form[]>} */
async function respelledForms(files, word, isUnfinished) {
  if (isUnfinished) return forms(files, word, true);
  const line = await files.line(keyOfWord(word));
  return line ? [{ line: { ...line, key: word }, weight: INFLECTED_WEIGHT }] : [];
}

/** @param {IndexFiles} files @param {string} word @param {boolean} isUnfinished @returns {Promise<Form[]>} */
async function forms(files, word, isUnfinished) {
  const root = stem(word);
  // A short word is a prefix of too many: only the word and its plural count.
  const start = root.length > 2 ? prefixOfStem(root) : word;
  const [exact, near, first] = await Promise.all([
    files.line(keyOfWord(word)),
    word.length < MAX_PREFIX ? [] : files.linesWithPrefix(start),
    isUnfinished && word.length <= MAX_PREFIX ? files.line(keyOfPrefix(word)) : undefined,
  ]);
  /** @type {Form[]} */
  const found = exact && !(first && isStopWord(word)) ? [{ line: { ...exact, key: word }, weight: 1 }] : [];
  for (const line of near) {
    const weight = line.key === word ? 0 : weightOf(line.key, word, root, isUnfinished);
    if (weight) found.push({ line, weight });
  }
  if (first) found.push({ line: first, weight: UNFINISHED_WEIGHT, start: word });
  if (found.some(({ weight }) => weight >= INFLECTED_WEIGHT))
    for (const form of found) if (form.weight < INFLECTED_WEIGHT) form.weight *= LONGER_FACTOR;
  found.sort((a, b) => b.weight - a.weight || b.line.total - a.line.total);
  return found.slice(0, MAX_FORMS);
}

/** The weight of another word as a form of the typed one. @param {string} other @param {string} word @param {string} root @param {boolean} isUnfinished */
function weightOf(other, word, root, isUnfinished) {
  if (stem(other) === root) return INFLECTED_WEIGHT;
  if (!other.startsWith(word) || word.length < (isUnfinished ? MAX_PREFIX : MAX_PREFIX + 1)) return 0;
  return (isUnfinished ? UNFINISHED_WEIGHT : LONGER_WEIGHT) * Math.sqrt(word.length / other.length);
}

/** @param {IndexFiles} files @param {Form[]} found @param {string} correction @returns {Promise<Match>} */
async function merge(files, found, correction) {
  const { documents: all, levels } = await files.manifest();
  /** @type {Map<number, number>} */
  const documents = new Map();
  for (const { line, weight } of found) add(documents, line.postings, weight / levels);
  const same = found.filter(({ weight }) => weight >= INFLECTED_WEIGHT * CORRECTED_FACTOR);
  const total = Math.max(0, ...(same.length ? same : found).map(({ line }) => line.total));
  return {
    start: found.find(({ start }) => start)?.start ?? "",
    highlighted: found.filter(({ start }) => !start).map(({ line }) => line.key),
    documents,
    idf: Math.log(1 + (all - total + 0.5) / (total + 0.5)),
    correction,
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
 * @param {IndexFiles} files @param {Match[]} matches @param {number} maxFiles
 */
export async function loadRest(files, matches, maxFiles) {
  const { levels } = await files.manifest();
  const min = MIN_WORTH * matches.reduce((sum, { idf }) => sum + idf, 0);
  const distinctive = matches.filter(({ idf }) => idf >= min);
  const open = distinctive.flatMap((match) => match.open.map((line) => ({ match, line })));
  open.sort((a, b) => a.line.more[1] - b.line.more[1]);
  let filesLeft = maxFiles;
  await Promise.all(
    open.map(async ({ match, line }) => {
      filesLeft -= line.more[1];
      if (filesLeft < 0) return;
      for (const text of await files.continuation(line)) add(match.documents, text, 1 / levels);
      match.open = match.open.filter((one) => one !== line);
    }),
  );
}
