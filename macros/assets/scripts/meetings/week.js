// One week: the meetings of its days, and their clashes.

import { weekdayOf } from "../dates/days.js";
import { daysHeld, stretches } from "./days.js";

/**
 * @typedef {import("./days.js").Rule} Rule
 * @typedef {import("./days.js").Off} Off
 * @typedef {{
 *   id: string, title: string, address: string, cadence: string, roles: number[],
 *   start: number | null, minutes: number | null, end: number | null,
 *   rule?: Rule, week?: number | null, last?: string | null,
 * }} Meeting
 * @typedef {{day: number, off: string | null, timed: Meeting[], loose: Meeting[]}} Day
 * @typedef {{meeting: Meeting, first: number, last: number}} Stretch
 * @typedef {{earlier: Meeting, later: Meeting, days: number[], roles: number[]}} Clash
 * @typedef {{days: Day[], stretches: Stretch[], clashes: Clash[]}} Week
 */

/**
 * Return a week of meetings: its working days, and other days with meetings.
 * @param {Meeting[]} meetings
 * @param {number} begin
 * @param {number[]} working
 * @param {Off} off
 * @returns {Week}
 */
export function weekOf(meetings, begin, working, off) {
  const end = begin + 6;
  const held = meetings.map((meeting) => ({
    meeting,
    days: meeting.rule ? [...daysHeld(meeting.rule, begin, end, off)] : [],
  }));
  const days = Array.from({ length: 7 }, (_, index) => {
    const day = begin + index;
    const here = held.filter((one) => one.days.includes(day)).map((one) => one.meeting);
    const timed = here.filter(({ start }) => start !== null).sort(inOrder);
    return { day, off: off(day), timed, loose: here.filter(({ start }) => start === null) };
  });
  return {
    days: days.filter(
      ({ day, timed, loose }) => working.includes(weekdayOf(day)) || timed.length || loose.length,
    ),
    stretches: meetings.flatMap((meeting) => stretchesOf(meeting, begin, end)),
    clashes: clashesOf(days),
  };
}

/**
 * @param {Meeting} one
 * @param {Meeting} other
 */
function inOrder(one, other) {
  return (one.start ?? 0) - (other.start ?? 0) || (one.id < other.id ? -1 : 1);
}

/**
 * @param {Meeting} meeting
 * @param {number} begin
 * @param {number} end
 * @returns {Stretch[]}
 */
function stretchesOf(meeting, begin, end) {
  if (!meeting.week) return [];
  const found = stretches(meeting.week, begin, end, meeting.last ?? null);
  return [...found].map(([first, last]) => ({ meeting, first, last }));
}

/**
 * Return all pairs of overlapping meetings that share a role.
 * @param {Day[]} days
 * @returns {Clash[]}
 */
function clashesOf(days) {
  const timed = [...new Set(days.flatMap((day) => day.timed))].sort(inOrder);
  return timed.flatMap((earlier, index) =>
    timed.slice(index + 1).flatMap((later) => {
      const roles = earlier.roles.filter((role) => later.roles.includes(role));
      const both = days.filter((day) => day.timed.includes(earlier) && day.timed.includes(later));
      const meet = (later.start ?? 0) < (earlier.end ?? 0);
      if (!roles.length || !both.length || !meet) return [];
      return [{ earlier, later, days: both.map(({ day }) => day), roles }];
    }),
  );
}
