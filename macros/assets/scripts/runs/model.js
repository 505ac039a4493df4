// The data model of runs, and its parser: stored and imported data is validated field by field and
// rebuilt from known fields only.

import { dayOf } from "../dates/days.js";

/**
 * @typedef {import("./dates.js").When} When
 * @typedef {string | [text: string, href: string]} Piece
 * @typedef {Piece[]} Line
 * @typedef {{key: string, text: Line, details: Box[], notes: Line[]}} Box
 * @typedef {{
 *   key: string, title: string, boxes: Box[], notes: Line[], who: Piece | null, with: Piece[],
 *   said: string, when: When | null, takes: string, channel: Line, tools: Piece[], outputs: Line[],
 * }} Part
 * @typedef {{
 *   address: string, title: string, version: string, fingerprint: string, retired: boolean,
 *   owner: Piece | null, countedFrom: string, begins: boolean, parts: Part[],
 * }} Sheet
 * @typedef {{at: string, by: string}} Tick
 * @typedef {{
 *   id: string, for: string, by: string, day: string | null, minutes: number | null,
 *   started: string, touched: string, finished: string | null, passed: string, sheet: Sheet,
 *   done: Record<string, Tick>, notes: Record<string, string>,
 * }} Run
 */

const FORMAT = 1;
// Larger than any real run.
export const MAX_FILE_SIZE = 2_000_000;
const MAX_SHORT_TEXT = 1_000;
const MAX_TEXT = 100_000;
const MAX_ITEMS = 5_000;
// A path within this site; the data is not trusted.
const ADDRESS = /^[a-z0-9-]+\/[^/?#:\\\s]+\/$/;
const UNITS = ["minute", "hour", "day", "week", "month", "year"];

class InvalidData extends Error {}

/**
 * Return a value as a sheet, or null if it is not valid.
 * @param {unknown} value
 * @returns {Sheet | null}
 */
export const parseSheet = (value) => orNull(() => sheet(value));

/** @template T @param {() => T} read @returns {T | null} */
function orNull(read) {
  try {
    return read();
  } catch (fault) {
    if (fault instanceof InvalidData || fault instanceof SyntaxError) return null;
    throw fault;
  }
}

/**
 * Return the address of a procedure or checklist, or null if it is not valid.
 * @param {unknown} value
 */
export const parseAddress = (value) => orNull(() => matching(value, ADDRESS));

/**
 * Serialise a run, without empty values.
 * @param {Run} value
 */
export function dumpRun(value) {
  const dumped = JSON.stringify(value, function leave(_name, inner) {
    const empty = inner === null || inner === "" || inner === false || inner?.length === 0;
    return empty && !Array.isArray(this) ? undefined : inner;
  });
  return `{"format":${FORMAT},"run":${dumped}}`;
}

/**
 * Parse a run that `dumpRun` wrote; return null if it is not valid.
 * @param {string} text
 */
export function parseRun(text) {
  return orNull(() => {
    const found = JSON.parse(text);
    return found?.format === FORMAT ? run(found.run) : null;
  });
}

/** @param {unknown} value @returns {Run} */
function run(value) {
  const data = record(value);
  const day = data.day === undefined ? null : text(data.day);
  if (day !== null && dayOf(day) === null) throw new InvalidData();
  return {
    id: matching(data.id, /^[a-z0-9]{8,40}$/),
    for: text(data.for ?? ""),
    by: text(data.by ?? ""),
    day,
    minutes: data.minutes === undefined ? null : number(data.minutes, 0, 24 * 60 - 1),
    started: moment(data.started),
    touched: moment(data.touched),
    finished: data.finished === undefined ? null : moment(data.finished),
    passed: text(data.passed ?? ""),
    sheet: sheet(data.sheet),
    done: mapping(data.done ?? {}, tick),
    notes: mapping(data.notes ?? {}, (note) => text(note, MAX_TEXT)),
  };
}

/** @param {unknown} value @returns {Sheet} */
function sheet(value) {
  const data = record(value);
  const parts = list(data.parts, part);
  if (!parts.length) throw new InvalidData();
  return {
    address: matching(data.address, ADDRESS),
    title: text(data.title),
    version: text(data.version ?? ""),
    fingerprint: text(data.fingerprint),
    retired: data.retired === true,
    owner: optional(data.owner, piece),
    countedFrom: text(data.countedFrom ?? "", MAX_TEXT),
    begins: data.begins === true,
    parts,
  };
}

/** @param {unknown} value @returns {Part} */
function part(value) {
  const data = record(value);
  const boxes = list(data.boxes, box);
  if (!boxes.length) throw new InvalidData();
  return {
    key: text(data.key),
    title: text(data.title ?? ""),
    boxes,
    notes: list(data.notes ?? [], line),
    who: optional(data.who, piece),
    with: list(data.with ?? [], piece),
    said: text(data.said ?? ""),
    when: optional(data.when, when),
    takes: text(data.takes ?? ""),
    channel: line(data.channel ?? []),
    tools: list(data.tools ?? [], piece),
    outputs: list(data.outputs ?? [], line),
  };
}

/** @param {unknown} value @returns {Box} */
function box(value) {
  const data = record(value);
  return {
    key: text(data.key),
    text: line(data.text ?? []),
    details: list(data.details ?? [], detail),
    notes: list(data.notes ?? [], line),
  };
}

/** @param {unknown} value @returns {Box} */
function detail(value) {
  const data = record(value);
  return { key: text(data.key), text: line(data.text ?? []), details: [], notes: [] };
}

/** @param {unknown} value @returns {When} */
function when(value) {
  const data = record(value);
  const unit = text(data.unit);
  if (!UNITS.includes(unit)) throw new InvalidData();
  return {
    unit,
    start: data.start === undefined ? null : number(data.start),
    end: number(data.end),
    origin: number(data.origin, 0, 1),
    back: data.back === true,
  };
}

/** @param {unknown} value @returns {Tick} */
function tick(value) {
  const data = record(value);
  return { at: moment(data.at), by: text(data.by ?? "") };
}

/** @param {unknown} value */
const line = (value) => list(value, piece);

/** @param {unknown} value @returns {Piece} */
function piece(value) {
  if (typeof value === "string") return text(value, MAX_TEXT);
  const [words, href] = list(value, (inner) => text(inner, MAX_TEXT));
  if (words === undefined || href === undefined) throw new InvalidData();
  return [words, href];
}

/** @param {unknown} value @returns {Record<string, unknown>} */
function record(value) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new InvalidData();
  return Object.assign(Object.create(null), value);
}

