// Looks for what is typed while it is typed, and shows what is found.

import { Files } from "./files.js";
import { find } from "./finding.js";
import { options } from "./list.js";
import { rehearse } from "./rehearsal.js";

/** @import { Answer } from "./finding.js" */
/**
 * @typedef {object} Box The parts of the search that the page has made.
 * @property {HTMLInputElement} field
 * @property {HTMLElement} state
 * @property {HTMLElement} list
 * @property {HTMLButtonElement} more
 * @property {HTMLElement} nothing
 * @property {string} root The address of the site.
 */

/** @param {Box} box @returns {() => Promise<void>} Waits until what was typed is shown. */
export function start({ field, state, list, more, nothing, root }) {
  const files = new Files((path) => fetchText(new URL(`search/${path}`, root)));
  const link = (/** @type {string} */ address) => new URL(address, root).href;
  let pages = 1;
  let turn = 0;
  let settled = Promise.resolve();

  async function show() {
    turn += 1;
    const mine = turn;
    const typed = field.value;
    if (!/[\p{L}\p{N}]/u.test(typed)) return put(typed, [], "", false);
    const answer = await answered(typed);
    // Something else has been typed by now.
    if (mine !== turn) return undefined;
    if (!answer) return put(typed, [], "The search cannot be reached. Try again in a moment.", false);
    return put(typed, options(answer, link), said(answer), answer.results.length < answer.total);
  }

  /** @param {string} typed @returns {Promise<Answer | null>} */
  async function answered(typed) {
    for (const again of [true, false]) {
      try {
        return await find(files, typed, pages);
      } catch (error) {
        if (!(error instanceof Unreachable)) throw error;
        // The site may have been published anew while this page was open.
        if (again) files.forget();
      }
    }
    return null;
  }

  /** @param {string} typed @param {HTMLElement[]} found @param {string} words @param {boolean} isMore */
  function put(typed, found, words, isMore) {
    list.dataset.words = typed;
    list.replaceChildren(...found);
    list.hidden = !found.length;
    field.setAttribute("aria-expanded", String(found.length > 0));
    field.removeAttribute("aria-activedescendant");
    more.hidden = !isMore;
    nothing.hidden = found.length > 0 || !words;
    state.textContent = words;
  }

  field.addEventListener("input", () => {
    pages = 1;
    settled = show();
  });
  more.addEventListener("click", () => {
    pages += 1;
    settled = show();
    field.focus();
  });
  files.manifest().then(rehearse).catch(() => undefined);
  settled = show();
  return () => settled;
}

class Unreachable extends Error {}

/** @param {URL} address */
async function fetchText(address) {
  const answer = await fetch(address).catch(() => null);
  if (!answer?.ok) throw new Unreachable(address.pathname);
  return answer.text();
}

/** @param {Answer} answer */
function said({ results, total, instead }) {
  const found = `${total} ${total === 1 ? "result" : "results"}`;
  if (!results.length) return "Nothing is found.";
  const [typing] = instead;
  return typing ? `Nothing has \u201c${typing[0]}\u201d. ${found} for \u201c${typing[1]}\u201d` : found;
}
