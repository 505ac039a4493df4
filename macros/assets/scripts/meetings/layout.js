// The grid layout of a week, the same as in handbook/pages/week.py.

/**
 * @typedef {import("./week.js").Meeting} Meeting
 * @typedef {import("./week.js").Day} Day
 * @typedef {{meeting: Meeting, first: number, end: number, lane: number, lanes: number}} PlacedMeeting
 * @typedef {{top: number, left: number, bottom: number, right: number}} Area
 * @typedef {{meeting: Meeting, area: Area}} Block
 * @typedef {{day: Day, head: Area, strip: Area, room: Area, blocks: Block[]}} Column
 * @typedef {{hour: number, area: Area}} Hour
 */

const QUARTERS = 4;
const DAY = 24 * QUARTERS;
const HEAD = 1;
const STRIP = 2;
const FIRST = 3;

/**
 * Return the columns of the days, the rows of the hours, and the total number of columns.
 * @param {Day[]} days
 * @returns {{columns: Column[], hours: Hour[], width: number}}
 */
export function layout(days) {
  const placed = days.map((day) => inLanes(day.timed));
  const rows = rowsOf(placed.flat());
  const widths = placed.map((blocks) => Math.max(1, ...blocks.map(({ lanes }) => lanes)));
  let left = 2;
  const columns = days.map((day, index) => {
    const column = columnOf(day, left, widths[index] ?? 1, placed[index] ?? [], rows);
    left += widths[index] ?? 1;
    return column;
  });
  return { columns, hours: hoursOf(rows, left), width: left - 2 };
}

/**
 * Return the meetings of a day, with overlapping ones in adjacent lanes.
 * @param {Meeting[]} timed
 * @returns {PlacedMeeting[]}
 */
function inLanes(timed) {
  /** @type {PlacedMeeting[]} */
  const found = [];
  /** @type {PlacedMeeting[]} */
  let cluster = [];
  const close = () => {
    const lanes = Math.max(0, ...cluster.map(({ lane }) => lane)) + 1;
    found.push(...cluster.map((one) => ({ ...one, lanes })));
    cluster = [];
  };
  for (const meeting of timed) {
    const first = Math.floor(((meeting.start ?? 0) * QUARTERS) / 60);
    const end = Math.max(first + 1, Math.min(Math.ceil(((meeting.end ?? 0) * QUARTERS) / 60), DAY));
    if (cluster.length && first >= Math.max(...cluster.map((one) => one.end))) close();
    const taken = cluster.filter((one) => one.end > first).map(({ lane }) => lane);
    let lane = 0;
    while (taken.includes(lane)) lane += 1;
    cluster.push({ meeting, first, end, lane, lanes: 1 });
  }
  close();
  return found;
}

/**
 * Return the first row of each quarter of an hour; an empty hour takes a single row.
 * @param {PlacedMeeting[]} placed
 */
function rowsOf(placed) {
  const quarters = placed.flatMap(({ first, end }) =>
    Array.from({ length: end - first }, (_, index) => first + index),
  );
  const busy = new Set(quarters.map((quarter) => Math.floor(quarter / QUARTERS)));
  const rows = [];
  let row = FIRST;
  for (let hour = 0; hour < 24; hour += 1) {
    for (let quarter = 0; quarter < QUARTERS; quarter += 1) {
      rows.push(row);
      if (busy.has(hour)) row += 1;
    }
    const inside = Math.min(...busy) <= hour && hour <= Math.max(...busy);
    if (inside && !busy.has(hour)) row += 1;
  }
  return [...rows, row];
}

/**
 * @param {number[]} rows
 * @param {number} right
 * @returns {Hour[]}
 */
function hoursOf(rows, right) {
  return Array.from({ length: 24 }, (_, hour) => ({
    hour,
    area: {
      top: rows[hour * QUARTERS] ?? 0, left: 1, bottom: rows[(hour + 1) * QUARTERS] ?? 0, right,
    },
  })).filter(({ area }) => area.top < area.bottom);
}

/**
 * @param {Day} day
 * @param {number} left
 * @param {number} width
 * @param {PlacedMeeting[]} placed
 * @param {number[]} rows
 * @returns {Column}
 */
function columnOf(day, left, width, placed, rows) {
  const right = left + width;
  const blocks = placed.map(({ meeting, first, end, lane, lanes }) => {
    const begin = left + lane;
    // The last lane extends to the full width of the day.
    const last = lane === lanes - 1 ? right : begin + 1;
    return { meeting, area: { top: rows[first] ?? 0, left: begin, bottom: rows[end] ?? 0, right: last } };
  });
  return {
    day,
    head: { top: HEAD, left, bottom: HEAD + 1, right },
    strip: { top: STRIP, left, bottom: STRIP + 1, right },
    room: { top: FIRST, left, bottom: rows[rows.length - 1] ?? FIRST, right },
    blocks,
  };
}
