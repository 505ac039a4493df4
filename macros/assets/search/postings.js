// The lines of term files: the documents of a term, and its level in each.

/**
 * @typedef {object} TermLine One term of the index.
 * @property {string} key A word, or a name or prefix with its marker.
 * @property {string} postings Documents by level, delta-encoded.
 * @property {number} total The number of documents.
 * @property {[number, number]} more The first block file that continues the line, and their number.
 */

const NAME_MARK = "=";
const PREFIX_MARK = "^";
// Names and words up to this length are stored next to their prefix.
const MAX_INLINE = 2;

/** @param {string} word */
export function keyOfWord(word) {
  return word.length > MAX_INLINE ? word : `${PREFIX_MARK}${word}.`;
}

/** @param {string} text A normalised name. */
export function keyOfName(text) {
  return text.length > MAX_INLINE ? NAME_MARK + text : `${PREFIX_MARK}${text}-`;
}

/** The key of a word prefix. @param {string} letters */
export function keyOfPrefix(letters) {
  return PREFIX_MARK + letters;
}

/** @param {string} line @returns {TermLine} */
export function parseLine(line) {
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

/** Call `add` with each document and its level. @param {string} postings @param {(document: number, level: number) => void} add */
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
