// Changes to a procedure since a run of it started: the run keeps its steps, shows what changed,
// and switches to the new version on request.

import { button, el } from "./dom.js";
import { parseSheet } from "./model.js";
import { isProcedure } from "./steps.js";
import { counted } from "./texts.js";
import { differences } from "./versions.js";

/**
 * @typedef {import("./model.js").Run} Run
 * @typedef {import("./model.js").Sheet} Sheet
 */

/**
 * Return the current sheet of a procedure, "gone" if it is no longer in the handbook, or null if
 * unknown.
 * @param {string} address
 * @param {string} root
 * @returns {Promise<Sheet | "gone" | null>}
 */
export async function fetchSheet(address, root) {
  try {
    const response = await fetch(new URL(`${address}run.json`, root), { cache: "no-cache" });
    if (response.status === 404) return "gone";
    return response.ok ? parseSheet(await response.json()) : null;
  } catch {
    // The reader may be offline, or the response not JSON.
    return null;
  }
}

/**
 * Return a notice about changes to a run's procedure, or null if there are none.
 * @param {Run} run
 * @param {Sheet | "gone"} current
 * @param {{useNewVersion: () => void, keep: () => void, review: () => void}} actions
 */
export function versionNotice(run, current, { useNewVersion, keep, review }) {
  const what = isProcedure(run.sheet) ? "procedure" : "checklist";
  if (current === "gone") {
    return note(`This ${what} is no longer in the handbook. The run keeps the steps it started with.`);
  }
  if (current.fingerprint === run.sheet.fingerprint) {
    return current.retired ? note(`This ${what} has since been retired. The run keeps the steps it started with.`) : null;
  }
  const found = differences(run.sheet, current);
  const steps = counted(found.length, isProcedure(run.sheet) ? "step" : "list");
  if (run.passed === current.fingerprint) {
    const words = `The ${what} has changed since this run started; the run keeps its own steps. `;
    return el("p", { class: "hb-quiet rn-kept" }, words, button("Review changes", review));
  }
  const versions = run.sheet.version !== current.version
    ? ` from version ${run.sheet.version || "unknown"} to ${current.version || "unknown"}` : "";
  return el(
    "section",
    { class: "hb-note hb-note--care rn-changed", "aria-label": `The ${what} has changed` },
    el("p", {}, el("strong", {}, `The ${what} has changed since this run started${versions}.`), " The run keeps the steps it started with."),
    found.length > 0 &&
      el(
        "details",
        { class: "hb-fold" },
        el("summary", {}, `What changed in ${steps}`),
        el("dl", {}, ...found.flatMap(({ step, changes }) => [el("dt", {}, step), ...changes.map((change) => el("dd", {}, change))])),
      ),
    found.length === 0 && el("p", {}, "The steps are the same."),
    el(
      "p",
      { class: "rn-changed__end" },
      button("Use the new version", useNewVersion),
      button("Keep these steps", keep),
    ),
  );
}

/** @param {string} words */
const note = (words) => el("p", { class: "hb-note hb-note--unknown", role: "note" }, words);
