// Where in a text the words stand that were asked for, and the stretch of it that is shown.

import { fold, isPlain } from "./words.js";

/** @import { Match } from "./matches.js" */
/** @typedef {{text: string, marked: boolean}} Piece */
/** Tells which of the words that were asked for a word of a text is, -1 if none. @typedef {(word: string) => number} Asked */
/** @typedef {{start: number, end: number, asked: number}} Hit */

const TOKEN = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'\u2019\u02bc]*/gu;
// Most texts have plain letters only, in which the same is found faster.
const PLAIN_TOKEN = /[A-Za-z0-9][A-Za-z0-9']*/g;
const COMPOUND_TOKEN = /[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)+/gu;
const PLAIN_COMPOUND = /[A-Za-z0-9]+(?:-[A-Za-z0-9]+)+/g;
const STRETCH = 170;
const BEFORE = 50;

/** @param {Match[]} matches @returns {Asked} */
export function asking(matches) {
  /** @type {Map<string, number>} */
  const known = new Map();
  matches.forEach((match, index) => match.shown.forEach((word) => known.set(word, index)));
  // Only the last word may still be typed.
  const last = matches.length - 1;
  const start = matches[last]?.start;
  return (word) => known.get(word) ?? (start && word.startsWith(start) ? last : -1);
}

/** @param {string} text @param {Asked} asked @returns {Hit[]} */
export function hits(text, asked) {
  const found = [];
  for (const match of text.matchAll(isPlain(text) ? PLAIN_TOKEN : TOKEN)) {
    const start = match.index;
    const number = asked(fold(match[0]));
    if (number >= 0) found.push({ start, end: start + match[0].length, asked: number });
  }
  return found.length || !text.includes("-") ? found : compounds(text, asked);
}

/** Words with hyphens that were typed without: "email" for "e-mail". @param {string} text @param {Asked} asked @returns {Hit[]} */
function compounds(text, asked) {
  return [...text.matchAll(isPlain(text) ? PLAIN_COMPOUND : COMPOUND_TOKEN)]
    .map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      asked: asked(fold(match[0]).replaceAll("-", "")),
    }))
    .filter(({ asked: number }) => number >= 0);
}

/** A whole text in pieces. @param {string} text @param {Asked} asked @returns {Piece[]} */
export function marked(text, asked) {
  return pieces(text, hits(text, asked), 0, text.length);
}

/** The stretch of a text in which most of the words stand. @param {string} text @param {Asked} asked @returns {Piece[]} */
export function passage(text, asked) {
  const found = hits(text, asked);
  if (text.length <= STRETCH || !found.length) return pieces(text, found, 0, Math.min(text.length, STRETCH));
  let best = found[0];
  let most = 0;
  for (const hit of found) {
    const near = found.filter(({ start, end }) => start >= hit.start && end <= hit.start + STRETCH - BEFORE);
    const count = new Set(near.map(({ asked: number }) => number)).size;
    if (count > most) [best, most] = [hit, count];
  }
  const from = edge(text, Math.max(0, best.start - BEFORE), best.start);
  return pieces(text, found, from, Math.min(text.length, from + STRETCH));
}

/** The beginning of a word, at or after a place. @param {string} text @param {number} from @param {number} last */
function edge(text, from, last) {
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
