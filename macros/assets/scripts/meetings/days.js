// The days of meetings, by the rules of handbook/occasions.py; a test compares both.
// A day is the number of days since 1 January 1970, and weekday 0 is Monday.

import { DAY, dayOf, isoOf, LAST, partsOf, weekdayOf } from "../dates/days.js";

/**
 * @typedef {{
 *   unit: "week" | "month" | "once", every: number, days: number[], week: number | null,
 *   first: string | null, last: string | null,
 * }} Rule
 * @typedef {{title: string, date: string, yearly?: boolean}} Holiday
 * @typedef {(day: number) => string | null} Off
 */

/** @param {number} day */
function mondayOf(day) {
  return day - weekdayOf(day);
}

/**
 * Return the first day of a day's week, like week_days in handbook/attendance.py: a working Sunday
 * or Saturday that follows a day off, otherwise Monday.
 * @param {number} day
 * @param {number[]} working
 */
export function startOfWeek(day, working) {
  let start = 7;
  while (start > 5 && working.includes(start - 1)) start -= 1;
  if (working.includes(start - 1)) start = 7;
  return day - modulo(weekdayOf(day) - start, 7);
}

/**
 * Return a function that returns the name of the holiday on a day, if any.
 * @param {Holiday[]} holidays
 * @returns {Off}
 */
export function holidayNames(holidays) {
  const once = new Map();
  const yearly = new Map();
  for (const holiday of holidays) {
    if (holiday.yearly) yearly.set(holiday.date.slice(5), holiday);
    else once.set(holiday.date, holiday.title);
  }
  return (day) => {
    const iso = isoOf(day);
    if (once.has(iso)) return once.get(iso);
    const found = yearly.get(iso.slice(5));
    return found && found.date <= iso ? found.title : null;
  };
}

/**
 * Yield the days of a rule in order, both ends included, without days off. A one-off meeting on a
 * day off is intended.
 * @param {Rule} rule
 * @param {number} since
 * @param {number} until
 * @param {Off} [off]
 */
export function* daysHeld(rule, since, until, off = () => null) {
  const begin = Math.max(since, parseDay(rule.first) ?? since);
  const end = Math.min(until, parseDay(rule.last) ?? until);
  const found = rule.unit === "once" ? [parseDay(rule.first)] : daysOfRule(rule, begin, end);
  for (const day of found) {
    const isDayOff = day !== null && rule.unit !== "once" && off(day);
    if (day !== null && day >= begin && day <= end && !isDayOff) yield day;
  }
}

/** @param {string | null} text */
function parseDay(text) {
  return text === null ? null : dayOf(text);
}

/**
 * @param {Rule} rule
 * @param {number} begin
 * @param {number} end
 */
function daysOfRule(rule, begin, end) {
  return rule.unit === "week" ? inWeeks(rule, begin, end) : inMonths(rule, begin, end);
}

/**
 * @param {Rule} rule
 * @param {number} begin
 * @param {number} end
 */
function* inWeeks(rule, begin, end) {
  const first = parseDay(rule.first);
  let monday = mondayOf(begin);
  if (first !== null) monday -= modulo(monday - mondayOf(first), 7 * rule.every);
  for (; monday <= end; monday += 7 * rule.every) {
    for (const day of rule.days) yield monday + day;
  }
}

/**
 * @param {Rule} rule
 * @param {number} begin
 * @param {number} end
 */
function* inMonths(rule, begin, end) {
  const first = parseDay(rule.first);
  let month = monthOf(begin);
  if (first !== null) month -= modulo(month - monthOf(first), rule.every);
  for (; month <= monthOf(end); month += rule.every) {
    const monthStart = firstOf(month);
    for (const day of rule.days) {
      const date = monthStart + modulo(day - weekdayOf(monthStart), 7) + 7 * ((rule.week ?? 1) - 1);
      if (date < firstOf(month + 1)) yield date;
    }
  }
}

/** @param {number} day */
function monthOf(day) {
  const [year, month] = partsOf(day);
  return year * 12 + month - 1;
}

/** @param {number} month */
function firstOf(month) {
  const date = new Date(0);
  date.setUTCFullYear(Math.floor(month / 12), month % 12, 1);
  return date.getTime() / DAY;
}

/**
 * Yield the first and last day of each week in which a meeting is held on an unspecified day: one
 * week of every month.
 * @param {number} week
 * @param {number} since
 * @param {number} until
 * @param {string | null} ended
 * @returns {Generator<[first: number, last: number]>}
 */
export function* undatedWeeks(week, since, until, ended) {
  const end = Math.min(until, parseDay(ended) ?? until);
  for (let month = monthOf(since); month <= monthOf(end); month += 1) {
    const first = firstOf(month) + 7 * (week - 1);
    const last = Math.min(first + 6, firstOf(month + 1) - 1);
    if (first <= last && since <= last && first <= end) yield [first, last];
  }
}

/**
 * Return a rule's first day after a given day, or null if there is none.
 * @param {Rule} rule
 * @param {number} after
 * @param {Off} [off]
 */
export function nextDay(rule, after, off) {
  for (const day of daysHeld(rule, after, LAST, off)) if (day > after) return day;
  return null;
}

/**
 * @param {number} number
 * @param {number} by
 */
function modulo(number, by) {
  return ((number % by) + by) % by;
}
