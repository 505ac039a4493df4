// Ranking of documents by the weights of the query words.

import { findCompounds, mergeCompounds } from "./compounds.js";
import { referencedEntry } from "./entries.js";
import { searchSorted } from "./files.js";
import { intentOf } from "./intents.js";
import { loadRest, matchWord } from "./matches.js";
import { eachPosting, keyOfName } from "./postings.js";
import { asTyped, fold, isStopWord, name, otherSpellings, words } from "./words.js";

/** @import { IndexFiles, Manifest } from "./files.js" */
/** @import { Match } from "./matches.js" */
/** @import { TermLine } from "./postings.js" */
/**
 * @typedef {object} Group The shared properties of a group of documents.
 * @property {string} kind
 * @property {string} noun
 * @property {number} force 0 if in force, 1 for a draft, 2 if retired.
 * @property {number} weight
 * @property {boolean} owned Whether they have an owner.
 */
/**
 * @typedef {object} Candidate
 * @property {number} document
 * @property {Group} group
 * @property {number} score
 * @property {number} share The share of the query that it contains, from 0 to 1.
 * @property {boolean} isNamed Whether the query is its exact name, or several words that start its name and no name in force.
 */
/**
 * @typedef {object} Names
 * @property {Set<number>} exact Documents with this exact name.
 * @property {Set<number>} startingWith Documents with a name that starts with the query.
 * @property {Set<number>} answers Documents that answer such questions.
 * @property {boolean} hasSeveralWords Whether the subject has several words.
 * @property {Set<number>} longer Documents with a name that completes a final stop word.
 */
/**
 * @typedef {object} Ranking
 * @property {Candidate[]} candidates The best first.
 * @property {Match[]} matches
 * @property {string} subject
 * @property {boolean} isUnfinished Whether the last word of the subject may be unfinished.
 * @property {boolean} owner Whether the query asks for an owner.
 * @property {[string, string][]} corrections Typing errors and their corrections.
 * @property {string[]} missing Words without any match.
 */

const MAX_QUERY_WORDS = 12;
const MAX_BLOCK_FILES = 8;
// Too many names start with a shorter prefix.
const MIN_PREFIX = 3;
const EXACT_NAME_BOOST = 3;
const ANSWER_BOOST = 5;
const REFERENCE_BOOST = 10;
const PARTIAL_NAME_BOOST = 1.5;
// The weight of a word in a name of a few words; see handbook/search/weights.py.
const TITLE_WEIGHT = 0.7;
// A document with less than this share of the best one's is not relevant.
const MIN_SHARE = 0.45;
// The exponent that favours documents with all the words over those with some.
const COMPLETENESS_EXPONENT = 1.6;
// The kind of pages that explain an error code.
const CHECKS = "checks";
// The factor for pages without an owner if the query asks for one.
const UNOWNED_FACTOR = 0.3;

