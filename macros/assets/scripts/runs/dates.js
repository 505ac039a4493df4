// The dates of steps, by the rules of handbook/schedule.py; a test compares both.
// A day is the number of days since 1 January 1970, a moment the number of milliseconds.

import { DAY, dayOf, FIRST, isoOf, LAST, partsOf, weekdayOf } from "../dates/days.js";

/**
 * @typedef {{unit: string, start: number | null, end: number, origin: number, back: boolean}} When
 * `near` is a moment that resolves a time of day that occurs twice.
 * @typedef {{day: number, minutes: number | null, near: number}} Start
 * @typedef {{title: string, date: string, yearly: boolean}} Holiday
 * @typedef {{isTimed: boolean, first: number | null, last: number}} Span
 * @typedef {{
 *   zone: string,
 *   works: (day: number) => boolean,
 *   holiday: (day: number) => string | null,
 *   knows: (year: number) => boolean,
 *   next: (day: number) => number,
 *   previous: (day: number) => number,
 * }} Workdays
 */

const MINUTE = 60 * 1000;
// The search for a working day ends after a year.
const MAX_SEARCH = 366;

/** @param {number} day */
function checked(day) {
  if (!(day >= FIRST && day <= LAST)) throw new RangeError("date out of range");
  return day;
}

/**
 * Return the day a number of months after another, clamped to the end of the month.
 * @param {number} day
 * @param {number} months
 */
function monthsAfter(day, months) {
  const [year, month, number] = partsOf(day);
  const total = year * 12 + month - 1 + months;
  const targetYear = Math.floor(total / 12);
  if (!(targetYear >= 1 && targetYear <= 9999)) throw new RangeError("date out of range");
  const first = new Date(0);
  first.setUTCFullYear(targetYear, total - targetYear * 12, 1);
  const after = new Date(first);
  after.setUTCMonth(after.getUTCMonth() + 1);
  const length = Math.round((after.getTime() - first.getTime()) / DAY);
  return first.getTime() / DAY + Math.min(number, length) - 1;
}

/**
 * Return the company's calendar of working days.
 * @param {{zone: string, week: number[], holidays: Holiday[]}} data
 * @returns {Workdays}
 */
export function workdays({ zone, week, holidays }) {
  /** @type {Map<number, string>} */
  const once = new Map();
  /** @type {Map<string, {title: string, first: number}>} */
  const yearly = new Map();
  for (const { title, date, yearly: returns } of holidays) {
    const day = dayOf(date);
    if (day === null) continue;
    if (returns) yearly.set(date.slice(5), { title, first: day });
    else once.set(day, title);
  }

  /** @param {number} day */
  function holiday(day) {
    const returning = yearly.get(isoOf(day).slice(-5));
    return once.get(day) ?? (returning && returning.first <= day ? returning.title : null);
  }

  /** @param {number} day */
  const works = (day) => week.includes(weekdayOf(day)) && holiday(day) === null;

  /** @param {number} day @param {number} by */
  function nearest(day, by) {
    for (let away = 0; away <= MAX_SEARCH; away += 1) {
      const found = checked(day + by * away);
      if (works(found)) return found;
    }
    return day;
  }

  /** @param {number} year */
  function knows(year) {
    const returning = [...yearly.values()].some(({ first }) => partsOf(first)[0] <= year);
    return returning || [...once.keys()].some((day) => partsOf(day)[0] === year);
  }

  return {
    zone,
    works,
    holiday,
    knows,
    next: (day) => nearest(day, 1),
    previous: (day) => nearest(day, -1),
  };
}

/**
 * Return the time span of a step, or null if it is out of range or a time of day is missing.
 * @param {When} when
 * @param {Start} start
 * @param {Workdays} days
 * @returns {Span | null}
 */
export function span(when, start, days) {
  try {
    if (when.unit === "minute" || when.unit === "hour") return timedSpan(when, start, days.zone);
    const found = dateSpan(when, start.day, days);
    // An event on the last day of the calendar would have no end.
    return found.last < LAST ? found : null;
  } catch (fault) {
    if (fault instanceof RangeError) return null;
    throw fault;
  }
}

/**
 * @param {When} when
 * @param {Start} start
 * @param {string} zone
 * @returns {Span | null}
 */
function timedSpan(when, start, zone) {
  if (start.minutes === null) return null;
  const begin = momentOf(start.day, start.minutes, zone, start.near);
  const unit = (when.unit === "hour" ? 60 : 1) * MINUTE;
  /** @param {number} number */
  const after = (number) => {
    const found = begin + number * unit;
    checked(momentIn(found, zone).day);
    return found;
  };
  return { isTimed: true, first: when.start === null ? null : after(when.start), last: after(when.end) };
}

/**
 * @param {When} when
 * @param {number} day
 * @param {Workdays} days
 * @returns {Span}
 */
function dateSpan(when, day, days) {
  if (when.start === null) {
    const last = shifted(day, when.unit, when.end);
    const found = days.previous(last);
    return { isTimed: false, first: null, last: found >= day ? found : days.next(last) };
  }
  const first = shifted(day, when.unit, when.start - when.origin);
  const last = checked(shifted(day, when.unit, when.end - when.origin + 1) - 1);
  const begin = days.next(first);
  if (begin <= last) return { isTimed: false, first: begin, last: days.previous(last) };
  const moved = when.back && last <= day ? days.previous(first) : begin;
  return { isTimed: false, first: moved, last: moved };
}

/** @param {number} day @param {string} unit @param {number} number */
function shifted(day, unit, number) {
  if (unit === "month") return monthsAfter(day, number);
  if (unit === "year") return monthsAfter(day, number * 12);
  return checked(day + number * (unit === "week" ? 7 : 1));
}

/** @type {Map<string, Intl.DateTimeFormat>} */
const clocks = new Map();

/**
 * Return the day of a moment in a time zone, and the minute of that day.
 * @param {number} moment
 * @param {string} zone
 */
export function momentIn(moment, zone) {
  let clock = clocks.get(zone);
  if (!clock) {
    clock = new Intl.DateTimeFormat("en-US-u-ca-gregory-nu-latn", {
      timeZone: zone,
      hourCycle: "h23",
      ...{ year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" },
    });
    clocks.set(zone, clock);
  }
  const parts = Object.fromEntries(
    clock.formatToParts(moment).map(({ type, value }) => [type, Number(value)]),
  );
  const day = Date.UTC(parts.year, parts.month - 1, parts.day) / DAY;
  return { day, minutes: parts.hour * 60 + parts.minute };
}

/**
 * Return the moment of a minute of a day in a time zone. If it occurs twice, the one nearer to
 * `near` is returned; if it is skipped, the previous UTC offset applies.
 * @param {number} day
 * @param {number} minutes
 * @param {string} zone
 * @param {number} near
 */
export function momentOf(day, minutes, zone, near) {
  const wall = day * DAY + minutes * MINUTE;
  /** @param {number} moment */
  const offset = (moment) => {
    const local = momentIn(moment, zone);
    return local.day * DAY + local.minutes * MINUTE - moment;
  };
  const first = wall - offset(wall - DAY);
  const second = wall - offset(wall + DAY);
  const [one = first, other = one] = [first, second].filter((moment) => moment + offset(moment) === wall);
  return Math.abs(near - other) < Math.abs(near - one) ? other : one;
}
