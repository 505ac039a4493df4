// The search worker: receives queries and posts results.

import { findAnswers } from "./answers.js";
import { IndexFiles } from "./files.js";
import { rows } from "./rows.js";
import { warmUp } from "./warmup.js";

/** @import { Answer } from "./answers.js" */
/** @import { Row } from "./rows.js" */
/**
 * @typedef {object} Question
 * @property {number} turn
 * @property {string} typed
 * @property {number} pages The number of pages of results.
 * @property {boolean} hurried Whether to send a first part early.
 */
/**
 * @typedef {object} Reply
 * @property {number} turn The turn of the question.
 * @property {Row[]} rows
 * @property {string} said
 * @property {boolean} more Whether there are more results.
 * @property {boolean} lacking Whether a word has no match, so the results may miss the point.
 * @property {boolean} whole Whether the results are complete, or the rest follows.
 */

/** Answer queries; only the latest one matters. @param {string} root The address of the site. */
export function serve(root) {
  const files = new IndexFiles((path) => fetchText(new URL(`search/${path}`, root)));
  let latest = 0;

  /** @param {Question} question */
  async function answer({ turn, typed, pages, hurried }) {
    // The reader may type on while files are loading.
    const isOver = () => turn !== latest;
    for await (const one of findAnswers(files, typed, { pages, hurried, isOver })) {
      if (isOver()) return;
      const { results, total, missing, whole } = one;
      send({ turn, rows: rows(one), said: statusText(one), more: results.length < total, lacking: missing.length > 0, whole });
    }
  }

  addEventListener("message", async ({ data }) => {
    latest = data.turn;
    for (const again of [true, false]) {
      try {
        return await answer(data);
      } catch (error) {
        if (!(error instanceof Unreachable)) throw error;
        // The site may have been republished while this page was open.
        if (again) files.clear();
      }
    }
    return send({ turn: data.turn, rows: [], said: "Search is not available. Try again in a moment.", more: false, lacking: true, whole: true });
  });
  files.manifest().then(warmUp).catch(() => undefined);
}

/** @param {Reply} reply */
function send(reply) {
  postMessage(reply);
}

class Unreachable extends Error {}

/** @param {URL} address */
async function fetchText(address) {
  const answer = await fetch(address).catch(() => null);
  if (!answer?.ok) throw new Unreachable(address.pathname);
  return answer.text();
}

/** @param {Answer} answer */
function statusText({ results, total, corrections, missing }) {
  const found = `${total} ${total === 1 ? "result" : "results"}`;
  if (!results.length) return "No results.";
  const [typing] = corrections;
  if (typing) return `No results for \u201c${typing[0]}\u201d. ${found} for \u201c${typing[1]}\u201d`;
  return missing.length ? `No results for \u201c${missing[0]}\u201d. ${found} for the rest` : found;
}
