// Ranking of documents by the weights of the query words.

import { entryNamed } from "./entries.js";
import { place } from "./files.js";
import { intentOf } from "./intents.js";
import { eachPosting, keyOfName } from "./lines.js";
import { complete, match } from "./matches.js";
import { joined, pairs } from "./pairs.js";
import { asTyped, fold, isEmpty, name, respelled, words } from "./words.js";

/** @import { Files, Manifest } from "./files.js" */
/** @import { Match } from "./matches.js" */
/** @import { Line } from "./lines.js" */
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
 * @property {boolean} called Whether the query is its exact name, or several words that start its name and no name in force.
 */
/**
 * @typedef {object} Names
 * @property {Set<number>} exact Documents with this exact name.
 * @property {Set<number>} begun Documents with a name that starts with the query.
 * @property {Set<number>} answers Documents that answer such questions.
 * @property {boolean} several Whether the subject has several words.
 * @property {Set<number>} longer Documents with a name that completes a final stop word.
 */
/**
 * @typedef {object} Ranking
 * @property {Candidate[]} candidates The best first.
 * @property {Match[]} matches
 * @property {string} subject
 * @property {boolean} begun Whether the last word of the subject may be unfinished.
 * @property {boolean} owner Whether the query asks for an owner.
 * @property {[string, string][]} instead Typing errors and their corrections.
 * @property {string[]} missing Words without any match.
 */

const WORDS = 12;
const BLOCKS = 8;
// Too many names start with a shorter prefix.
const SHORTEST_BEGINNING = 3;
const CALLED = 3;
const ANSWERING = 5;
const OF_KIND = 10;
const NAMED = 1.5;
// The weight of a word in a name of a few words; see handbook/search/weights.py.
const TITLED = 0.7;
// A document with less than this share of the best one's is not relevant.
const LEAST = 0.45;
// The exponent that favours documents with all the words over those with some.
const WHOLE = 1.6;
// The kind of pages that explain an error code.
const CHECKS = "checks";
// The factor for pages without an owner if the query asks for one.
const UNOWNED = 0.3;

/** @param {Files} files @param {string} text The query as typed. @returns {Promise<Ranking>} */
export async function rank(files, text) {
  const manifest = await files.manifest();
  const entry = entryNamed(text, manifest);
  const typed = entry ? entry.words : text;
  const asked = name(typed);
  const { subject, kinds, owner, answers, whole } = intentOf(asked);
  const about = subject || asked;
  const last = words(typed).at(-1) ?? " ";
  const begun = fold(typed).endsWith(last);
  const single = queryWords(typed, about, whole);
  const other = respelled(typed);
  // "On" in "customer on" may be a stop word: it adds no matches and results stay those of "customer",
  // unless a name continues it: "customer onboarding". A single letter has too many completions.
  const isStopWord = isEmpty(last) && about.endsWith(` ${last}`) && single.some((word) => !isEmpty(word));
  const rest = isStopWord ? about.slice(0, -last.length - 1) : about;
  const [matched, names, found, longer] = await Promise.all([
    Promise.all(single.map((word, index) => match(files, word, begun && !isStopWord && index === single.length - 1, other.get(word)))),
    called(files, [rest, about, single.join(" ").replaceAll("-", " "), asked], answers),
    pairs(files, typed, new Set(about.split(" "))),
    begun && isStopWord && last.length > 1 ? completions(files, about) : new Set(),
  ]);
  const { terms, matches } = joined(single, matched, found);
  if (matches.length > 1) await complete(files, matches, BLOCKS);
  const worth = entry ? { [entry.kind]: OF_KIND } : kinds;
  const scored = score(manifest, matches, { ...names, longer, several: rest.includes(" ") }, (group) => boost(group, worth, owner));
  const candidates = isSpelled(about) && names.begun.size ? scored.filter(({ document }) => names.begun.has(document)) : scored;
  const spelled = asTyped(typed);
  const written = terms.map((word) => spelled.get(word) ?? word);
  /** @type {[string, string][]} */
  const instead = matches.flatMap((one, index) => (one.instead ? [[written[index], one.instead]] : []));
  const missing = written.filter((_, index) => !matches[index].documents.size);
  return { candidates, matches, subject: about, begun: begun && !isStopWord, owner, instead, missing };
}

/** Whether the query consists of single characters, such as "1:1", which occur nearly everywhere. @param {string} about */
function isSpelled(about) {
  return /^.(?: .)+$/u.test(about);
}

/** The boost of a group; roles need no owner, since they may be the answer themselves. @param {Group} group @param {Record<string, number>} kinds @param {boolean} owner */
function boost({ kind, owned }, kinds, owner) {
  return (kinds[kind] ?? 1) * (owner && !owned && kind !== "roles" ? UNOWNED : 1);
}

/** The query words that count. @param {string} typed @param {string} about @param {boolean} whole @returns {string[]} */
function queryWords(typed, about, whole) {
  const left = new Set(about.split(" "));
  const all = [...new Set(words(typed))].filter((word) => word.split("-").every((part) => left.has(part)));
  const full = all.filter((word) => whole || !isEmpty(word));
  return (full.length ? full : all).slice(0, WORDS);
}

