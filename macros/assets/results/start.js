// Sends queries to the worker as the reader types, and shows the results.

import { options } from "./list.js";

/** @import { Row } from "../search/rows.js" */
/** @import { Reply } from "../search/worker.js" */
/**
 * @typedef {object} SearchElements The elements of the search dialog.
 * @property {HTMLInputElement} field
 * @property {HTMLElement} state
 * @property {HTMLElement} list
 * @property {HTMLButtonElement} more
 * @property {HTMLElement} nothing
 * @property {string} root The address of the site.
 * @property {Worker} worker The search engine.
 * @property {Promise<unknown>} failed Resolves if the worker cannot run.
 */

/** A dummy result to render at the start, so that the browser compiles the code early. @type {Row} */
const DUMMY = {
  address: "", title: [{ text: "a", marked: true }], facts: "a", chip: { meaning: "good", word: "a" },
  texts: [[{ text: "a", marked: false }]], past: false, places: [{ address: "", title: [], text: [{ text: "a", marked: true }] }],
};

const UNAVAILABLE = "Search is not available.";
const NO_RESULTS = "No results.";
// The number of milliseconds after which "Still searching" is shown.
const SLOW = 1000;

/** Whether a query contains a letter or a digit; the first test is a fast path. @param {string} typed */
function hasWords(typed) {
  return /[a-z0-9]/i.test(typed) || /[\p{L}\p{N}]/u.test(typed);
}

/** @param {SearchElements} box @returns {() => Promise<void>} Waits until the results of the current query are shown. */
export function start({ field, state, list, more, nothing, root, worker, failed }) {
  const link = (/** @type {string} */ address) => new URL(address, root).href;
  let pages = 1;
  let turn = 0;
  // The number of results of this turn in the list.
  let shownCount = 0;
  /** @type {Promise<void> | undefined} */
  let pending;
  let resolvePending = () => {};
  let isUnavailable = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let slowTimer;

  function ask() {
    turn += 1;
    shownCount = 0;
    const typed = field.value;
    if (isUnavailable || !hasWords(typed)) {
      const said = typed.trim() ? NO_RESULTS : "";
      return show({ turn, rows: [], said: isUnavailable ? UNAVAILABLE : said, more: false, lacking: true, whole: true });
    }
    pending ??= new Promise((resolve) => (resolvePending = resolve));
    clearTimeout(slowTimer);
    slowTimer = setTimeout(() => (state.textContent = "Still searching"), SLOW);
    return worker.postMessage({ turn, typed, pages, hurried: list.hidden });
  }

  /** Show the results of a query, or more of them. @param {Reply} reply */
  function show({ rows, said, more: isMore, lacking, whole }) {
    clearTimeout(slowTimer);
    const added = rows.slice(shownCount).flatMap((row) => options(row, link));
    if (!shownCount) list.replaceChildren();
    added.forEach((one, index) => (one.id = `hb-found-${list.childElementCount + index}`));
    list.append(...added);
    if (!shownCount) {
      list.hidden = !rows.length;
      field.setAttribute("aria-expanded", String(rows.length > 0));
      field.removeAttribute("aria-activedescendant");
      nothing.hidden = !said || (rows.length > 0 && !lacking);
    }
    // A live region: do not announce the same text again.
    if (state.textContent !== said) state.textContent = said;
    more.hidden = !isMore || !whole;
    shownCount = rows.length;
    if (whole) list.dataset.words = field.value;
    resolvePending();
    pending = undefined;
  }

  worker.addEventListener("message", ({ data }) => {
    if (data.turn === turn) show(data);
  });
  failed.then(() => {
    isUnavailable = true;
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
  options(DUMMY, link);
  ask();
  return () => pending ?? Promise.resolve();
}
