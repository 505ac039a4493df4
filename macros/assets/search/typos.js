// Typing errors: words within an edit distance of one or two.

/** @import { IndexFiles } from "./files.js" */

const MAX_LETTER_FILES = 3;
// In shorter words a substitution counts twice, the first letter must match, and completions are not
// corrected: "café" is not "case", "Acme" not "came", and "Büro" not "broken".
const MIN_FUZZY = 5;
// The maximum distance for an unfinished word: "interview" is not "intervention".
const MAX_UNFINISHED = 1;

/** The maximum distance for a word of this length. @param {number} length */
function maxDistance(length) {
  if (length < 4) return 0;
  return length < 8 ? 1 : 2;
}

/**
 * The edit distance with transpositions, up to `max`. In a short word a substitution counts twice.
 * With `isUnfinished`, `typed` may be a prefix of the other word.
 * @param {string} typed @param {string} word @param {number} max @param {boolean} isUnfinished
 */
export function distance(typed, word, max, isUnfinished = false) {
  if (!isUnfinished && Math.abs(typed.length - word.length) > max) return max + 1;
  const substitution = typed.length < MIN_FUZZY ? 2 : 1;
  const other = isUnfinished ? word.slice(0, typed.length + max) : word;
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
    if (Math.min(...next) > max) return max + 1;
    before = row;
    row = next;
  }
  return isUnfinished ? Math.min(...row) : row[other.length];
}

/**
 * The possible corrections: the nearest words, most frequent first.
 * @param {IndexFiles} files @param {string} typed @param {boolean} isUnfinished @returns {Promise<string[]>}
 */
export async function corrections(files, typed, isUnfinished) {
  const max = maxDistance(typed.length);
  if (!max) return [];
  // Try the second letter too, in case the first two were swapped or the first is superfluous. This
  // allows for no other error.
  const long = typed.length >= MIN_FUZZY;
  /** @type {[string, number][]} */
  const letters = [[typed[0], max], ...(long ? [/** @type {[string, number]} */ ([typed[1], 1])] : [])];
  for (const [letter, errors] of letters) {
    const known = await files.vocabulary(letter, MAX_LETTER_FILES);
    const found = nearest(known, typed, errors, false);
    if (found.length) return found;
    const longer = isUnfinished && long ? nearest(known, typed, Math.min(errors, MAX_UNFINISHED), true) : [];
    if (longer.length) return longer;
  }
  return [];
}

/** @param {string[]} known @param {string} typed @param {number} max @param {boolean} isUnfinished */
function nearest(known, typed, max, isUnfinished) {
  let best = max;
  /** @type {string[]} */
  let found = [];
  for (const word of known) {
    const errors = distance(typed, word, best, isUnfinished);
    if (errors > best) continue;
    if (errors < best) found = [];
    best = errors;
    if (found.length < 4) found.push(word);
  }
  return found;
}
