// What is found: the best documents, each with the parts of it that were meant.

import { shown } from "./documents.js";
import { asking, hits } from "./passages.js";
import { compare, rank } from "./ranking.js";
import { name } from "./words.js";

/** @import { Part, Shown } from "./documents.js" */
/** @import { Files } from "./files.js" */
/** @import { Match } from "./matches.js" */
/** @import { Asked } from "./passages.js" */
/** @import { Candidate, Group } from "./ranking.js" */
/** @typedef {Shown & {group: Group, found: Part[]}} Result */
/**
 * @typedef {object} Answer
 * @property {Result[]} results
 * @property {number} total
 * @property {Asked} asked
 * @property {boolean} owner
 * @property {[string, string][]} instead
 */

// So many are looked at closely, and shown.
const SHOWN = 8;
const PARTS = 2;
// The last places are for what no longer holds, if it fits as well.
const KEPT = 2;
// How much a page counts that says nothing of an owner, if that is what is asked.
const UNOWNED = 0.3;

/** @param {Files} files @param {string} typed @param {number} pages How many times as many are wanted. @returns {Promise<Answer>} */
export async function find(files, typed, pages = 1) {
  const ranking = await rank(files, typed);
  const asked = asking(ranking.matches);
  const wanted = chosen(ranking.candidates, SHOWN * pages);
  const found = await Promise.all(
    wanted.map(async (candidate) => ({ candidate, document: shown(await files.document(candidate.document)) })),
  );
  for (const one of found) {
    const factor = closeness(one.document, ranking, asked) * (ranking.owner ? ownership(one) : 1);
    one.candidate = { ...one.candidate, score: one.candidate.score * factor };
  }
  // What is shown already keeps its place when more is asked for.
  const ordered = Array.from({ length: pages }, (_, page) =>
    found.slice(page * SHOWN, (page + 1) * SHOWN).sort((a, b) => compare(a.candidate, b.candidate)),
  ).flat();
  return {
    results: ordered.map(({ candidate, document }) => ({
      ...document,
      group: candidate.group,
      found: partsOf(document, ranking.matches, asked),
    })),
    total: ranking.candidates.length,
    asked,
    owner: ranking.owner,
    instead: ranking.instead,
  };
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
 * @param {Shown} document @param {{subject: string, matches: Match[]}} ranking @param {Asked} asked
 */
function closeness(document, { subject, matches }, asked) {
  const worth = matches.reduce((sum, match) => sum + match.worth, 0) || 1;
  const titles = [document.title, ...document.names].map((title) => {
    const found = hits(title, asked);
    const told = new Set(found.map((hit) => hit.asked));
    const held = [...told].reduce((sum, index) => sum + matches[index].worth, 0);
    const count = name(title).split(" ").length;
    return (held / worth) * Math.min(1, found.length / count);
  });
  return (1 + 0.6 * Math.max(...titles)) * phrase(document, subject);
}

/** Less if a page cannot answer who owns it; a role may be the answer itself. @param {{candidate: Candidate, document: Shown}} found */
function ownership({ candidate, document }) {
  return document.owner || candidate.group.kind === "roles" ? 1 : UNOWNED;
}

/** More if all that is asked is a heading, or stands in one stretch. @param {Shown} document @param {string} subject */
function phrase({ title, about, parts: all }, subject) {
  if (all.some((part) => name(part.title) === subject)) return subject.split(" ").length > 2 ? 3 : 1.5;
  const texts = [title, about, ...all.map((part) => `${part.title} ${part.text}`)];
  return subject.includes(" ") && texts.some((text) => name(text).includes(subject)) ? 1.25 : 1;
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
