// Days as the number of days since 1 January 1970. Weekday 0 is Monday.

export const DAY = 24 * 60 * 60 * 1000;
export const FIRST = Date.parse("0001-01-01") / DAY;
export const LAST = Date.parse("9999-12-31") / DAY;

/**
 * Return the day of an ISO date, or null if it is not valid.
 * @param {string} text
 */
export function dayOf(text) {
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) / DAY : NaN;
  return day >= FIRST && isoOf(day) === text ? day : null;
}

/** @param {number} day */
export function isoOf(day) {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** @param {number} day @returns {[year: number, month: number, day: number]} */
export function partsOf(day) {
  const date = new Date(day * DAY);
  return [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
}

/** @param {number} day */
export function weekdayOf(day) {
  return (((day + 3) % 7) + 7) % 7;
}
