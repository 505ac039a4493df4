// The search results as a listbox: every result is a link and an option.

/** @import { Piece } from "../search/highlighting.js" */
/** @import { SubResult, Row } from "../search/rows.js" */
/** @typedef {(address: string) => string} Link Resolves an address relative to the site root. */

/** The options of a result: the page, and its sections. @param {Row} row @param {Link} link @returns {HTMLAnchorElement[]} */
export function options(row, link) {
  return [pageOption(row, link), ...row.places.map((place) => placeOption(place, link))];
}

/** @param {Row} row @param {Link} link */
function pageOption({ address, title, facts, chip, texts, past }, link) {
  const details = makeElement("span", "hb-found__facts", facts);
  if (chip) details.append(" \u00b7 ", makeElement("span", `hb-chip hb-chip--${chip.meaning}`, chip.word));
  const made = option("page", link(address), [
    highlightedElement("hb-found__title", title),
    details,
    ...texts.map((pieces) => highlightedElement("hb-found__text", pieces)),
  ]);
  made.classList.toggle("hb-found__option--past", past);
  return made;
}

/** @param {SubResult} place @param {Link} link */
function placeOption({ address, title, text }, link) {
  return option("part", link(address), [
    highlightedElement("hb-found__title", title),
    ...(text.length ? [highlightedElement("hb-found__text", text)] : []),
  ]);
}

/** @param {string} kind @param {string} href @param {HTMLElement[]} content */
function option(kind, href, content) {
  const made = document.createElement("a");
  made.className = `hb-found__option hb-found__option--${kind}`;
  made.href = href;
  made.tabIndex = -1;
  made.setAttribute("role", "option");
  made.setAttribute("aria-selected", "false");
  // The space keeps screen readers from joining words of adjacent parts.
  content.forEach((part) => made.append(part, " "));
  return made;
}

/** @param {string} name @param {Piece[]} pieces */
function highlightedElement(name, pieces) {
  const made = makeElement("span", name);
  for (const { text, marked } of pieces) made.append(marked ? makeElement("mark", "", text) : text);
  return made;
}

/** @param {string} tag @param {string} name @param {string} [text] */
function makeElement(tag, name, text = "") {
  const made = document.createElement(tag);
  if (name) made.className = name;
  made.textContent = text;
  return made;
}
