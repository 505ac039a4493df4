// Values as a draft holds them: the same as handbook/filling.py writes.

import { spaced } from "../names/names.js";

const UNPRINTABLE =
  /[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\uf900-\ufefe\uff00-\ufffd\u{10000}-\u{effff}]/gu;
const ADDRESS = /^https?:\/\/[^\s<>\\|`\x00-\x1f]+$/;
// What would be markup anywhere in a line, and what would be only where a line begins.
const MARKUP =
  /[\\`*[\]<|~]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|&(?=#|[\p{L}\p{N}_]+;)|(?<!\S)#/gu;
const OPENING = /^(?:>|[-+](?:\s|$)|[-=:]+(?:\s|$))/;
const NUMBER = /^(\p{Nd}{1,9})(?=[.)](?:\s|$))/u;

/**
 * Return a value as Markdown that reads as the value; `opens` says that it begins a line.
 * @param {string} value
 */
export function plainValue(value, opens = false) {
  const line = spaced(value.replace(UNPRINTABLE, ""));
  if (ADDRESS.test(line)) return `<${line}>`;
  const escaped = line.replace(MARKUP, "\\$&");
  if (!opens) return escaped;
  return OPENING.test(escaped) ? `\\${escaped}` : escaped.replace(NUMBER, "$1\\");
}
