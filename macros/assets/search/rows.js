// The texts of each search result, in pieces with query words highlighted.

import { marked, passage } from "./passages.js";

/** @import { Answer, Result } from "./finding.js" */
/** @import { WordMatcher, Piece } from "./passages.js" */
/**
 * @typedef {object} Place A section of the page, or another page that is part of the answer.
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
 * @property {Place[]} places
 */

/** @param {Answer} answer @returns {Row[]} */
export function rows({ results, asked, owner }) {
  return results.map((result, index) => row(result, asked, owner && !index));
}

/** @param {Result} result @param {WordMatcher} asked @param {boolean} isOwner Whether the answer is its owner. @returns {Row} */
function row(result, asked, isOwner) {
  const { address, owner, chip } = result;
  const title = marked(result.title, asked);
  const also = title.some((piece) => piece.marked) ? undefined : alias(result, asked);
  return {
    address,
    title,
    facts: factsOf(result),
    chip,
    texts: [...(also ? [also] : []), ...(result.found.length ? [] : [passage(result.about, asked)])],
    past: result.group.force > 0,
    places: [
      ...(isOwner && owner ? [{ address: owner.address, title: plain(`Owner: ${owner.title}`), text: [] }] : []),
      ...result.found.map((part) => ({
        address: `${address}#${encodeURIComponent(part.anchor)}`,
        title: marked(part.title, asked),
        text: passage(part.text, asked),
      })),
    ],
  };
}

/** @param {Result} result */
function factsOf({ group, area, owner }) {
  const noun = group.noun.charAt(0).toUpperCase() + group.noun.slice(1);
  return [noun, area, owner ? `Owner: ${owner.title}` : ""].filter(Boolean).join(" \u00b7 ");
}

/** The alias that matched, if any. @param {Result} result @param {WordMatcher} asked @returns {Piece[] | undefined} */
function alias({ names }, asked) {
  const called = names.map((other) => marked(other, asked)).find((pieces) => pieces.some((piece) => piece.marked));
  return called && [...plain("Also called "), ...called];
}

/** @param {string} text @returns {Piece[]} */
function plain(text) {
  return [{ text, marked: false }];
}
