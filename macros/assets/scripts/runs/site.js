// Site data of the page: root address, working days, and the form for issues.

import { dayOf, partsOf } from "../dates/days.js";
import { momentIn, span, workdays } from "./dates.js";
import { dayText, momentText, spanText, timeText } from "./texts.js";

/**
 * @typedef {import("./model.js").Run} Run
 * @typedef {import("./dates.js").Span} Span
 * @typedef {import("./markdown.js").RunDetails} RunDetails
 */

/**
 * Return the site for the page's data, in which `root` is the relative path to the home page.
 * @param {string} data
 */
export function readSite(data) {
  const { root: path, issues, ...calendar } = JSON.parse(data);
  const root = new URL(path, location.href).href;
  const days = workdays(calendar);

  /** Return the current year, which dates leave out. */
  const thisYear = () => partsOf(momentIn(Date.now(), days.zone).day)[0];

  /** @param {Run} run */
  function startOf(run) {
    const day = run.day === null ? null : dayOf(run.day);
    return day === null ? null : { day, minutes: run.minutes, near: Date.parse(run.started) };
  }

  /** @param {Run} run @returns {(Span | null)[]} */
  function spansOf(run) {
    const start = startOf(run);
    return run.sheet.parts.map(({ when }) => (when && start ? span(when, start, days) : null));
  }

  /** @param {Run} run @param {number | null} [year] */
  function startText(run, year = null) {
    const start = startOf(run);
    if (!start) return "";
    const time = start.minutes === null ? "" : `, ${timeText(start.minutes)}`;
    return `${dayText(start.day, year)}${time}`;
  }

  return {
    root,
    days,
    issues: /** @type {string | null} */ (issues ?? null),
    /** @param {string} address */
    address: (address) => new URL(address, root).href,
    spansOf,
    /** @param {Run} run */
    startText: (run) => startText(run, thisYear()),
    /** @param {Span} found */
    spanText: (found) => spanText(found, days.zone, thisYear()),
    /** @param {string} at */
    momentText: (at) => momentText(Date.parse(at), days.zone, thisYear()),
    /** @param {Run} run @returns {RunDetails} */
    details: (run) => ({
      run,
      spans: spansOf(run),
      start: startText(run),
      zone: days.zone,
      page: new URL(run.sheet.address, root).href,
    }),
  };
}

/** @typedef {ReturnType<typeof readSite>} Site */
