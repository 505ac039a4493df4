// Lines of words: which documents a word stands in, and how much it says about each of them.

/**
 * @typedef {object} Line One word of the index.
 * @property {string} key The word, or a name or a beginning with its mark.
 * @property {string} postings Documents by level, as distances.
 * @property {number} total In how many documents it stands.
 * @property {[number, number]} more The first file that continues the line, and how many do.
 */

const NAME = "=";
const BEGINNING = "^";
// A name or a word of up to so many letters stands beside its beginning.
const BESIDE = 2;

/** @param {string} word */
export function keyOfWord(word) {
  return word.length > BESIDE ? word : `${BEGINNING}${word}.`;
}

/** @param {string} text A name as it is compared. */
export function keyOfName(text) {
  return text.length > BESIDE ? NAME + text : `${BEGINNING}${text}-`;
}

/** The first letters of words. @param {string} letters */
export function keyOfBeginning(letters) {
  return BEGINNING + letters;
}

/** @param {string} line @returns {Line} */
export function readLine(line) {
  const [key, whole = ""] = line.split("\t");
  const [postings, rest = ""] = whole.split("|");
  const [first = 0, count = 0, total = 0] = rest ? rest.split(",").map(Number) : [];
  return { key, postings, more: [first, count], total: total || countOf(postings) };
}

/** @param {string} postings */
function countOf(postings) {
  let count = postings ? 1 : 0;
  for (const sign of postings) if (sign === "," || sign === ";") count += 1;
  return count;
}

/** Calls `add` for each document with its level. @param {string} postings @param {(document: number, level: number) => void} add */
export function eachPosting(postings, add) {
  if (!postings) return;
  for (const part of postings.split(";")) {
    const [level, distances] = part.split(":");
    let document = 0;
    for (const distance of distances.split(",")) {
      document += Number(distance);
      add(document, Number(level));
    }
  }
}
