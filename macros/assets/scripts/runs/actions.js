// Actions on a whole run: export, print, delete.

import { button, download, el, fileName } from "./dom.js";
import { calendar } from "./ics.js";
import { body, DEPTHS, markdown } from "./markdown.js";
import { dumpRun } from "./model.js";
import { titleOf } from "./steps.js";

/**
 * @typedef {import("./model.js").Run} Run
 * @typedef {import("./site.js").Site} Site
 * @typedef {import("./messages.js").Messages} Messages
 */

// The maximum length of an address that forges accept.
const MAX_URL = 7_500;

/** @param {Run} run */
export function saveFile(run) {
  download(fileName(titleOf(run), "run.json"), "application/json", `${dumpRun(run)}\n`);
}

/**
 * Return the actions of a run, and a function that updates the link to the issue form.
 * @param {() => Run | null} current
 * @param {Site} site
 * @param {Messages} messages
 * @param {() => void} remove
 */
export function actionsView(current, site, messages, remove) {
  /** @param {(run: Run) => void} action */
  const withRun = (action) => () => {
    const run = current();
    if (run) action(run);
  };
  const issue = el("a", { class: "hb-task", target: "_blank", rel: "noopener" }, "Copy into an issue");
  const dates = button("Calendar", withRun((run) => {
    download(fileName(titleOf(run), "ics"), "text/calendar", calendar(site.details(run), Date.now()));
  }), { title: "Download the step dates for your calendar" });
  const copy = button("Copy as Markdown", withRun(async (run) => {
    try {
      await navigator.clipboard.writeText(markdown(site.details(run)));
      messages.show("Copied as Markdown.");
    } catch {
      messages.show("This browser does not allow copying; download the Markdown instead.");
    }
  }));
  const file = button("Download as Markdown", withRun((run) => {
    download(fileName(titleOf(run), "md"), "text/markdown", markdown(site.details(run)));
  }));
  const more = el(
    "details",
    { class: "hb-more", onkeydown: closeOnEscape, onfocusout: closeOnLeaving },
    el("summary", { class: "hb-task" }, "More"),
    el("ul", {}, ...[copy, file, button("Save as a file", withRun(saveFile)), button("Delete", remove)].map((one) => el("li", {}, one))),
  );
  const view = el("div", { class: "hb-tasks" }, issue, dates, button("Print", () => print()), more);

  /** @param {Run} run */
  function update(run) {
    const found = issueLink(run, site);
    issue.hidden = !found;
    issue.href = found?.href ?? "";
    issue.title = found?.short ? "Without notes and details: the full run is too long for a link." : "";
    dates.hidden = !site.spansOf(run).some((span) => span);
  }

  return { view, update };
}

/** @param {Event} event */
function closeOnEscape(event) {
  const more = /** @type {HTMLDetailsElement} */ (event.currentTarget);
  if (!(event instanceof KeyboardEvent) || event.key !== "Escape" || !more.open) return;
  more.open = false;
  more.querySelector("summary")?.focus();
}

/** @param {Event} event */
function closeOnLeaving(event) {
  const more = /** @type {HTMLDetailsElement} */ (event.currentTarget);
  const to = event instanceof FocusEvent ? event.relatedTarget : null;
  if (to instanceof Node && !more.contains(to)) more.open = false;
}

/**
 * Return a link to the issue form, filled in with as much of the run as an address can hold, or
 * null if there is no such form.
 * @param {Run} run
 * @param {Site} site
 */
function issueLink(run, site) {
  const { issues } = site;
  if (!issues) return null;
  const details = site.details(run);
  /** @param {string} title @param {string} text */
  const filled = (title, text) =>
    // In one pass: the values may look like placeholders themselves.
    issues.replace(/%7B(title|body)%7D/g, (_, mark) => encodeURIComponent(mark === "title" ? title : text));
  const links = DEPTHS.map((depth) => filled(titleOf(run), `${body(details, depth).join("\n\n")}\n`));
  const at = links.findIndex((href) => href.length <= MAX_URL);
  return { href: links[at] ?? filled(run.sheet.title.slice(0, 100), details.page), short: at !== 0 };
}
