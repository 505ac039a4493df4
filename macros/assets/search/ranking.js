// Which documents fit what is asked best, from what each word says about them.

import { complete, match } from "./matches.js";
import { eachPosting } from "./lines.js";
import { intentOf } from "./intents.js";
import { isEmpty, name, words } from "./words.js";

/** @import { Files, Manifest } from "./files.js" */
/** @import { Match } from "./matches.js" */
/** @import { Line } from "./lines.js" */
/**
 * @typedef {object} Group What documents of one kind share.
 * @property {string} kind
 * @property {string} noun
 * @property {number} force 0 if it holds, 1 for a draft, 2 if it is retired.
 * @property {number} weight
 */
/**
 * @typedef {object} Candidate
 * @property {number} document
 * @property {Group} group
 * @property {number} score
 * @property {number} share How much of what was asked stands in it, from 0 to 1.
 * @property {boolean} called Whether this is its very name.
 */
/**
 * @typedef {object} Ranking
 * @property {Candidate[]} candidates The best first.
 * @property {Match[]} matches
 * @property {string} subject
 * @property {boolean} owner Whether it is asked who owns it.
 * @property {[string, string][]} instead What was taken for typing errors, and what for.
 */

const WORDS = 12;
const BLOCKS = 8;
const NAME = "=";
// With fewer letters so many names begin that it tells nothing.
const SHORTEST_BEGINNING = 3;
const CALLED = 3;
const NAMED = 1.5;
// Below this share of what the best holds, a document has nothing to do with what is asked.
const LEAST = 0.45;
// How much more a document counts that holds all the words, beside one that holds some.
const WHOLE = 1.6;

/** @param {Files} files @param {string} typed @returns {Promise<Ranking>} */
export async function rank(files, typed) {
  const asked = name(typed);
  const { subject, kinds, owner, page, whole } = intentOf(asked);
  const about = subject || asked;
  const begun = /[\p{L}\p{N}]$/u.test(typed);
  const told = sought(typed, about, whole);
  const [manifest, matches, names] = await Promise.all([
    files.manifest(),
    Promise.all(told.map((word, index) => match(files, word, begun && index === told.length - 1))),
    called(files, about, asked, page),
  ]);
  if (matches.length > 1) await complete(files, matches, BLOCKS);
  const candidates = score(manifest, matches, names, kinds);
  /** @type {[string, string][]} */
  const instead = matches.flatMap((found, index) => (found.instead ? [[told[index], found.instead]] : []));
  return { candidates, matches, subject: about, owner, instead };
}

/** The words that count, as they were typed. @param {string} typed @param {string} about @param {boolean} whole @returns {string[]} */
function sought(typed, about, whole) {
  const left = new Set(about.split(" "));
  const all = [...new Set(words(typed))].filter((word) => word.split("-").every((part) => left.has(part)));
  const full = all.filter((word) => whole || !isEmpty(word));
  return (full.length ? full : all).slice(0, WORDS);
}

/**
 * Documents with the very name, or one that begins so.
 * @param {Files} files @param {string} about @param {string} asked @param {string} page
 * @returns {Promise<{exact: Set<number>, begun: Set<number>, page: Set<number>}>}
 */
async function called(files, about, asked, page) {
  if (!about) return { exact: new Set(), begun: new Set(), page: new Set() };
  const begins = about.length >= SHORTEST_BEGINNING;
  const [lines, whole, answer] = await Promise.all([
    begins ? files.beginning(NAME + about) : files.line(NAME + about).then((line) => (line ? [line] : [])),
    asked === about ? undefined : files.line(NAME + asked),
    page ? files.line(NAME + page) : undefined,
  ]);
  const exact = lines.filter(({ key }) => key === NAME + about);
  return {
    exact: numbersIn(whole ? [...exact, whole] : exact),
    begun: numbersIn(lines),
    page: numbersIn(answer ? [answer] : []),
  };
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
 * @param {{exact: Set<number>, begun: Set<number>, page: Set<number>}} names
 * @param {Record<string, number>} kinds @returns {Candidate[]}
 */
function score(manifest, matches, names, kinds) {
  const counted = matches.filter((found) => found.documents.size);
  const whole = counted.reduce((sum, found) => sum + (found.open.length ? 0 : found.worth), 0);
  const groupOf = groups(manifest);
  /** @type {Map<number, {sum: number, held: number}>} */
  const sums = new Map();
  for (const found of counted) {
    for (const [document, value] of found.documents) {
      const before = sums.get(document) ?? { sum: 0, held: 0 };
      before.sum += found.worth * value;
      before.held += found.open.length ? 0 : found.worth;
      sums.set(document, before);
    }
  }
  const most = Math.max(0.1, ...[...sums.values()].map(({ sum }) => sum));
  for (const document of names.page) sums.set(document, { sum: most, held: whole });
  for (const document of [...names.exact, ...names.begun])
    if (!sums.has(document)) sums.set(document, { sum: most * 0.3, held: whole });
  const candidates = [...sums].map(([document, { sum, held }]) => {
    const group = groupOf(document);
    const exact = names.exact.has(document);
    const share = exact || !whole ? 1 : held / whole;
    const name = exact || names.page.has(document) ? CALLED : names.begun.has(document) ? NAMED : 1;
    const wanted = kinds[group.kind] ?? 1;
    return {
      document,
      group,
      share,
      called: exact,
      score: sum * share ** WHOLE * name * wanted * (group.weight / 100),
    };
  });
  const best = Math.max(0, ...candidates.map(({ share }) => share));
  return candidates.filter(({ share }) => share >= best * LEAST).sort(compare);
}

/** What holds comes first; only by its very name a draft is found before it. @param {Candidate} a @param {Candidate} b */
export function compare(a, b) {
  return order(a) - order(b) || b.score - a.score || a.document - b.document;
}

/** @param {Candidate} candidate */
function order({ group, called }) {
  return group.force === 1 && called ? 0 : group.force;
}

/** @param {Manifest} manifest @returns {(document: number) => Group} */
function groups({ groups: all, slots }) {
  return (document) => {
    const file = Math.floor(document / slots);
    let found = 0;
    while (found + 1 < all.length && all[found + 1][0] <= file) found += 1;
    const [, kind, noun, force, weight] = all[found];
    return { kind, noun, force, weight };
  };
}
