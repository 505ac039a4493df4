// Names as they are compared, and the ids they suggest: the same as handbook/names.py says.

const MAX_ID = 60;
/** @type {Record<string, string>} */
const LETTERS = { æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", ł: "l", þ: "th", ı: "i" };

/**
 * Return a name as it is compared: case, white space, ways to encode an accent do not count.
 * @param {string} text
 */
export function fold(text) {
  return spaced(caseless(text.normalize("NFC")));
}

/**
 * Return the id that a text suggests, empty if it has no letter that an id may have.
 * @param {string} text
 * @param {number} most How many letters it may have.
 */
export function slug(text, most = MAX_ID) {
  const letters = caseless(text).replaceAll("&", " and ").replace(/[æœøđðłþı]/g, (one) => LETTERS[one] ?? "");
  const bare = letters.normalize("NFKD").replace(/[^\x00-\x7f]/g, "").replaceAll("'", "");
  const found = (bare.match(/[a-z0-9]+/g) ?? []).join("-");
  if (found.length <= most) return found;
  const end = found.slice(0, most + 1).lastIndexOf("-");
  return end > 0 ? found.slice(0, end) : found.slice(0, most);
}

/** @param {string} text */
export function spaced(text) {
  return text.split(/\s+/).filter(Boolean).join(" ");
}

/**
 * Return a text without the difference of capital letters. The last letter of a Greek word is one
 * of its own only in small letters, the capital ß becomes no SS, and ı has
 * the capital of another letter.
 * @param {string} text
 */
function caseless(text) {
  const folded = text.replace(/[^ı]+/g, (part) => part.toUpperCase().toLowerCase());
  return folded.replaceAll("ς", "σ").replaceAll("ß", "ss");
}
