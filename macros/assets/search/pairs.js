// Word pairs that texts write as one: "stand up" also matches "standup".

import { keyOfWord } from "./lines.js";
import { exactly } from "./matches.js";
import { cut, isEmpty, words } from "./words.js";

/** @import { Files } from "./files.js" */
/** @import { Match } from "./matches.js" */
/** @typedef {{first: string, second: string, whole: Match}} Pair */

// A single letter is probably an unfinished word.
const SHORTEST_HALF = 2;
const NEIGHBOURS = 8;
// The weight of one word alone if the other is a stop word: "stand" in "stand up".
const ALONE = 0.5;

/** Adjacent query words that occur as one word in texts. @param {Files} files @param {string} typed @param {Set<string>} about The words of the subject. @returns {Promise<Pair[]>} */
export async function pairs(files, typed, about) {
  const all = words(typed).filter((word) => word.includes("-") || about.has(word));
  const asked = all.slice(1, NEIGHBOURS).map((second, index) => pair(files, all[index], second));
  return (await Promise.all(asked)).flatMap((found) => found ?? []);
}

/** @param {Files} files @param {string} first @param {string} second @returns {Promise<Pair | undefined>} */
async function pair(files, first, second) {
  if ([first, second].some((word) => word.length < SHORTEST_HALF || word.includes("-"))) return undefined;
  const word = cut(first + second);
  const known = await Promise.all([word, word.replace(/s$/, "")].map((one) => files.line(keyOfWord(one))));
  return known.some(Boolean) ? { first, second, whole: await exactly(files, word) } : undefined;
}

/**
 * The query words and their matches, with every pair combined into one.
 * @param {string[]} terms @param {Match[]} matches @param {Pair[]} found
 * @returns {{terms: string[], matches: Match[]}}
 */
export function joined(terms, matches, found) {
  const [asked, all] = [[...terms], [...matches]];
  for (const { first, second, whole } of found) {
    const halves = [...new Set([first, second])].filter((word) => asked.includes(word));
    if (!halves.length) continue;
    const places = halves.map((word) => asked.indexOf(word));
    // "Up" is a stop word: documents with "follow" match "follow up".
    const telling = places.filter((place) => !isEmpty(asked[place]));
    const parts = telling.map((place) => all[place]).filter(({ instead }) => !instead);
    const [place, other] = places;
    asked[place] = first + second;
    all[place] = combined(whole, parts.length === telling.length ? parts : []);
    if (other !== undefined) [asked, all].forEach((list) => list.splice(other, 1));
  }
  return { terms: asked, matches: all };
}

/** The documents with the combined word, or with both parts. @param {Match} whole @param {Match[]} parts @returns {Match} */
function combined(whole, parts) {
  const documents = new Map(whole.documents);
  const [part, ...others] = parts;
  for (const [document, value] of part?.documents ?? []) {
    const values = [value, ...others.map((other) => other.documents.get(document) ?? 0)];
    const both = others.length ? Math.min(...values) : value * ALONE;
    if (both > (documents.get(document) ?? 0)) documents.set(document, both);
  }
  return { ...whole, documents, shown: [...whole.shown, ...parts.flatMap(({ shown }) => shown)] };
}