/**
 * Documents with this exact name, with a name that starts with it, or that answer such questions.
 * @param {Files} files @param {string[]} names The subject with and without stop words, and the whole query.
 * @param {string[]} answers
 */
async function called(files, [about, ...others], answers) {
  const begins = about.length >= SHORTEST_BEGINNING;
  const [{ whole, longer }, exact, answering] = await Promise.all([
    begins ? beginningSo(files, about) : { whole: [], longer: [] },
    named(files, [about, ...others]),
    named(files, answers),
  ]);
  // Try the singular or plural if nothing has the exact name.
  const number = about.endsWith("s") ? about.slice(0, -1) : `${about}s`;
  if (!exact.length && !whole.length) exact.push(...(await named(files, [number])));
  return { exact: numbersIn(exact), begun: numbersIn(whole.length ? whole : longer), answers: numbersIn(answering) };
}

/** Documents with a name that completes the last word, if no name contains the word itself. @param {Files} files @param {string} about */
async function completions(files, about) {
  const { whole, longer } = await beginningSo(files, about);
  return numbersIn(whole.length ? [] : longer);
}

/** Names that start with the whole words, and those that complete the last one. @param {Files} files @param {string} about */
async function beginningSo(files, about) {
  const key = keyOfName(about);
  const found = await files.beginning(key);
  const isWhole = (/** @type {Line} */ line) => `${line.key} `.startsWith(`${key} `);
  return { whole: found.filter(isWhole), longer: found.filter((line) => !isWhole(line)) };
}

/** @param {Files} files @param {string[]} names @returns {Promise<Line[]>} */
async function named(files, names) {
  const keys = new Set(names.filter(Boolean).map(keyOfName));
  const found = await Promise.all([...keys].map((key) => files.line(key)));
  return found.flatMap((line) => (line ? [line] : []));
}

/** @param {Line[]} lines @returns {Set<number>} */
function numbersIn(lines) {
  /** @type {Set<number>} */
  const found = new Set();
  for (const { postings } of lines) eachPosting(postings, (document) => found.add(document));
  return found;
}

/**
 * @param {Manifest} manifest @param {Match[]} matches
 * @param {Names} names
 * @param {(group: Group) => number} worth The boost of a group. @returns {Candidate[]}
 */
function score(manifest, matches, names, worth) {
  const counted = matches.filter((found) => found.documents.size);
  const whole = counted.reduce((sum, found) => sum + (found.open.length ? 0 : found.worth), 0);
  const groupOf = groups(manifest);
  /** @type {Map<number, {sum: number, held: number, titled: number}>} */
  const sums = new Map();
  let most = 0.1;
  for (const found of counted) {
    for (const [document, value] of found.documents) {
      const before = sums.get(document) ?? { sum: 0, held: 0, titled: 0 };
      before.sum += found.worth * value;
      before.held += found.open.length ? 0 : found.worth;
      before.titled += value >= TITLED && !found.open.length ? found.worth : 0;
      sums.set(document, before);
      most = Math.max(most, before.sum);
    }
  }
  for (const document of names.answers) sums.set(document, { sum: most, held: whole, titled: 0 });
  for (const document of [...names.exact, ...names.begun])
    if (!sums.has(document)) sums.set(document, { sum: most * 0.3, held: whole, titled: 0 });
  // Someone who types the first words of a single name is looking for it.
  const known = names.several && ![...names.begun].some((document) => groupOf(document).force === 0);
  const candidates = [...sums].map(([document, { sum, held, titled }]) => {
    const group = groupOf(document);
    const exact = names.exact.has(document);
    const share = exact || !whole ? 1 : held / whole;
    const begun = names.begun.has(document) || (whole && titled >= whole) ? NAMED : 1;
    const name = names.answers.has(document) ? ANSWERING : exact || names.longer.has(document) ? CALLED : begun;
    return {
      document,
      group,
      share,
      called: exact || (known && names.begun.has(document)),
      score: sum * share ** WHOLE * name * worth(group) * (group.weight / 100),
    };
  });
  // If a word occurs nowhere, the other words must not lead a question of staff to an error code.
  const partial = counted.length < matches.length;
  const isAnswer = (/** @type {Candidate} */ { document, group }) =>
    !partial || group.kind !== CHECKS || names.exact.has(document) || names.begun.has(document);
  const answers = candidates.filter(isAnswer);
  const best = answers.reduce((high, { share }) => Math.max(high, share), 0);
  return answers.filter(({ share }) => share >= best * LEAST).sort(compare);
}

/** Sort documents in force first; a draft ranks with them only by its exact name. @param {Candidate} a @param {Candidate} b */
export function compare(a, b) {
  return order(a) - order(b) || b.score - a.score || a.document - b.document;
}

/** @param {Candidate} candidate */
function order({ group, called }) {
  return group.force === 1 && called ? 0 : group.force;
}

/** @param {Manifest} manifest @returns {(document: number) => Group} */
function groups({ groups: all, slots }) {
  const firsts = all.map(([first]) => first);
  const known = all.map(([, kind, noun, force, weight, owned]) => ({ kind, noun, force, weight, owned }));
  return (document) => known[place(firsts, Math.floor(document / slots))];
}