/** @param {IndexFiles} files @param {string} text The query as typed. @returns {Promise<Ranking>} */
export async function rank(files, text) {
  const manifest = await files.manifest();
  const entry = referencedEntry(text, manifest);
  const typed = entry ? entry.words : text;
  const query = name(typed);
  const { subject, kinds, owner, answers, whole } = intentOf(query);
  const about = subject || query;
  const last = words(typed).at(-1) ?? " ";
  const isUnfinished = fold(typed).endsWith(last);
  const singleWords = queryWords(typed, about, whole);
  const other = otherSpellings(typed);
  // "On" in "customer on" may be a stop word: it adds no matches and results stay those of "customer",
  // unless a name continues it: "customer onboarding". A single letter has too many completions.
  const endsInStopWord = isStopWord(last) && about.endsWith(` ${last}`) && singleWords.some((word) => !isStopWord(word));
  const rest = endsInStopWord ? about.slice(0, -last.length - 1) : about;
  const [matched, names, found, longer] = await Promise.all([
    Promise.all(singleWords.map((word, index) => matchWord(files, word, isUnfinished && !endsInStopWord && index === singleWords.length - 1, other.get(word)))),
    documentsByName(files, [rest, about, singleWords.join(" ").replaceAll("-", " "), query], answers),
    findCompounds(files, typed, new Set(about.split(" "))),
    isUnfinished && endsInStopWord && last.length > 1 ? completions(files, about) : new Set(),
  ]);
  const { terms, matches } = mergeCompounds(singleWords, matched, found);
  if (matches.length > 1) await loadRest(files, matches, MAX_BLOCK_FILES);
  const boosts = entry ? { [entry.kind]: REFERENCE_BOOST } : kinds;
  const scored = score(manifest, matches, { ...names, longer, hasSeveralWords: rest.includes(" ") }, (group) => boost(group, boosts, owner));
  const candidates = isSingleCharacters(about) && names.startingWith.size ? scored.filter(({ document }) => names.startingWith.has(document)) : scored;
  const spelled = asTyped(typed);
  const written = terms.map((word) => spelled.get(word) ?? word);
  /** @type {[string, string][]} */
  const corrections = matches.flatMap((one, index) => (one.correction ? [[written[index], one.correction]] : []));
  const missing = written.filter((_, index) => !matches[index].documents.size);
  return { candidates, matches, subject: about, isUnfinished: isUnfinished && !endsInStopWord, owner, corrections, missing };
}

/** Whether the query consists of single characters, such as "1:1", which occur nearly everywhere. @param {string} about */
function isSingleCharacters(about) {
  return /^.(?: .)+$/u.test(about);
}

/** The boost of a group; roles need no owner, since they may be the answer themselves. @param {Group} group @param {Record<string, number>} kinds @param {boolean} owner */
function boost({ kind, owned }, kinds, owner) {
  return (kinds[kind] ?? 1) * (owner && !owned && kind !== "roles" ? UNOWNED_FACTOR : 1);
}

/** The query words that count. @param {string} typed @param {string} about @param {boolean} whole @returns {string[]} */
function queryWords(typed, about, whole) {
  const subjectWords = new Set(about.split(" "));
  const all = [...new Set(words(typed))].filter((word) => word.split("-").every((part) => subjectWords.has(part)));
  const significant = all.filter((word) => whole || !isStopWord(word));
  return (significant.length ? significant : all).slice(0, MAX_QUERY_WORDS);
}

/**
 * Documents with this exact name, with a name that starts with it, or that answer such questions.
 * @param {IndexFiles} files @param {string[]} names The subject with and without stop words, and the whole query.
 * @param {string[]} answers
 */
async function documentsByName(files, [about, ...others], answers) {
  const isLongEnough = about.length >= MIN_PREFIX;
  const [{ whole, longer }, exact, answering] = await Promise.all([
    isLongEnough ? namesWithPrefix(files, about) : { whole: [], longer: [] },
    linesOfNames(files, [about, ...others]),
    linesOfNames(files, answers),
  ]);
  // Try the singular or plural if nothing has the exact name.
  const otherNumber = about.endsWith("s") ? about.slice(0, -1) : `${about}s`;
  if (!exact.length && !whole.length) exact.push(...(await linesOfNames(files, [otherNumber])));
  return { exact: documentsIn(exact), startingWith: documentsIn(whole.length ? whole : longer), answers: documentsIn(answering) };
}

/** Documents with a name that completes the last word, if no name contains the word itself. @param {IndexFiles} files @param {string} about */
async function completions(files, about) {
  const { whole, longer } = await namesWithPrefix(files, about);
  return documentsIn(whole.length ? [] : longer);
}

/** Names that start with the whole words, and those that complete the last one. @param {IndexFiles} files @param {string} about */
async function namesWithPrefix(files, about) {
  const key = keyOfName(about);
  const found = await files.linesWithPrefix(key);
  const isWhole = (/** @type {TermLine} */ line) => `${line.key} `.startsWith(`${key} `);
  return { whole: found.filter(isWhole), longer: found.filter((line) => !isWhole(line)) };
}

