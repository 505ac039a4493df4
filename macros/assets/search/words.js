// Tokenisation and folding of queries; handbook/search/words.py applies the same rules to texts.

const MAX_WORD = 40;
const MAX_PARTS = 3;
/** @type {Record<string, string>} */
const LETTERS = {
  ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", ł: "l", þ: "th", "\u0131": "i", "\u03c2": "\u03c3",
};
const WORD = /[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu;
// The same for ASCII: compiling the pattern above takes longer than everything else.
const ASCII_WORD = /[a-z0-9]+(?:-[a-z0-9]+)*/g;
// The same for words as typed, including apostrophes as in "don't".
const AS_TYPED = /[\p{L}\p{M}\p{N}](?:['\u2019\u02bc-]*[\p{L}\p{M}\p{N}])*/gu;
// Stop words.
const STOP_WORDS = new Set(
  `a about after all also am an and any are as at be been before being but by can come comes could did do does
  doing done during for from get gets getting got had has have having he her here him his how i if in
  into is it its just like list lists make makes may me might more most must my need needs no not of off
  on once only or other our out over own please shall she should so some such than that the their them
  then there these they this those to too under until up us use used uses using very want wants was we
  were what when where which while who whom whose why will with without would you your`.split(/\s+/),
);

// Most texts are ASCII, and only need lower case.
const ASCII = /^[\x00-\x7f]*$/;

/** @param {string} text */
export function isAscii(text) {
  return ASCII.test(text);
}

/** @param {string} text */
export function fold(text) {
  if (isAscii(text)) return text.toLowerCase().replaceAll("'", "");
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(/[ßæœøđðłþ\u0131\u03c2]/g, (letter) => LETTERS[letter])
    .replace(/['\u2019\u02bc]/g, "");
}

/** The words as typed, by their folded form. @param {string} text @returns {Map<string, string>} */
export function asTyped(text) {
  return new Map((text.match(AS_TYPED) ?? []).map((word) => [fold(word), word]));
}

/**
 * Other spellings of umlauts, by folded word: "fuer" for "für" and vice versa, but not in "neuer",
 * "queue" and "due".
 * @param {string} text @returns {Map<string, string>}
 */
export function otherSpellings(text) {
  const expanded = words(text.normalize("NFC").replace(/[äöü]/gi, "$&e"));
  return new Map(
    words(text).flatMap((word, index) => {
      const other = expanded[index] === word ? word.replace(/(?<![aeq])([aou])e(?=.)/g, "$1") : expanded[index];
      return other === word ? [] : [[word, other]];
    }),
  );
}

/** The words of a text; "e-mail" is one word, an id with more hyphens is split. @param {string} text @returns {string[]} */
export function words(text) {
  const folded = fold(text);
  return (folded.match(isAscii(folded) ? ASCII_WORD : WORD) ?? []).flatMap((word) => {
    const parts = word.split("-");
    return parts.length > MAX_PARTS ? parts : [word];
  });
}

/** A normalised name. @param {string} text */
export function name(text) {
  return words(text).join(" ").replaceAll("-", " ");
}

/** @param {string} word */
export function truncated(word) {
  return word.slice(0, MAX_WORD);
}

/** @param {string} word */
export function isStopWord(word) {
  return STOP_WORDS.has(word);
}

// Suffixes, in order, and their replacements; the stem must keep a few letters. A short word keeps
// its final "e": "site" is not "sit", and "hiring" is "hire".
/** @type {[RegExp, string][]} */
const SUFFIXES = [
  [/ie[sd]$/, "y"],
  [/(ss|sh|ch|x|z)es$/, "$1"],
  [/([^su])s$/, "$1"],
  [/^([^aeiouy]*[aeiouy][^aeiouwxy])(?:ing|ed)$/, "$1e"],
  [/(.*[aeiouy].*)(?:ing|ed)$/, "$1"],
  [/ment$/, ""],
  [/ion$/, ""],
  [/al$/, ""],
  [/([b-df-hj-np-tv-z])\1$/, "$1"],
  [/([aeiouy][^aeiouy]+[aeiouy].*[^aeiouy])y$/, "$1"],
  [/^(?![^aeiouy]*[aeiouy][^aeiouwxy]e$)(.*)e$/, "$1"],
];

/** The stem of a word: "escalated" and "escalation" both become "escalat". @param {string} word */
export function stem(word) {
  let found = word;
  for (const [ending, rest] of SUFFIXES) {
    const shorter = found.replace(ending, rest);
    if (shorter.length > 2) found = shorter;
  }
  return found;
}

/** The common prefix of all words with a stem: "hiring" does not start with "hire". @param {string} root */
export function prefixOfStem(root) {
  return root.replace(/(...)[ey]$/, "$1");
}
