// Dates and times in words, as in handbook/values.py and pages/words.py.

import { partsOf, weekdayOf } from "../dates/days.js";

const MONTHS = [
  "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
  "November", "December",
];
const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** @param {number} day */
export function weekday(day) {
  return WEEKDAYS[weekdayOf(day)] ?? "";
}

/**
 * Return a month of a year: "November 2026".
 * @param {number} year
 * @param {number} month
 */
export function monthText(year, month) {
  return `${MONTHS[month - 1]} ${year}`;
}

/**
 * Return a day as "23 November 2026".
 * @param {number} day
 */
export function dateText(day) {
  const [year, month, number] = partsOf(day);
  return `${number} ${monthText(year, month)}`;
}

/**
 * Return a day as "Mon 23 Nov".
 * @param {number} day
 */
export function shortDateText(day) {
  const [, month, number] = partsOf(day);
  return `${weekday(day).slice(0, 3)} ${number} ${MONTHS[month - 1]?.slice(0, 3)}`;
}

/**
 * Return a range of days as "30 November to 4 December 2026", without repeated parts.
 * @param {number} first
 * @param {number} last
 */
export function dateRangeText(first, last) {
  const [year, month, number] = partsOf(first);
  const [lastYear, lastMonth] = partsOf(last);
  if (first === last) return dateText(first);
  if (year !== lastYear) return `${dateText(first)} to ${dateText(last)}`;
  if (month !== lastMonth) return `${number} ${MONTHS[month - 1]} to ${dateText(last)}`;
  return `${number} to ${dateText(last)}`;
}

/**
 * Return minutes after midnight as a time of day, modulo 24 hours.
 * @param {number} minutes
 */
export function timeText(minutes) {
  const padded = (/** @type {number} */ number) => String(number).padStart(2, "0");
  return `${padded(Math.floor(minutes / 60) % 24)}:${padded(minutes % 60)}`;
}

/**
 * Return a time range as far as it is known: "09:00–10:00".
 * @param {number} start
 * @param {number | null} minutes
 */
export function timeRangeText(start, minutes) {
  return minutes === null ? timeText(start) : `${timeText(start)}–${timeText(start + Math.round(minutes))}`;
}
