// Filling in of templates, like `fill` in handbook/filling.py; a test compares both.

import { dayOf, isoOf } from "../dates/days.js";
import { offDays } from "./days.js";
import { fold, slug } from "../names/names.js";
import { nextOccasion } from "./next.js";
import { plainValue } from "./plain.js";
import { spoken } from "./words.js";

/**
 * @typedef {{
 *   keys: string[], name: string, written: string, from?: string, about?: string,
 *   value?: string, slug?: boolean, opens?: boolean,
 * }} Blank
 * @typedef {[from: string, actual: string, target: string, status: string]} Figure
 * @typedef {{
 *   zone: string, week: number[], off: import("./days.js").Holiday[],
 *   meeting: import("./next.js").Meeting | null, figures: Record<string, Figure[]>,
 *   roles: Record<string, string>, pieces: (string | Blank)[],
 * }} Form
 * @typedef {{day: number, reviewer: string, given: Map<string, string>}} Order The values, by key.
 * @typedef {{text: string, left: string[]}} Draft
 */

const FIGURES = ["actual", "target", "status"];

/**
 * Return a filled-in template, and the placeholders left to fill in.
 * @param {Form} form
 * @param {Order} order
 * @returns {Draft}
 */
export function filled(form, order) {
  /** @type {Set<string>} */
  const left = new Set();
  const text = form.pieces.map((piece) => {
    if (typeof piece === "string") return piece;
    const value = valueOf(piece, form, order);
    if (value === null) {
      left.add(piece.name);
      return piece.written;
    }
    return piece.slug ? slug(value) : plainValue(value, piece.opens);
  });
  return { text: text.join(""), left: [...left] };
}

/**
 * @param {Blank} blank
 * @param {Form} form
 * @param {Order} order
 * @returns {string | null}
 */
function valueOf(blank, form, order) {
  for (const key of blank.keys) {
    const value = order.given.get(key);
    if (value !== undefined) return value;
  }
  switch (blank.from) {
    case undefined:
      return blank.value ?? null;
    case "date":
      return blank.slug ? isoOf(order.day) : spoken(order.day);
    case "reviewer":
      return order.reviewer ? (own(form.roles, fold(order.reviewer)) ?? order.reviewer) : null;
    case "next-meeting":
      return form.meeting && nextOccasion(form.meeting, order.day, form.week, offDays(form.off));
    default:
      return figureOf(own(form.figures, blank.about ?? "") ?? [], blank.from, order.day);
  }
}

/**
 * Return an own property: a name may coincide with an inherited one.
 * @template T
 * @param {Record<string, T>} record
 * @param {string} name
 * @returns {T | undefined}
 */
function own(record, name) {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

/**
 * @param {Figure[]} course
 * @param {string} part
 * @param {number} day
 */
function figureOf(course, part, day) {
  const reached = course.filter(([from]) => (dayOf(from) ?? 0) <= day);
  return reached[reached.length - 1]?.[FIGURES.indexOf(part) + 1] ?? null;
}