/**
 * @template T
 * @param {unknown} value
 * @param {(value: unknown) => T} read
 * @returns {Record<string, T>}
 */
function mapping(value, read) {
  const found = Object.entries(record(value));
  if (found.length > MAX_ITEMS) throw new InvalidData();
  // Without a prototype, no key is special.
  const result = Object.create(null);
  for (const [key, inner] of found) result[text(key)] = read(inner);
  return result;
}

/** @template T @param {unknown} value @param {(value: unknown) => T} read @returns {T[]} */
function list(value, read) {
  if (!Array.isArray(value) || value.length > MAX_ITEMS) throw new InvalidData();
  return value.map((inner) => read(inner));
}

/** @template T @param {unknown} value @param {(value: unknown) => T} read @returns {T | null} */
const optional = (value, read) => (value === undefined || value === null ? null : read(value));

/** @param {unknown} value @param {number} [max] */
function text(value, max = MAX_SHORT_TEXT) {
  if (typeof value !== "string" || value.length > max) throw new InvalidData();
  return value;
}

/** @param {unknown} value @param {RegExp} pattern */
function matching(value, pattern) {
  const found = text(value);
  if (!pattern.test(found)) throw new InvalidData();
  return found;
}

/** @param {unknown} value @param {number} [min] @param {number} [max] */
function number(value, min = -Infinity, max = Infinity) {
  if (typeof value !== "number" || !(value >= min && value <= max)) throw new InvalidData();
  return value;
}

/** @param {unknown} value */
function moment(value) {
  const found = matching(value, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
  if (Number.isNaN(Date.parse(found))) throw new InvalidData();
  return found;
}
