// Conversion of times between time zones.

const MINUTE = 60 * 1000;
const DAY = 24 * 60 * MINUTE;

/**
 * A local time: the number of days since 1 January 1970, and the minutes after midnight.
 * @typedef {{day: number, minutes: number}} LocalTime
 */

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/** @param {string} zone */
function formatOf(zone) {
  const known = formats.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat("en-GB-u-ca-gregory", {
    timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric",
    hour: "numeric", minute: "numeric",
  });
  formats.set(zone, format);
  return format;
}

/**
 * Return the local time of a moment in a time zone.
 * @param {number} moment
 * @param {string} zone
 * @returns {LocalTime}
 */
export function localTime(moment, zone) {
  const parts = formatOf(zone).formatToParts(moment);
  const part = (/** @type {string} */ type) => Number(parts.find((one) => one.type === type)?.value);
  const day = Date.UTC(part("year"), part("month") - 1, part("day")) / DAY;
  return { day, minutes: part("hour") * 60 + part("minute") };
}

/**
 * Return the moment of a local time in a time zone: the first one if it occurs twice, and the one
 * by the previous UTC offset if it is skipped.
 * @param {LocalTime} time
 * @param {string} zone
 */
export function momentOf(time, zone) {
  const wanted = inMinutes(time);
  const momentWithOffsetAt = (/** @type {number} */ moment) => wanted - (inMinutes(localTime(moment, zone)) - moment);
  const before = momentWithOffsetAt(wanted - DAY);
  const after = momentWithOffsetAt(wanted + DAY);
  const shows = (/** @type {number} */ moment) => inMinutes(localTime(moment, zone)) === wanted;
  return shows(before) || !shows(after) ? before : after;
}

/** @param {LocalTime} clock */
function inMinutes({ day, minutes }) {
  return day * DAY + minutes * MINUTE;
}
