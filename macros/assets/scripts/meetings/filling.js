// Filling in of templates, like `fill` in handbook/filling.py; a test compares both.

import { dayOf, isoOf } from "../dates/days.js";
import { fold, slug } from "../names/names.js";
import { holidayNames } from "./days.js";
import { plainValue } from "./escaping.js";
import { nextOccasion } from "./next-meeting.js";
import { dateText } from "./texts.js";

/**
 * @typedef {{
 *   keys: string[], name: string, written: string, from?: string, about?: string,
 *   value?: string, slug?: boolean, opens?: boolean,
 * }} Blank
 * @typedef {[from: string, actual: string, target: string, status: string]} Figure
 * @typedef {{
 *   zone: string, week: number[], off: import("./days.js").Holiday[],
 *   meeting: import("./next-meeting.js").Meeting | null, figures: Record<string, Figure[]>,
 *   roles: Record<string, string>, pieces: (string | Blank)[],
 * }} Form
 * @typedef {{day: number, reviewer: string, given: Map<string, string>}} FillRequest The values, by key.
 * @typedef {{text: string, left: string[]}} Draft
 */

const FIGURES = ["actual", "target", "status"];

/**
 * Return a filled-in template, and the placeholders left to fill in.
 * @param {Form} form
 * @param {FillRequest} request
 * @returns {Draft}
 */
export function fillTemplate(form, request) {
  /** @type {Set<string>} */
  const missing = new Set();
  const text = form.pieces.map((piece) => {
    if (typeof piece === "string") return piece;
    const value = valueOf(piece, form, request);
    if (value === null) {
      missing.add(piece.name);
      return piece.written;
    }
    return piece.slug ? slug(value) : plainValue(value, piece.opens);
  });
  return { text: text.join(""), left: [...missing] };
}

/**
 * @param {Blank} blank
 * @param {Form} form
 * @param {FillRequest} request
 * @returns {string | null}
 */
function valueOf(blank, form, request) {
  for (const key of blank.keys) {
    const value = request.given.get(key);
    if (value !== undefined) return value;
  }
  switch (blank.from) {
    case undefined:
      return blank.value ?? null;
    case "date":
      return blank.slug ? isoOf(request.day) : dateText(request.day);
    case "reviewer":
      return request.reviewer ? (ownProperty(form.roles, fold(request.reviewer)) ?? request.reviewer) : null;
    case "next-meeting":
      return form.meeting && nextOccasion(form.meeting, request.day, form.week, holidayNames(form.off));
    default:
      return figureOf(ownProperty(form.figures, blank.about ?? "") ?? [], blank.from, request.day);
  }
}

/**
 * Return an own property: a name may coincide with an inherited one.
 * @template T
 * @param {Record<string, T>} record
 * @param {string} name
 * @returns {T | undefined}
 */
function ownProperty(record, name) {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

/**
 * @param {Figure[]} history
 * @param {string} part
 * @param {number} day
 */
function figureOf(history, part, day) {
  const reached = history.filter(([from]) => (dayOf(from) ?? 0) <= day);
  return reached[reached.length - 1]?.[FIGURES.indexOf(part) + 1] ?? null;
}
