// Escaping of values in drafts, the same as in handbook/filling.py.

import { spaced } from "../names/names.js";

const UNPRINTABLE =
  /[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\uf900-\ufefe\uff00-\ufffd\u{10000}-\u{effff}]/gu;
const URL_PATTERN = /^https?:\/\/[^\s<>\\|`\x00-\x1f]+$/;
// Markup anywhere in a line, and markup only at the start of a line.
const MARKUP =
  /[\\`*[\]<|~]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|&(?=#|[\p{L}\p{N}_]+;)|(?<!\S)#/gu;
const LINE_START = /^(?:>|[-+](?:\s|$)|[-=:]+(?:\s|$))/;
const NUMBER = /^(\p{Nd}{1,9})(?=[.)](?:\s|$))/u;

/**
 * Return a value escaped for Markdown; `opens` if it starts a line.
 * @param {string} value
 */
export function plainValue(value, opens = false) {
  const line = spaced(value.replace(UNPRINTABLE, ""));
  if (URL_PATTERN.test(line)) return `<${line}>`;
  const escaped = line.replace(MARKUP, "\\$&");
  if (!opens) return escaped;
  return LINE_START.test(escaped) ? `\\${escaped}` : escaped.replace(NUMBER, "$1\\");
}
