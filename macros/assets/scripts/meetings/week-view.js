// Rendering of a week: a grid, or a list by days on small screens; below it clashes and meetings
// without a day. Texts of the handbook are inserted as text nodes only.

import { layout } from "./layout.js";
import { dateRangeText, shortDateText, timeRangeText, timeText, weekday } from "./texts.js";
import { localTime, momentOf } from "./time-zones.js";

/**
 * @typedef {import("./week.js").Week} Week
 * @typedef {import("./week.js").Meeting} Meeting
 * @typedef {import("./week.js").Clash} Clash
 * @typedef {import("./layout.js").Area} Area
 * @typedef {import("./layout.js").Column} Column
 * @typedef {{id: string, title: string, address: string}} Role
 * @typedef {{
 *   root: string, roles: Role[], role: number | null, today: number, zone: string, yours: string,
 * }} Settings The base of links, the role whose week it is, and the time zones.
 */

const MAX_CIRCLED = 20;
const CADENCES = new Map([
  ["biweekly", "Every two weeks"], ["monthly", "Every month"], ["quarterly", "Every quarter"],
  ["yearly", "Every year"], ["once", "Once"],
]);

/**
 * @param {string} tag
 * @param {string} name of its class
 * @param {(Node | string)[]} inside
 */
function element(tag, name, ...inside) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  made.append(...inside);
  return made;
}

/**
 * Return the elements that show a week.
 * @param {Week} week
 * @param {Settings} setting
 * @returns {Node[]}
 */
export function weekElements(week, setting) {
  const { columns, hours, width } = layout(week.days);
  const timed = columns.some(({ blocks }) => blocks.length);
  const untimed = columns.some(({ day }) => day.untimed.length || day.off);
  const hasMeetings = timed || columns.some(({ day }) => day.untimed.length);
  const glance = element("div", "hb-glance hb-glance--dated");
  glance.style.setProperty("--hb-columns", String(width));
  if (untimed) glance.append(ariaHidden(placed(element("span", "hb-glance__side", "No time"), "2/1/3/2")));
  for (const { hour, area } of hours) {
    glance.append(ariaHidden(placed(element("span", "hb-glance__hour", timeText(hour * 60)), areaText(area))));
  }
  for (const { room } of timed ? columns : []) {
    glance.append(ariaHidden(placed(element("span", "hb-glance__room"), areaText(room))));
  }
  const days = element("ol", "hb-glance__days");
  days.append(...columns.map((column) => dayElement(column, week.clashes, setting)));
  glance.append(days);
  const nothing = element("p", "hb-quiet", "No meetings on a fixed day this week.");
  return [
    ...(hasMeetings || untimed ? [element("div", "hb-weeks", glance)] : []),
    ...(hasMeetings ? [] : [nothing]),
    ...clashList(week.clashes, setting),
    ...undatedList(week, setting),
    timeZoneNote(timed, setting),
  ];
}

/** @param {Area} area */
function areaText({ top, left, bottom, right }) {
  return `${top}/${left}/${bottom}/${right}`;
}

/**
 * @param {HTMLElement} made
 * @param {string} area
 */
function placed(made, area) {
  made.style.gridArea = area;
  return made;
}

/** @param {HTMLElement} made */
function ariaHidden(made) {
  made.setAttribute("aria-hidden", "true");
  return made;
}

/**
 * @param {Column} column
 * @param {Clash[]} clashes
 * @param {Settings} setting
 */
function dayElement({ day, head, strip, blocks }, clashes, setting) {
  const today = day.day === setting.today;
  const title = element("p", "hb-glance__day", element("span", "", shortDateText(day.day)));
  if (today) title.setAttribute("aria-current", "date");
  const line = element("li", "", placed(title, areaText(head)));
  const list = element("ol", "");
  if (day.off || day.untimed.length) {
    const inside = day.untimed.flatMap((meeting) => [element("span", "", link(meeting, setting)), " "]);
    const off = day.off ? [element("span", "hb-quiet", `${day.off}: day off`), " "] : [];
    const unseen = day.untimed.length ? [element("span", "hb-unseen", "No fixed time: ")] : [];
    list.append(placed(element("li", "hb-glance__loose", ...off, ...unseen, ...inside), areaText(strip)));
  }
  for (const { meeting, area } of blocks) {
    list.append(placed(meetingElement(meeting, day.day, clashes, setting), areaText(area)));
  }
  if (list.childElementCount) line.append(list);
  else line.append(element("p", "hb-glance__empty hb-quiet", "Nothing"));
  return line;
}

