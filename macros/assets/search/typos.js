// Typing errors: words within an edit distance of one or two.

/** @import { Files } from "./files.js" */

const LETTER_FILES = 3;
// In shorter words a substitution counts twice, the first letter must match, and completions are not
// corrected: "café" is not "case", "Acme" not "came", and "Büro" not "broken".
const SHORTEST_LIKE = 5;
// The maximum distance for an unfinished word: "interview" is not "intervention".
const MOST_BEGUN = 1;

/** The maximum distance for a word of this length. @param {number} length */
function allowed(length) {
  if (length < 4) return 0;
  return length < 8 ? 1 : 2;
}

/**
 * The edit distance with transpositions, up to `most`. In a short word a substitution counts twice.
 * With `begun`, `typed` may be a prefix of the other word.
 * @param {string} typed @param {string} word @param {number} most @param {boolean} begun
 */
export function distance(typed, word, most, begun = false) {
  if (!begun && Math.abs(typed.length - word.length) > most) return most + 1;
  const substitution = typed.length < SHORTEST_LIKE ? 2 : 1;
  const other = begun ? word.slice(0, typed.length + most) : word;
  /** @type {number[]} */
  let before = [];
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= typed.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = typed[i - 1] === other[j - 1];
      let best = Math.min(row[j - 1] + (same ? 0 : substitution), row[j] + 1, next[j - 1] + 1);
      if (i > 1 && j > 1 && typed[i - 1] === other[j - 2] && typed[i - 2] === other[j - 1])
        best = Math.min(best, before[j - 2] + 1);
      next.push(best);
    }
    if (Math.min(...next) > most) return most + 1;
    before = row;
    row = next;
  }
  return begun ? Math.min(...row) : row[other.length];
}

/**
 * The possible corrections: the nearest words, most frequent first.
 * @param {Files} files @param {string} typed @param {boolean} begun @returns {Promise<string[]>}
 */
export async function meant(files, typed, begun) {
  const most = allowed(typed.length);
  if (!most) return [];
  // Try the second letter too, in case the first two were swapped or the first is superfluous. This
  // allows for no other error.
  const long = typed.length >= SHORTEST_LIKE;
  /** @type {[string, number][]} */
  const letters = [[typed[0], most], ...(long ? [/** @type {[string, number]} */ ([typed[1], 1])] : [])];
  for (const [letter, errors] of letters) {
    const known = await files.vocabulary(letter, LETTER_FILES);
    const found = nearest(known, typed, errors, false);
    if (found.length) return found;
    const longer = begun && long ? nearest(known, typed, Math.min(errors, MOST_BEGUN), true) : [];
    if (longer.length) return longer;
  }
  return [];
}

/** @param {string[]} known @param {string} typed @param {number} most @param {boolean} begun */
function nearest(known, typed, most, begun) {
  let best = most;
  /** @type {string[]} */
  let found = [];
  for (const word of known) {
    const away = distance(typed, word, best, begun);
    if (away > best) continue;
    if (away < best) found = [];
    best = away;
    if (found.length < 4) found.push(word);
  }
  return found;
}
