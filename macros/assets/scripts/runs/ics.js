// A run as a calendar (RFC 5545): one event for each step with a date. The UIDs are stable, so
// importing the file again updates the events.

import { isoOf } from "../dates/days.js";
import { plain, titleOf, wordsOf } from "./steps.js";
import { spanText } from "./texts.js";

/**
 * @typedef {import("./markdown.js").RunDetails} RunDetails
 * @typedef {import("./model.js").Box} Box
 * @typedef {import("./dates.js").Span} Span
 */

const PRODUCT = "-//Operations handbook//Runs//EN";
const MAX_LINE_BYTES = 75;

/**
 * @param {RunDetails} details
 * @param {number} now
 */
export function calendar(details, now) {
  const events = details.run.sheet.parts.flatMap((_, index) => {
    const span = details.spans[index];
    return span ? event(details, index, span, now) : [];
  });
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", `PRODID:${PRODUCT}`, ...events, "END:VCALENDAR"];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

/** @param {RunDetails} details @param {number} index @param {Span} span @param {number} now */
function event({ run, zone, page }, index, span, now) {
  const { sheet } = run;
  const part = sheet.parts[index];
  const description = [
    `${titleOf(run)}, step ${index + 1} of ${sheet.parts.length}`,
    spanText(span, zone),
    [part.who ? wordsOf(part.who) : "", part.with.length ? `with ${part.with.map(wordsOf).join(", ")}` : ""]
      .filter(Boolean)
      .join(" "),
    ...boxes(part.boxes, ""),
    part.outputs.length ? `Outputs: ${part.outputs.map(plain).join("; ")}` : "",
  ];
  return [
    "BEGIN:VEVENT",
    `UID:${escaped(`${run.id}.${part.key}@handbook`)}`,
    `DTSTAMP:${utcValue(now)}`,
    ...startAndEnd(span),
    `SUMMARY:${escaped(`${part.title || sheet.title}: ${run.for || sheet.title}`)}`,
    `DESCRIPTION:${description.filter(Boolean).map(escaped).join("\\n")}`,
    ...(page ? [`URL:${page}`] : []),
    "END:VEVENT",
  ];
}

/** @param {Span} span */
function startAndEnd({ isTimed, first, last }) {
  const begin = first ?? last;
  if (!isTimed) {
    // A due date does not block the day.
    return [`DTSTART;VALUE=DATE:${dateValue(begin)}`, `DTEND;VALUE=DATE:${dateValue(last + 1)}`, "TRANSP:TRANSPARENT"];
  }
  return begin === last ? [`DTSTART:${utcValue(last)}`] : [`DTSTART:${utcValue(begin)}`, `DTEND:${utcValue(last)}`];
}

/** @param {Box[]} found @param {string} indent @returns {string[]} */
function boxes(found, indent) {
  return found.flatMap((box) => [`${indent}- ${plain(box.text)}`, ...boxes(box.details, `${indent}  `)]);
}

/** @param {number} day */
const dateValue = (day) => isoOf(day).replaceAll("-", "");

/** @param {number} moment */
const utcValue = (moment) => `${new Date(moment).toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;

/** @param {string} text */
function escaped(text) {
  return text.replace(/[\x00-\x1f\x7f-\x9f]+/g, " ").replace(/[\\;,]/g, "\\$&");
}

/**
 * Return a line folded to at most 75 bytes, without splitting a character.
 * @param {string} line
 */
function folded(line) {
  const size = (/** @type {string} */ text) => new TextEncoder().encode(text).length;
  let found = "";
  let room = MAX_LINE_BYTES;
  for (const character of line) {
    room -= size(character);
    if (room < 0) {
      found += "\r\n ";
      // The leading space of the next line counts.
      room = MAX_LINE_BYTES - 1 - size(character);
    }
    found += character;
  }
  return found;
}
