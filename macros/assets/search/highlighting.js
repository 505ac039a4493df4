// Highlighting: the positions of query words in a text, and the excerpt to show.

import { fold, isAscii } from "./words.js";

/** @import { Match } from "./matches.js" */
/** @typedef {{text: string, marked: boolean}} Piece */
/** Returns the index of the query word that a word of a text matches, or -1. @typedef {(word: string) => number} WordMatcher */
/** @typedef {{start: number, end: number, word: number}} Hit */

const TOKEN = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'\u2019\u02bc]*/gu;
// Most texts are ASCII, for which a simpler pattern is faster.
const PLAIN_TOKEN = /[A-Za-z0-9][A-Za-z0-9']*/g;
const COMPOUND_TOKEN = /[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)+/gu;
const PLAIN_COMPOUND = /[A-Za-z0-9]+(?:-[A-Za-z0-9]+)+/g;
const MAX_EXCERPT = 170;
const CONTEXT_BEFORE = 50;

/** @param {Match[]} matches @returns {WordMatcher} */
export function wordMatcher(matches) {
  /** @type {Map<string, number>} */
  const known = new Map();
  matches.forEach((match, index) => match.highlighted.forEach((word) => known.set(word, index)));
  // Only the last word may be unfinished.
  const last = matches.length - 1;
  const start = matches[last]?.start;
  return (word) => known.get(word) ?? (start && word.startsWith(start) ? last : -1);
}

/** @param {string} text @param {WordMatcher} matcher @returns {Hit[]} */
export function hits(text, matcher) {
  const found = [];
  for (const match of text.matchAll(isAscii(text) ? PLAIN_TOKEN : TOKEN)) {
    const start = match.index;
    const number = matcher(fold(match[0]));
    if (number >= 0) found.push({ start, end: start + match[0].length, word: number });
  }
  return found.length || !text.includes("-") ? found : compoundHits(text, matcher);
}

/** Hyphenated words that were typed without hyphens: "email" for "e-mail". @param {string} text @param {WordMatcher} matcher @returns {Hit[]} */
function compoundHits(text, matcher) {
  return [...text.matchAll(isAscii(text) ? PLAIN_COMPOUND : COMPOUND_TOKEN)]
    .map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      word: matcher(fold(match[0]).replaceAll("-", "")),
    }))
    .filter(({ word: number }) => number >= 0);
}

/** A text with its matches highlighted. @param {string} text @param {WordMatcher} matcher @returns {Piece[]} */
export function marked(text, matcher) {
  return pieces(text, hits(text, matcher), 0, text.length);
}

/** The excerpt of a text with the most query words. @param {string} text @param {WordMatcher} matcher @returns {Piece[]} */
export function excerpt(text, matcher) {
  const found = hits(text, matcher);
  if (text.length <= MAX_EXCERPT || !found.length) return pieces(text, found, 0, Math.min(text.length, MAX_EXCERPT));
  let best = found[0];
  let most = 0;
  for (const hit of found) {
    const near = found.filter(({ start, end }) => start >= hit.start && end <= hit.start + MAX_EXCERPT - CONTEXT_BEFORE);
    const count = new Set(near.map(({ word: number }) => number)).size;
    if (count > most) [best, most] = [hit, count];
  }
  const from = wordStart(text, Math.max(0, best.start - CONTEXT_BEFORE), best.start);
  return pieces(text, found, from, Math.min(text.length, from + MAX_EXCERPT));
}

/** The start of the first word at or after a position. @param {string} text @param {number} from @param {number} last */
function wordStart(text, from, last) {
  if (!from) return 0;
  const space = text.indexOf(" ", from);
  return space < 0 || space >= last ? last : space + 1;
}

/** @param {string} text @param {Hit[]} found @param {number} from @param {number} to @returns {Piece[]} */
function pieces(text, found, from, to) {
  /** @type {Piece[]} */
  const all = [{ text: from ? "\u2026" : "", marked: false }];
  let place = from;
  for (const { start, end } of found) {
    if (start < place || end > to) continue;
    all.push({ text: text.slice(place, start), marked: false });
    all.push({ text: text.slice(start, end), marked: true });
    place = end;
  }
  const rest = text.slice(place, to);
  all.push({ text: to < text.length ? `${rest.slice(0, rest.lastIndexOf(" ") + 1)}\u2026` : rest, marked: false });
  return all.filter((piece) => piece.text);
}
