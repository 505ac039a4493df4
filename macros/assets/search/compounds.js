// Word pairs that texts write as one: "stand up" also matches "standup".

import { matchExactly } from "./matches.js";
import { keyOfWord } from "./postings.js";
import { isStopWord, truncated, words } from "./words.js";

/** @import { IndexFiles } from "./files.js" */
/** @import { Match } from "./matches.js" */
/** @typedef {{first: string, second: string, whole: Match}} Compound */

// A single letter is probably an unfinished word.
const MIN_HALF = 2;
const MAX_PAIRS = 8;
// The weight of one word alone if the other is a stop word: "stand" in "stand up".
const SINGLE_WEIGHT = 0.5;

/** Adjacent query words that occur as one word in texts. @param {IndexFiles} files @param {string} typed @param {Set<string>} about The words of the subject. @returns {Promise<Compound[]>} */
export async function findCompounds(files, typed, about) {
  const all = words(typed).filter((word) => word.includes("-") || about.has(word));
  const searches = all.slice(1, MAX_PAIRS).map((second, index) => findCompound(files, all[index], second));
  return (await Promise.all(searches)).flatMap((found) => found ?? []);
}

/** @param {IndexFiles} files @param {string} first @param {string} second @returns {Promise<Compound | undefined>} */
async function findCompound(files, first, second) {
  if ([first, second].some((word) => word.length < MIN_HALF || word.includes("-"))) return undefined;
  const word = truncated(first + second);
  const known = await Promise.all([word, word.replace(/s$/, "")].map((one) => files.line(keyOfWord(one))));
  return known.some(Boolean) ? { first, second, whole: await matchExactly(files, word) } : undefined;
}

/**
 * The query words and their matches, with every pair combined into one.
 * @param {string[]} terms @param {Match[]} matches @param {Compound[]} found
 * @returns {{terms: string[], matches: Match[]}}
 */
export function mergeCompounds(terms, matches, found) {
  const [merged, all] = [[...terms], [...matches]];
  for (const { first, second, whole } of found) {
    const halves = [...new Set([first, second])].filter((word) => merged.includes(word));
    if (!halves.length) continue;
    const places = halves.map((word) => merged.indexOf(word));
    // "Up" is a stop word: documents with "follow" match "follow up".
    const distinctive = places.filter((place) => !isStopWord(merged[place]));
    const parts = distinctive.map((place) => all[place]).filter(({ correction }) => !correction);
    const [place, other] = places;
    merged[place] = first + second;
    all[place] = mergeMatches(whole, parts.length === distinctive.length ? parts : []);
    if (other !== undefined) [merged, all].forEach((list) => list.splice(other, 1));
  }
  return { terms: merged, matches: all };
}

/** The documents with the combined word, or with both parts. @param {Match} whole @param {Match[]} parts @returns {Match} */
function mergeMatches(whole, parts) {
  const documents = new Map(whole.documents);
  const [part, ...others] = parts;
  for (const [document, value] of part?.documents ?? []) {
    const values = [value, ...others.map((other) => other.documents.get(document) ?? 0)];
    const both = others.length ? Math.min(...values) : value * SINGLE_WEIGHT;
    if (both > (documents.get(document) ?? 0)) documents.set(document, both);
  }
  return { ...whole, documents, highlighted: [...whole.highlighted, ...parts.flatMap(({ highlighted }) => highlighted)] };
}
