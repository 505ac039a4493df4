// The next date of a meeting in words, like next_occasion in handbook/occasions.py.

import { LAST, partsOf, weekdayOf } from "../dates/days.js";
import { nextDay } from "./days.js";
import { dateText, monthText } from "./texts.js";

/**
 * @typedef {import("./days.js").Rule} Rule
 * @typedef {import("./days.js").Off} Off
 * @typedef {{
 *   title: string, cadence: string, day: number | null, rule: Rule | null, week: string,
 * }} Meeting
 */

const WEEKS = new Map([["weekly", 1], ["biweekly", 2]]);
const QUARTERS = ["first", "second", "third", "fourth"];

/**
 * Return the next date of a meeting after a day it was held on, as precisely as the calendar
 * allows, or null if unknown.
 * @param {Meeting} meeting
 * @param {number} after
 * @param {number[]} working
 * @param {Off} off
 * @returns {string | null}
 */
export function nextOccasion(meeting, after, working, off) {
  /** @type {Rule} */
  const daily = { unit: "week", every: 1, days: working, week: null, first: null, last: null };
  const rule = meeting.rule ?? (meeting.cadence === "daily" ? daily : null);
  if (rule) {
    const day = nextDay(rule, after, off);
    return day === null ? null : dateText(day);
  }
  const [year, month] = partsOf(after);
  const weeks = WEEKS.get(meeting.cadence);
  if (weeks) return dateInWeek(meeting, after + 7 * weeks);
  const following = month === 12 ? year + 1 : year;
  if (meeting.cadence === "monthly" && following <= 9999) {
    const name = monthText(following, (month % 12) + 1);
    return meeting.week ? `week ${meeting.week} of ${name}` : name;
  }
  if (meeting.cadence === "quarterly") {
    const quarter = Math.floor((month - 1) / 3) + 1;
    const quarterYear = year + Math.floor(quarter / 4);
    return quarterYear <= 9999 ? `the ${QUARTERS[quarter % 4]} quarter of ${quarterYear}` : null;
  }
  return null;
}

/**
 * @param {Meeting} meeting
 * @param {number} latest
 */
function dateInWeek({ day }, latest) {
  if (latest > LAST) return null;
  const daysBack = day === null ? 0 : (weekdayOf(latest) - day + 7) % 7;
  return dateText(latest - daysBack);
}
