// The list of open and finished runs in this browser.

import { button, el } from "./dom.js";
import { allLeaves, isProcedure, nextPart, ticked, titleOf } from "./steps.js";
import { counted, dueState } from "./texts.js";

/**
 * @typedef {import("./model.js").Run} Run
 * @typedef {import("./site.js").Site} Site
 * @typedef {{
 *   site: Site, importFile: (file: File) => void,
 *   print: (run: Run) => void, save: (run: Run) => void, remove: (run: Run) => void,
 * }} Actions
 */

/**
 * Return the page that lists the runs.
 * @param {Run[]} runs
 * @param {number} unreadable
 * @param {Actions} actions
 */
export function listView(runs, unreadable, actions) {
  const open = runs.filter(({ finished }) => finished === null);
  const finished = runs.filter((run) => run.finished !== null);
  return el(
    "div",
    { class: "rn-list" },
    unreadable > 0 &&
      el("p", { class: "hb-note hb-note--care", role: "note" },
        `${counted(unreadable, "run")} in this browser cannot be read and ${unreadable === 1 ? "was" : "were"} left unchanged.`),
    open.length
      ? section("Open", open, actions)
      : el("div", { class: "hb-empty" },
          el("p", {}, el("strong", {}, "No runs are open in this browser."), " A run records what was done, by whom and when."),
          el("p", {}, "Open ", el("a", { href: actions.site.address("procedures/") }, "a procedure"), " or ",
            el("a", { href: actions.site.address("checklists/") }, "a checklist"), " and press Start a run.")),
    finished.length > 0 && section("Finished", finished, actions),
    importSection(actions),
  );
}

/** @param {string} title @param {Run[]} runs @param {Actions} actions */
function section(title, runs, actions) {
  return el("section", {}, el("h2", {}, title), el("ul", { class: "rn-runs" }, ...runs.map((run) => row(run, actions))));
}

/** @param {Run} run @param {Actions} actions */
function row(run, actions) {
  // Several runs may have no subject.
  const title = run.for ? titleOf(run) : `${titleOf(run)}, started ${actions.site.momentText(run.started)}`;
  /** @param {string} words @param {(run: Run) => void} action */
  const actionButton = (words, action) => button(words, () => action(run), { "aria-label": `${words}: ${title}` });
  return el(
    "li",
    { class: "rn-run" },
    el("h3", {}, el("a", { href: `#${run.id}` }, title), !isProcedure(run.sheet) && el("span", { class: "hb-quiet hb-small" }, " checklist")),
    el("p", {}, progressText(run), " ", nextText(run, actions.site)),
    progress(run),
    el(
      "div",
      { class: "rn-run__end" },
      el("span", { class: "hb-quiet" }, `Last changed ${actions.site.momentText(run.touched)}`),
      actionButton("Print", actions.print),
      actionButton("Save as a file", actions.save),
      actionButton("Delete", actions.remove),
    ),
  );
}

/** @param {Run} run */
export function progressText(run) {
  const all = allLeaves(run.sheet).length;
  return `${ticked(run, run.sheet.parts.flatMap(({ boxes }) => boxes))} of ${all} ticked.`;
}

/** @param {Run} run */
export function progress(run) {
  const all = allLeaves(run.sheet).length;
  const done = ticked(run, run.sheet.parts.flatMap(({ boxes }) => boxes));
  return el("progress", { max: String(all), value: String(done), "aria-label": "Ticked" });
}

/**
 * Return which step is next, and when.
 * @param {Run} run
 * @param {Site} site
 */
export function nextText(run, site) {
  const part = nextPart(run);
  if (run.finished !== null) return `Finished ${site.momentText(run.finished)}.`;
  if (!part) return "Nothing left to do.";
  const span = site.spansOf(run)[run.sheet.parts.indexOf(part)];
  const when = span ? `, ${site.spanText(span)} (${dueState(span, Date.now(), site.days.zone).text})` : "";
  return part.title ? `Next: ${part.title}${when}.` : "";
}

/** @param {Actions} actions */
function importSection(actions) {
  const input = el("input", {
    type: "file",
    accept: ".json,application/json",
    class: "rn-file",
    onchange: () => {
      const [file] = input.files ?? [];
      if (file) actions.importFile(file);
      input.value = "";
    },
  });
  return el(
    "section",
    {},
    el("h2", {}, "Copy a run to another browser"),
    el("p", {}, "Runs stay in the browser where they were started; nobody else sees them. Save one as a file, then import it elsewhere."),
    el("p", {}, el("label", { class: "hb-task rn-bring" }, "Import a run from a file", input)),
  );
}
