// Folding of names, and ids derived from them, by the rules of handbook/names.py.

const MAX_ID = 60;
/** @type {Record<string, string>} */
const LETTERS = { æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", ł: "l", þ: "th", ı: "i" };

/**
 * Return a folded name, without differences of case, whitespace and Unicode composition.
 * @param {string} text
 */
export function fold(text) {
  return spaced(caseless(text.normalize("NFC")));
}

/**
 * Return the id for a text, or an empty string if it has no letters that an id may contain.
 * @param {string} text
 * @param {number} most The maximum length.
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
 * Return a text without differences of case. Special cases are the Greek final sigma, ß, and the
 * dotless ı, whose capital is that of another letter.
 * @param {string} text
 */
function caseless(text) {
  const folded = text.replace(/[^ı]+/g, (part) => part.toUpperCase().toLowerCase());
  return folded.replaceAll("ς", "σ").replaceAll("ß", "ss");
}
