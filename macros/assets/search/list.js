// What is found as a list to choose from: every entry is a link, and an option of the field.

import { marked, passage } from "./passages.js";

/** @import { Answer, Result } from "./finding.js" */
/** @import { Asked, Piece } from "./passages.js" */
/** @typedef {(address: string) => string} Link Turns an address from the site's root into one that works here. */

/** @param {Answer} answer @param {Link} link @returns {HTMLAnchorElement[]} */
export function options(answer, link) {
  const all = answer.results.flatMap((result) => [
    pageOption(result, answer.asked, link),
    ...(answer.owner && result === answer.results[0] ? ownerOption(result, link) : []),
    ...result.found.map((part) =>
      option("part", link(`${result.address}#${encodeURIComponent(part.anchor)}`), [
        wordsOf("hb-found__title", marked(part.title, answer.asked)),
        wordsOf("hb-found__text", passage(part.text, answer.asked)),
      ]),
    ),
  ]);
  all.forEach((one, index) => (one.id = `hb-found-${index}`));
  return all;
}

/** @param {Result} result @param {Asked} asked @param {Link} link */
function pageOption(result, asked, link) {
  const title = wordsOf("hb-found__title", marked(result.title, asked));
  const facts = makeElement("span", "hb-found__facts");
  facts.append(factsOf(result).join(" \u00b7 "));
  if (result.chip) facts.append(" \u00b7 ", makeElement("span", `hb-chip hb-chip--${result.chip.meaning}`, result.chip.word));
  const also = title.querySelector("mark") ? undefined : alias(result, asked);
  const text = result.found.length ? [] : [wordsOf("hb-found__text", passage(result.about, asked))];
  const made = option("page", link(result.address), [title, facts, ...(also ? [also] : []), ...text]);
  made.classList.toggle("hb-found__option--past", result.group.force > 0);
  return made;
}

/** @param {Result} result */
function factsOf({ group, area, owner }) {
  const noun = group.noun.charAt(0).toUpperCase() + group.noun.slice(1);
  return [noun, area, owner ? `Owner: ${owner.title}` : ""].filter(Boolean);
}

/** Another name under which it was found. @param {Result} result @param {Asked} asked */
function alias({ names }, asked) {
  const called = names.map((other) => marked(other, asked)).find((pieces) => pieces.some((piece) => piece.marked));
  return called && wordsOf("hb-found__text", [{ text: "Also called ", marked: false }, ...called]);
}

/** @param {Result} result @param {Link} link */
function ownerOption({ owner }, link) {
  if (!owner) return [];
  return [option("part", link(owner.address), [makeElement("span", "hb-found__title", `Owner: ${owner.title}`)])];
}

/** @param {string} kind @param {string} href @param {HTMLElement[]} content */
function option(kind, href, content) {
  const made = document.createElement("a");
  made.className = `hb-found__option hb-found__option--${kind}`;
  made.href = href;
  made.tabIndex = -1;
  made.setAttribute("role", "option");
  made.setAttribute("aria-selected", "false");
  // Words of different parts do not run together when they are read out.
  content.forEach((part) => made.append(part, " "));
  return made;
}

/** @param {string} name @param {Piece[]} pieces */
function wordsOf(name, pieces) {
  const made = makeElement("span", name);
  for (const { text, marked: isMarked } of pieces) made.append(isMarked ? makeElement("mark", "", text) : text);
  return made;
}

/** @param {string} tag @param {string} name @param {string} [text] */
function makeElement(tag, name, text = "") {
  const made = document.createElement(tag);
  if (name) made.className = name;
  made.textContent = text;
  return made;
}
