// Dates, times and numbers in words, as in handbook/schedule.py.

import { partsOf, weekdayOf } from "../dates/days.js";
import { momentIn, momentOf } from "./dates.js";

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const MINUTE = 60 * 1000;

/** @typedef {import("./dates.js").Span} Span */

/**
 * Return a day as "Tue 1 Dec 2026", without the year if it equals `year`.
 * @param {number} day
 * @param {number | null} [year]
 */
export function dayText(day, year = null) {
  const [dayYear, month, number] = partsOf(day);
  const text = `${DAYS[weekdayOf(day)]} ${number} ${MONTHS[month - 1]}`;
  return dayYear === year ? text : `${text} ${dayYear}`;
}

/** @param {number} minutes */
export function timeText(minutes) {
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/**
 * Return a moment as "Tue 1 Dec 2026, 14:30".
 * @param {number} moment
 * @param {string} zone
 * @param {number | null} [year]
 */
export function momentText(moment, zone, year = null) {
  return `${dayText(momentIn(moment, zone).day, year)}, ${clockText(moment, zone)}`;
}

/**
 * Return the time of day, marked if it is the second occurrence after clocks are put back.
 * @param {number} moment
 * @param {string} zone
 */
function clockText(moment, zone) {
  const { day, minutes } = momentIn(moment, zone);
  const isSecond = moment - momentOf(day, minutes, zone, -Infinity) >= MINUTE;
  return `${timeText(minutes)}${isSecond ? " (clocks put back)" : ""}`;
}

/**
 * Return a span as "Tue 1 – Wed 2 Dec 2026" or "by Fri 4 Dec 2026".
 * @param {Span} span
 * @param {string} zone
 * @param {number | null} [year] The year to leave out.
 */
export function spanText(span, zone, year = null) {
  return span.isTimed ? momentsText(span, zone, year) : daysText(span, year);
}

/** @param {Span} span @param {number | null} year */
function daysText({ first, last }, year) {
  const end = dayText(last, year);
  if (first === null) return `by ${end}`;
  if (first === last) return end;
  const [from, to] = [partsOf(first), partsOf(last)];
  if (from[0] !== to[0]) return `${dayText(first, year)} – ${end}`;
  const begin = from[1] === to[1] ? `${DAYS[weekdayOf(first)]} ${from[2]}` : dayText(first, from[0]);
  return `${begin} – ${end}`;
}

/** @param {Span} span @param {string} zone @param {number | null} year */
function momentsText({ first, last }, zone, year) {
  const end = momentText(last, zone, year);
  if (first === null) return `by ${end}`;
  if (first === last) return end;
  const begin = momentText(first, zone, year);
  const sameDay = momentIn(first, zone).day === momentIn(last, zone).day;
  return sameDay ? `${begin}–${clockText(last, zone)}` : `${begin} – ${end}`;
}

/**
 * Return a number with its noun: "1 box", "3 boxes".
 * @param {number} number
 * @param {string} noun
 */
export function counted(number, noun) {
  const plural = /(s|x|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`;
  return `${number} ${number === 1 ? noun : plural}`;
}

/**
 * Return whether an open step is late, due or in the future, also in words.
 * @param {Span} span
 * @param {number} now
 * @param {string} zone
 * @returns {{state: "late" | "due" | "", text: string}}
 */
export function dueState({ isTimed, first, last }, now, zone) {
  if (isTimed) {
    const begin = first ?? -Infinity;
    if (now > last) return { state: "late", text: `${durationText(now - last)} late` };
    if (now < begin) return { state: "", text: `in ${durationText(begin - now)}` };
    return { state: "due", text: now === last ? "due now" : `now, ${durationText(last - now)} left` };
  }
  const today = momentIn(now, zone).day;
  if (today > last) return { state: "late", text: `${counted(today - last, "day")} late` };
  if (today === last) return { state: "due", text: first === last ? "today" : "ends today" };
  if (first !== null && today >= first) return { state: "due", text: `now, ends ${daysAheadText(last - today)}` };
  return { state: "", text: daysAheadText((first ?? last) - today) };
}

/** @param {number} days */
function daysAheadText(days) {
  return days === 1 ? "tomorrow" : `in ${counted(days, "day")}`;
}

/** @param {number} milliseconds */
function durationText(milliseconds) {
  const minutes = Math.max(1, Math.round(milliseconds / MINUTE));
  if (minutes < 120) return `${minutes} min`;
  if (minutes < 48 * 60) return counted(Math.floor(minutes / 60), "hour");
  return counted(Math.floor(minutes / (24 * 60)), "day");
}
