// Search results: the best documents, each with its best sections.

import { shown } from "./documents.js";
import { wordMatcher, hits } from "./passages.js";
import { compare, rank } from "./ranking.js";
import { name } from "./words.js";

/** @import { Part, Shown } from "./documents.js" */
/** @import { Files } from "./files.js" */
/** @import { Match } from "./matches.js" */
/** @import { WordMatcher } from "./passages.js" */
/** @import { Candidate, Group, Ranking } from "./ranking.js" */
/** @typedef {Shown & {group: Group, found: Part[]}} Result */
/** @typedef {{candidate: Candidate, document: Shown}} Loaded */
/**
 * @typedef {object} Answer
 * @property {Result[]} results
 * @property {number} total
 * @property {WordMatcher} asked
 * @property {boolean} owner
 * @property {[string, string][]} instead
 * @property {string[]} missing
 * @property {boolean} whole Whether this is complete, or a first part.
 */

// The number of results per page, whose documents are loaded.
const SHOWN = 8;
// The number of results to show first while nothing is shown yet.
const FIRST = 2;
const PARTS = 2;
// The last results are reserved for good matches that are no longer in force.
const KEPT = 2;

/**
 * @typedef {object} Options
 * @property {number} [pages] The number of pages of results.
 * @property {boolean} [hurried] Whether to yield a first part early.
 * @property {() => boolean} [isOver] Whether the query is obsolete, so that nothing else is loaded.
 */

/** Yield the complete answer, preceded by a first part if hurried. @param {Files} files @param {string} typed @param {Options} [wish] @returns {AsyncGenerator<Answer, void, void>} */
export async function* find(files, typed, { pages = 1, hurried = false, isOver = () => false } = {}) {
  const ranking = await rank(files, typed);
  const asked = wordMatcher(ranking.matches);
  const wanted = chosen(ranking.candidates, SHOWN * pages);
  for (const whole of hurried && wanted.length > FIRST ? [false, true] : [true]) {
    if (isOver()) return;
    const found = await Promise.all(
      wanted.slice(0, whole ? wanted.length : FIRST).map((candidate) => load(files, candidate, ranking, asked)),
    );
    yield {
      results: inOrder(found).map(({ candidate, document }) => ({
        ...document,
        group: candidate.group,
        found: partsOf(document, ranking.matches, asked),
      })),
      total: ranking.candidates.length,
      asked,
      owner: ranking.owner,
      instead: ranking.instead,
      missing: ranking.missing,
      whole,
    };
  }
}

/** @param {Files} files @param {Candidate} candidate @param {Ranking} ranking @param {WordMatcher} asked @returns {Promise<Loaded>} */
async function load(files, candidate, ranking, asked) {
  const document = shown(await files.document(candidate.document));
  const score = candidate.score * closeness(document, ranking, asked);
  return { candidate: { ...candidate, score }, document };
}

/** Results by score within each page, so that those already shown keep their place. @param {Loaded[]} found */
function inOrder(found) {
  const starts = [0, FIRST];
  for (let start = SHOWN; start < found.length; start += SHOWN) starts.push(start);
  return starts.flatMap((start, index) =>
    found.slice(start, starts[index + 1]).sort((a, b) => compare(a.candidate, b.candidate)),
  );
}

/** The best candidates, with drafts and retired entries in the last places. @param {Candidate[]} candidates @param {number} most */
function chosen(candidates, most) {
  const first = candidates.slice(0, most);
  const last = candidates.slice(most).filter(({ group, share }) => group.force && share > 0.99);
  const kept = last.slice(0, KEPT);
  return [...first.slice(0, most - kept.length), ...kept];
}

/**
 * The boost of a document for query words in its title or next to each other.
 * @param {Shown} document @param {Ranking} ranking @param {WordMatcher} asked
 */
function closeness(document, { subject, begun, matches }, asked) {
  const worth = matches.reduce((sum, match) => sum + match.worth, 0) || 1;
  const titles = [document.title, ...document.names].map((title) => {
    const found = hits(title, asked);
    const matched = new Set(found.map((hit) => hit.asked));
    const held = [...matched].reduce((sum, index) => sum + matches[index].worth, 0);
    const count = name(title).split(" ").length;
    return (held / worth) * Math.min(1, found.length / count);
  });
  return (1 + 0.6 * Math.max(...titles)) * phrase(document, subject, begun);
}

/** The boost if the whole query is a heading or occurs as a phrase. @param {Shown} document @param {string} subject @param {boolean} begun */
function phrase({ title, about, parts: all }, subject, begun) {
  if (all.some((part) => name(part.title) === subject)) return subject.split(" ").length > 2 ? 3 : 1.5;
  const texts = [title, about, ...all.map((part) => `${part.title} ${part.text}`)];
  const wanted = begun ? subject : `${subject} `;
  return subject.includes(" ") && texts.some((text) => `${name(text)} `.includes(wanted)) ? 1.25 : 1;
}

/** The sections that contain words not in the title. @param {Shown} document @param {Match[]} matches @param {WordMatcher} asked */
function partsOf(document, matches, asked) {
  const named = new Set([document.title, ...document.names].flatMap((text) => hits(text, asked)).map((hit) => hit.asked));
  const rated = document.parts.map((part, index) => {
    const inTitle = new Set(hits(part.title, asked).map((hit) => hit.asked));
    const held = new Set([...inTitle, ...hits(part.text, asked).map((hit) => hit.asked)]);
    const more = [...held].some((number) => !named.has(number));
    const worth = [...held].reduce((sum, number) => sum + matches[number].worth * (inTitle.has(number) ? 1.5 : 1), 0);
    return { part, index, worth: more ? worth : 0 };
  });
  const best = Math.max(0, ...rated.map(({ worth }) => worth));
  return rated
    .filter(({ worth }) => worth && worth >= best * 0.7)
    .sort((a, b) => b.worth - a.worth || a.index - b.index)
    .slice(0, PARTS)
    .map(({ part }) => part);
}
