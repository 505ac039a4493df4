// The texts of each search result, in pieces with query words highlighted.

import { excerpt, marked } from "./highlighting.js";

/** @import { Answer, Result } from "./answers.js" */
/** @import { WordMatcher, Piece } from "./highlighting.js" */
/**
 * @typedef {object} SubResult A section of the page, or another page that is part of the answer.
 * @property {string} address Relative to the site root.
 * @property {Piece[]} title
 * @property {Piece[]} text
 */
/**
 * @typedef {object} Row
 * @property {string} address Relative to the site root.
 * @property {Piece[]} title
 * @property {string} facts
 * @property {{meaning: string, word: string} | null} chip
 * @property {Piece[][]} texts
 * @property {boolean} past Whether it is a draft or retired.
 * @property {SubResult[]} places
 */

/** @param {Answer} answer @returns {Row[]} */
export function rows({ results, matcher, owner }) {
  return results.map((result, index) => row(result, matcher, owner && !index));
}

/** @param {Result} result @param {WordMatcher} matcher @param {boolean} isOwner Whether the answer is its owner. @returns {Row} */
function row(result, matcher, isOwner) {
  const { address, owner, chip } = result;
  const title = marked(result.title, matcher);
  const also = title.some((piece) => piece.marked) ? undefined : alias(result, matcher);
  return {
    address,
    title,
    facts: factsOf(result),
    chip,
    texts: [...(also ? [also] : []), ...(result.found.length ? [] : [excerpt(result.about, matcher)])],
    past: result.group.force > 0,
    places: [
      ...(isOwner && owner ? [{ address: owner.address, title: plain(`Owner: ${owner.title}`), text: [] }] : []),
      ...result.found.map((part) => ({
        address: `${address}#${encodeURIComponent(part.anchor)}`,
        title: marked(part.title, matcher),
        text: excerpt(part.text, matcher),
      })),
    ],
  };
}

/** @param {Result} result */
function factsOf({ group, area, owner }) {
  const noun = group.noun.charAt(0).toUpperCase() + group.noun.slice(1);
  return [noun, area, owner ? `Owner: ${owner.title}` : ""].filter(Boolean).join(" \u00b7 ");
}

/** The alias that matched, if any. @param {Result} result @param {WordMatcher} matcher @returns {Piece[] | undefined} */
function alias({ names }, matcher) {
  const called = names.map((other) => marked(other, matcher)).find((pieces) => pieces.some((piece) => piece.marked));
  return called && [...plain("Also called "), ...called];
}

/** @param {string} text @returns {Piece[]} */
function plain(text) {
  return [{ text, marked: false }];
}
