// One week: the meetings of its days, and their clashes.

import { weekdayOf } from "../dates/days.js";
import { daysHeld, undatedWeeks } from "./days.js";

/**
 * @typedef {import("./days.js").Rule} Rule
 * @typedef {import("./days.js").Off} Off
 * @typedef {{
 *   id: string, title: string, address: string, cadence: string, roles: number[],
 *   start: number | null, minutes: number | null, end: number | null,
 *   rule?: Rule, week?: number | null, last?: string | null,
 * }} Meeting
 * @typedef {{day: number, off: string | null, timed: Meeting[], untimed: Meeting[]}} Day
 * @typedef {{meeting: Meeting, first: number, last: number}} UndatedMeeting
 * @typedef {{earlier: Meeting, later: Meeting, days: number[], roles: number[]}} Clash
 * @typedef {{days: Day[], undated: UndatedMeeting[], clashes: Clash[]}} Week
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
    const meetingsOfDay = held.filter((one) => one.days.includes(day)).map((one) => one.meeting);
    const timed = meetingsOfDay.filter(({ start }) => start !== null).sort(byStart);
    return { day, off: off(day), timed, untimed: meetingsOfDay.filter(({ start }) => start === null) };
  });
  return {
    days: days.filter(
      ({ day, timed, untimed }) => working.includes(weekdayOf(day)) || timed.length || untimed.length,
    ),
    undated: meetings.flatMap((meeting) => undatedMeetings(meeting, begin, end)),
    clashes: clashesOf(days),
  };
}

/**
 * @param {Meeting} one
 * @param {Meeting} other
 */
function byStart(one, other) {
  return (one.start ?? 0) - (other.start ?? 0) || (one.id < other.id ? -1 : 1);
}

/**
 * @param {Meeting} meeting
 * @param {number} begin
 * @param {number} end
 * @returns {UndatedMeeting[]}
 */
function undatedMeetings(meeting, begin, end) {
  if (!meeting.week) return [];
  const found = undatedWeeks(meeting.week, begin, end, meeting.last ?? null);
  return [...found].map(([first, last]) => ({ meeting, first, last }));
}

/**
 * Return all pairs of overlapping meetings that share a role.
 * @param {Day[]} days
 * @returns {Clash[]}
 */
function clashesOf(days) {
  const timed = [...new Set(days.flatMap((day) => day.timed))].sort(byStart);
  return timed.flatMap((earlier, index) =>
    timed.slice(index + 1).flatMap((later) => {
      const roles = earlier.roles.filter((role) => later.roles.includes(role));
      const commonDays = days.filter((day) => day.timed.includes(earlier) && day.timed.includes(later));
      const isOverlap = (later.start ?? 0) < (earlier.end ?? 0);
      if (!roles.length || !commonDays.length || !isOverlap) return [];
      return [{ earlier, later, days: commonDays.map(({ day }) => day), roles }];
    }),
  );
}
