// What is found: the best documents, each with the parts of it that were meant.

import { shown } from "./documents.js";
import { asking, hits } from "./passages.js";
import { compare, rank } from "./ranking.js";
import { name } from "./words.js";

/** @import { Part, Shown } from "./documents.js" */
/** @import { Files } from "./files.js" */
/** @import { Match } from "./matches.js" */
/** @import { Asked } from "./passages.js" */
/** @import { Candidate, Group, Ranking } from "./ranking.js" */
/** @typedef {Shown & {group: Group, found: Part[]}} Result */
/** @typedef {{candidate: Candidate, document: Shown}} Seen */
/**
 * @typedef {object} Answer
 * @property {Result[]} results
 * @property {number} total
 * @property {Asked} asked
 * @property {boolean} owner
 * @property {[string, string][]} instead
 * @property {string[]} missing
 * @property {boolean} whole Whether this is all, or what is shown before the rest.
 */

// So many are looked at closely, and shown.
const SHOWN = 8;
// So many of them are looked at before the others, for somebody who sees nothing yet.
const FIRST = 2;
const PARTS = 2;
// The last places are for what no longer holds, if it fits as well.
const KEPT = 2;

/**
 * @typedef {object} Wish
 * @property {number} [pages] How many times as many results are wanted.
 * @property {boolean} [hurried] Whether the first are wanted before the rest.
 * @property {() => boolean} [isOver] Whether nobody waits any more: nothing else is fetched then.
 */

/** Yields the whole answer, and before it the beginning of it, if it is hurried. @param {Files} files @param {string} typed @param {Wish} [wish] @returns {AsyncGenerator<Answer, void, void>} */
export async function* find(files, typed, { pages = 1, hurried = false, isOver = () => false } = {}) {
  const ranking = await rank(files, typed);
  const asked = asking(ranking.matches);
  const wanted = chosen(ranking.candidates, SHOWN * pages);
  for (const whole of hurried && wanted.length > FIRST ? [false, true] : [true]) {
    if (isOver()) return;
    const found = await Promise.all(
      wanted.slice(0, whole ? wanted.length : FIRST).map((candidate) => look(files, candidate, ranking, asked)),
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

/** @param {Files} files @param {Candidate} candidate @param {Ranking} ranking @param {Asked} asked @returns {Promise<Seen>} */
async function look(files, candidate, ranking, asked) {
  const document = shown(await files.document(candidate.document));
  const score = candidate.score * closeness(document, ranking, asked);
  return { candidate: { ...candidate, score }, document };
}

/** The nearest first; what is shown already keeps its place when more follows. @param {Seen[]} found */
function inOrder(found) {
  const starts = [0, FIRST];
  for (let start = SHOWN; start < found.length; start += SHOWN) starts.push(start);
  return starts.flatMap((start, index) =>
    found.slice(start, starts[index + 1]).sort((a, b) => compare(a.candidate, b.candidate)),
  );
}

/** The first, and at the end of them what is a draft or retired. @param {Candidate[]} candidates @param {number} most */
function chosen(candidates, most) {
  const first = candidates.slice(0, most);
  const last = candidates.slice(most).filter(({ group, share }) => group.force && share > 0.99);
  const kept = last.slice(0, KEPT);
  return [...first.slice(0, most - kept.length), ...kept];
}

/**
 * How much nearer a document is than its words tell: they stand in its title, or together.
 * @param {Shown} document @param {Ranking} ranking @param {Asked} asked
 */
function closeness(document, { subject, begun, matches }, asked) {
  const worth = matches.reduce((sum, match) => sum + match.worth, 0) || 1;
  const titles = [document.title, ...document.names].map((title) => {
    const found = hits(title, asked);
    const told = new Set(found.map((hit) => hit.asked));
    const held = [...told].reduce((sum, index) => sum + matches[index].worth, 0);
    const count = name(title).split(" ").length;
    return (held / worth) * Math.min(1, found.length / count);
  });
  return (1 + 0.6 * Math.max(...titles)) * phrase(document, subject, begun);
}

/** More if all that is asked is a heading, or stands in one stretch. @param {Shown} document @param {string} subject @param {boolean} begun */
function phrase({ title, about, parts: all }, subject, begun) {
  if (all.some((part) => name(part.title) === subject)) return subject.split(" ").length > 2 ? 3 : 1.5;
  const texts = [title, about, ...all.map((part) => `${part.title} ${part.text}`)];
  const told = begun ? subject : `${subject} `;
  return subject.includes(" ") && texts.some((text) => `${name(text)} `.includes(told)) ? 1.25 : 1;
}

/** The parts that hold words which are not in the title. @param {Shown} document @param {Match[]} matches @param {Asked} asked */
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
