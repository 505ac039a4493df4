// Search results: the best documents, each with its best sections.

import { parseDocument } from "./documents.js";
import { hits, wordMatcher } from "./highlighting.js";
import { compare, rank } from "./ranking.js";
import { name } from "./words.js";

/** @import { Part, StoredDocument } from "./documents.js" */
/** @import { IndexFiles } from "./files.js" */
/** @import { Match } from "./matches.js" */
/** @import { WordMatcher } from "./highlighting.js" */
/** @import { Candidate, Group, Ranking } from "./ranking.js" */
/** @typedef {StoredDocument & {group: Group, found: Part[]}} Result */
/** @typedef {{candidate: Candidate, document: StoredDocument}} LoadedResult */
/**
 * @typedef {object} Answer
 * @property {Result[]} results
 * @property {number} total
 * @property {WordMatcher} matcher
 * @property {boolean} owner
 * @property {[string, string][]} corrections
 * @property {string[]} missing
 * @property {boolean} whole Whether this is complete, or a first part.
 */

// The number of results per page, whose documents are loaded.
const PAGE_SIZE = 8;
// The number of results to show first while nothing is shown yet.
const FIRST_PART = 2;
const MAX_SECTIONS = 2;
// The last results are reserved for good matches that are no longer in force.
const RESERVED = 2;

/**
 * @typedef {object} Options
 * @property {number} [pages] The number of pages of results.
 * @property {boolean} [hurried] Whether to yield a first part early.
 * @property {() => boolean} [isOver] Whether the query is obsolete, so that nothing else is loaded.
 */

/** Yield the complete answer, preceded by a first part if hurried. @param {IndexFiles} files @param {string} typed @param {Options} [wish] @returns {AsyncGenerator<Answer, void, void>} */
export async function* findAnswers(files, typed, { pages = 1, hurried = false, isOver = () => false } = {}) {
  const ranking = await rank(files, typed);
  const matcher = wordMatcher(ranking.matches);
  const candidates = topCandidates(ranking.candidates, PAGE_SIZE * pages);
  for (const whole of hurried && candidates.length > FIRST_PART ? [false, true] : [true]) {
    if (isOver()) return;
    const found = await Promise.all(
      candidates.slice(0, whole ? candidates.length : FIRST_PART).map((candidate) => load(files, candidate, ranking, matcher)),
    );
    yield {
      results: sortWithinPages(found).map(({ candidate, document }) => ({
        ...document,
        group: candidate.group,
        found: sectionsOf(document, ranking.matches, matcher),
      })),
      total: ranking.candidates.length,
      matcher,
      owner: ranking.owner,
      corrections: ranking.corrections,
      missing: ranking.missing,
      whole,
    };
  }
}

/** @param {IndexFiles} files @param {Candidate} candidate @param {Ranking} ranking @param {WordMatcher} matcher @returns {Promise<LoadedResult>} */
async function load(files, candidate, ranking, matcher) {
  const document = parseDocument(await files.document(candidate.document));
  const score = candidate.score * titleBoost(document, ranking, matcher);
  return { candidate: { ...candidate, score }, document };
}

/** Results by score within each page, so that those already shown keep their place. @param {LoadedResult[]} found */
function sortWithinPages(found) {
  const starts = [0, FIRST_PART];
  for (let start = PAGE_SIZE; start < found.length; start += PAGE_SIZE) starts.push(start);
  return starts.flatMap((start, index) =>
    found.slice(start, starts[index + 1]).sort((a, b) => compare(a.candidate, b.candidate)),
  );
}

/** The best candidates, with drafts and retired entries in the last places. @param {Candidate[]} candidates @param {number} limit */
function topCandidates(candidates, limit) {
  const first = candidates.slice(0, limit);
  const last = candidates.slice(limit).filter(({ group, share }) => group.force && share > 0.99);
  const reserved = last.slice(0, RESERVED);
  return [...first.slice(0, limit - reserved.length), ...reserved];
}

/**
 * The boost of a document for query words in its title or next to each other.
 * @param {StoredDocument} document @param {Ranking} ranking @param {WordMatcher} matcher
 */
function titleBoost(document, { subject, isUnfinished, matches }, matcher) {
  const totalIdf = matches.reduce((sum, match) => sum + match.idf, 0) || 1;
  const titles = [document.title, ...document.names].map((title) => {
    const found = hits(title, matcher);
    const matched = new Set(found.map((hit) => hit.word));
    const matchedIdf = [...matched].reduce((sum, index) => sum + matches[index].idf, 0);
    const count = name(title).split(" ").length;
    return (matchedIdf / totalIdf) * Math.min(1, found.length / count);
  });
  return (1 + 0.6 * Math.max(...titles)) * phraseBoost(document, subject, isUnfinished);
}

/** The boost if the whole query is a heading or occurs as a phrase. @param {StoredDocument} document @param {string} subject @param {boolean} isUnfinished */
function phraseBoost({ title, about, parts: all }, subject, isUnfinished) {
  if (all.some((part) => name(part.title) === subject)) return subject.split(" ").length > 2 ? 3 : 1.5;
  const texts = [title, about, ...all.map((part) => `${part.title} ${part.text}`)];
  const phrase = isUnfinished ? subject : `${subject} `;
  return subject.includes(" ") && texts.some((text) => `${name(text)} `.includes(phrase)) ? 1.25 : 1;
}

/** The sections that contain words not in the title. @param {StoredDocument} document @param {Match[]} matches @param {WordMatcher} matcher */
function sectionsOf(document, matches, matcher) {
  const inDocumentTitle = new Set([document.title, ...document.names].flatMap((text) => hits(text, matcher)).map((hit) => hit.word));
  const rated = document.parts.map((part, index) => {
    const inTitle = new Set(hits(part.title, matcher).map((hit) => hit.word));
    const words = new Set([...inTitle, ...hits(part.text, matcher).map((hit) => hit.word)]);
    const isNew = [...words].some((number) => !inDocumentTitle.has(number));
    const worth = [...words].reduce((sum, number) => sum + matches[number].idf * (inTitle.has(number) ? 1.5 : 1), 0);
    return { part, index, worth: isNew ? worth : 0 };
  });
  const best = Math.max(0, ...rated.map(({ worth }) => worth));
  return rated
    .filter(({ worth }) => worth && worth >= best * 0.7)
    .sort((a, b) => b.worth - a.worth || a.index - b.index)
    .slice(0, MAX_SECTIONS)
    .map(({ part }) => part);
}