/** @param {IndexFiles} files @param {string[]} names @returns {Promise<TermLine[]>} */
async function linesOfNames(files, names) {
  const keys = new Set(names.filter(Boolean).map(keyOfName));
  const found = await Promise.all([...keys].map((key) => files.line(key)));
  return found.flatMap((line) => (line ? [line] : []));
}

/** @param {TermLine[]} lines @returns {Set<number>} */
function documentsIn(lines) {
  /** @type {Set<number>} */
  const found = new Set();
  for (const { postings } of lines) eachPosting(postings, (document) => found.add(document));
  return found;
}

/**
 * @param {Manifest} manifest @param {Match[]} matches
 * @param {Names} names
 * @param {(group: Group) => number} boostOf The boost of a group. @returns {Candidate[]}
 */
function score(manifest, matches, names, boostOf) {
  const matched = matches.filter((found) => found.documents.size);
  const totalIdf = matched.reduce((sum, found) => sum + (found.open.length ? 0 : found.idf), 0);
  const groupOf = groups(manifest);
  /** @type {Map<number, {sum: number, matchedIdf: number, titleIdf: number}>} */
  const sums = new Map();
  let maxSum = 0.1;
  for (const found of matched) {
    for (const [document, value] of found.documents) {
      const before = sums.get(document) ?? { sum: 0, matchedIdf: 0, titleIdf: 0 };
      before.sum += found.idf * value;
      before.matchedIdf += found.open.length ? 0 : found.idf;
      before.titleIdf += value >= TITLE_WEIGHT && !found.open.length ? found.idf : 0;
      sums.set(document, before);
      maxSum = Math.max(maxSum, before.sum);
    }
  }
  for (const document of names.answers) sums.set(document, { sum: maxSum, matchedIdf: totalIdf, titleIdf: 0 });
  for (const document of [...names.exact, ...names.startingWith])
    if (!sums.has(document)) sums.set(document, { sum: maxSum * 0.3, matchedIdf: totalIdf, titleIdf: 0 });
  // Someone who types the first words of a single name is looking for it.
  const isSingleName = names.hasSeveralWords && ![...names.startingWith].some((document) => groupOf(document).force === 0);
  const candidates = [...sums].map(([document, { sum, matchedIdf, titleIdf }]) => {
    const group = groupOf(document);
    const exact = names.exact.has(document);
    const share = exact || !totalIdf ? 1 : matchedIdf / totalIdf;
    const nameBoost = names.startingWith.has(document) || (totalIdf && titleIdf >= totalIdf) ? PARTIAL_NAME_BOOST : 1;
    const name = names.answers.has(document) ? ANSWER_BOOST : exact || names.longer.has(document) ? EXACT_NAME_BOOST : nameBoost;
    return {
      document,
      group,
      share,
      isNamed: exact || (isSingleName && names.startingWith.has(document)),
      score: sum * share ** COMPLETENESS_EXPONENT * name * boostOf(group) * (group.weight / 100),
    };
  });
  // If a word occurs nowhere, the other words must not lead a question of staff to an error code.
  const partial = matched.length < matches.length;
  const isAnswer = (/** @type {Candidate} */ { document, group }) =>
    !partial || group.kind !== CHECKS || names.exact.has(document) || names.startingWith.has(document);
  const answers = candidates.filter(isAnswer);
  const best = answers.reduce((high, { share }) => Math.max(high, share), 0);
  return answers.filter(({ share }) => share >= best * MIN_SHARE).sort(compare);
}

/** Sort documents in force first; a draft ranks with them only by its exact name. @param {Candidate} a @param {Candidate} b */
export function compare(a, b) {
  return order(a) - order(b) || b.score - a.score || a.document - b.document;
}

/** @param {Candidate} candidate */
function order({ group, isNamed }) {
  return group.force === 1 && isNamed ? 0 : group.force;
}

/** @param {Manifest} manifest @returns {(document: number) => Group} */
function groups({ groups: all, slots }) {
  const firsts = all.map(([first]) => first);
  const known = all.map(([, kind, noun, force, weight, owned]) => ({ kind, noun, force, weight, owned }));
  return (document) => known[searchSorted(firsts, Math.floor(document / slots))];
}
