// Asks for what is typed while it is typed, and shows what is found.

import { options } from "./list.js";

/** @import { Row } from "../search/rows.js" */
/** @import { Told } from "../search/worker.js" */
/**
 * @typedef {object} Box The parts of the search that the page has made.
 * @property {HTMLInputElement} field
 * @property {HTMLElement} state
 * @property {HTMLElement} list
 * @property {HTMLButtonElement} more
 * @property {HTMLElement} nothing
 * @property {string} root The address of the site.
 * @property {Worker} worker What looks things up.
 * @property {Promise<unknown>} failed Kept if it cannot.
 */

/** A result to draw before there is one: a browser reads a function when it is first called. @type {Row} */
const REHEARSED = {
  address: "", title: [{ text: "a", marked: true }], facts: "a", chip: { meaning: "good", word: "a" },
  texts: [[{ text: "a", marked: false }]], past: false, places: [{ address: "", title: [], text: [{ text: "a", marked: true }] }],
};

const LOST = "Search is not available.";
const NOTHING = "No results.";
// After so many milliseconds without an answer it is said that one is on its way.
const SLOW = 1000;

/** Whether there is a letter in it, or a figure; nearly always there is a plain one. @param {string} typed */
function isAsking(typed) {
  return /[a-z0-9]/i.test(typed) || /[\p{L}\p{N}]/u.test(typed);
}

/** @param {Box} box @returns {() => Promise<void>} Waits until an answer to what was typed is shown. */
export function start({ field, state, list, more, nothing, root, worker, failed }) {
  const link = (/** @type {string} */ address) => new URL(address, root).href;
  let pages = 1;
  let turn = 0;
  // How many results of the present turn are in the list.
  let drawn = 0;
  /** @type {Promise<void> | undefined} */
  let waiting;
  let arrived = () => {};
  let isLost = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let slow;

  function ask() {
    turn += 1;
    drawn = 0;
    const typed = field.value;
    if (isLost || !isAsking(typed)) {
      const said = typed.trim() ? NOTHING : "";
      return put({ turn, rows: [], said: isLost ? LOST : said, more: false, lacking: true, whole: true });
    }
    waiting ??= new Promise((resolve) => (arrived = resolve));
    clearTimeout(slow);
    slow = setTimeout(() => (state.textContent = "Still searching"), SLOW);
    return worker.postMessage({ turn, typed, pages, hurried: list.hidden });
  }

  /** Shows an answer, or what follows of it. @param {Told} told */
  function put({ rows, said, more: isMore, lacking, whole }) {
    clearTimeout(slow);
    const added = rows.slice(drawn).flatMap((row) => options(row, link));
    if (!drawn) list.replaceChildren();
    added.forEach((one, index) => (one.id = `hb-found-${list.childElementCount + index}`));
    list.append(...added);
    if (!drawn) {
      list.hidden = !rows.length;
      field.setAttribute("aria-expanded", String(rows.length > 0));
      field.removeAttribute("aria-activedescendant");
      nothing.hidden = !said || (rows.length > 0 && !lacking);
    }
    // It is read out, so it is not told twice.
    if (state.textContent !== said) state.textContent = said;
    more.hidden = !isMore || !whole;
    drawn = rows.length;
    if (whole) list.dataset.words = field.value;
    arrived();
    waiting = undefined;
  }

  worker.addEventListener("message", ({ data }) => {
    if (data.turn === turn) put(data);
  });
  failed.then(() => {
    isLost = true;
    ask();
  });
  field.addEventListener("input", () => {
    pages = 1;
    ask();
  });
  more.addEventListener("click", () => {
    pages += 1;
    ask();
    field.focus();
  });
  options(REHEARSED, link);
  ask();
  return () => waiting ?? Promise.resolve();
}