/**
 * @param {Meeting} meeting
 * @param {number} day
 * @param {Clash[]} clashes
 * @param {Settings} setting
 */
function meetingElement(meeting, day, clashes, setting) {
  const numbers = clashes.flatMap(({ earlier, later, days }, index) =>
    days.includes(day) && (earlier === meeting || later === meeting) ? [circledNumber(index + 1)] : [],
  );
  const time = element("span", "hb-week__time", timeRangeText(meeting.start ?? 0, meeting.minutes));
  const yours = yourTime(meeting, day, setting);
  if (yours) time.append(" ", element("span", "hb-glance__yours", yours));
  const made = element("li", "hb-glance__block", time, " ", link(meeting, setting));
  if (meeting.minutes === null) made.classList.add("hb-glance__block--open");
  if (numbers.length) {
    made.classList.add("hb-glance__block--clash");
    made.append(" ", element("span", "hb-clash__mark", numbers.join(" ")));
  }
  const cadence = CADENCES.get(meeting.cadence);
  if (cadence) made.append(" ", element("span", "hb-quiet", cadence));
  return made;
}

/**
 * Return the start of a meeting in the reader's time zone, or an empty string if it is the same.
 * @param {Meeting} meeting
 * @param {number} day
 * @param {Settings} setting
 */
function yourTime({ start }, day, { zone, yours }) {
  if (start === null || zone === yours) return "";
  const local = localTime(momentOf({ day, minutes: start }, zone), yours);
  if (local.day === day && local.minutes === start) return "";
  const date = local.day === day ? "" : `${weekday(local.day).slice(0, 3)} `;
  return `${date}${timeText(local.minutes)} your time`;
}

/**
 * @param {Meeting | Role} entry
 * @param {Settings} setting
 */
function link(entry, { root }) {
  const made = document.createElement("a");
  made.href = new URL(entry.address, root).href;
  made.textContent = entry.title;
  return made;
}

/** @param {number} number */
function circledNumber(number) {
  const first = "①".codePointAt(0) ?? 0;
  return number <= MAX_CIRCLED ? String.fromCodePoint(first + number - 1) : `(${number})`;
}

/**
 * Return the list of clashes; the roles are left out if only one is shown.
 * @param {Clash[]} clashes
 * @param {Settings} setting
 */
function clashList(clashes, setting) {
  if (!clashes.length) return [];
  const list = element("ul", "hb-clashes");
  list.setAttribute("aria-label", "Meetings at the same time");
  const timed = (/** @type {Meeting} */ meeting) => [
    link(meeting, setting),
    ` (${timeRangeText(meeting.start ?? 0, meeting.minutes)})`,
  ];
  clashes.forEach(({ earlier, later, days, roles }, index) => {
    const clashing = roles.flatMap((role) => setting.roles[role] ?? []);
    const who = clashing.flatMap((role, place) => [place ? ", " : "", link(role, setting)]);
    const line = element("span", "", `${days.map(weekday).join(", ")}: `);
    line.append(...timed(later), " overlaps ", ...timed(earlier));
    if (setting.role === null) line.append(". Expected at both: ", ...who);
    line.append(".");
    list.append(element("li", "", element("span", "hb-clash__mark", circledNumber(index + 1)), " ", line));
  });
  return [list];
}

/**
 * Return the meetings that are due around the week on a day not yet set.
 * @param {Week} week
 * @param {Settings} setting
 */
function undatedList({ undated }, setting) {
  if (!undated.length) return [];
  const list = element("ul", "");
  for (const { meeting, first, last } of undated) {
    list.append(element("li", "", link(meeting, setting), `, on a day from ${dateRangeText(first, last)}`));
  }
  return [element("p", "", "Also due around this week:"), list];
}

/**
 * @param {boolean} timed
 * @param {Settings} setting
 */
function timeZoneNote(timed, { zone, yours }) {
  const name = zone.replaceAll("_", " ");
  const note = `Times are in ${name}.`;
  const other = timed && zone !== yours;
  return element("p", "hb-quiet hb-small", other ? `${note} Your local time is shown below where it differs.` : note);
}
