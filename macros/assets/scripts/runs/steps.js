// The state of ticks: a step, or a box with details, is done when everything in it is.

/**
 * @typedef {import("./model.js").Run} Run
 * @typedef {import("./model.js").Sheet} Sheet
 * @typedef {import("./model.js").Part} Part
 * @typedef {import("./model.js").Box} Box
 * @typedef {import("./model.js").Line} Line
 * @typedef {import("./model.js").Piece} Piece
 */

/** @param {Piece} piece */
export const wordsOf = (piece) => (typeof piece === "string" ? piece : piece[0]);

/** @param {Line} line */
export const plain = (line) => line.map(wordsOf).join("");

/**
 * Return the boxes that can be ticked: details, and boxes without details.
 * @param {Box[]} boxes
 */
export function leaves(boxes) {
  return boxes.flatMap((box) => (box.details.length ? box.details : [box]));
}

/** @param {Sheet} sheet */
export function allLeaves(sheet) {
  return sheet.parts.flatMap((part) => leaves(part.boxes));
}

/** @param {Run} run @param {Box[]} boxes */
export function ticked(run, boxes) {
  return leaves(boxes).filter(({ key }) => key in run.done).length;
}

/** @param {Run} run @param {Box[]} boxes */
export function isDone(run, boxes) {
  return leaves(boxes).every(({ key }) => key in run.done);
}

/**
 * Return the latest tick of some boxes, or null if there is none.
 * @param {Run} run
 * @param {Box[]} boxes
 */
export function lastTick(run, boxes) {
  const ticks = leaves(boxes).flatMap(({ key }) => (key in run.done ? [run.done[key]] : []));
  return ticks.reduce((last, tick) => (last && last.at >= tick.at ? last : tick), ticks[0] ?? null);
}

/**
 * Tick or untick boxes; existing ticks keep their time.
 * @param {Run} run
 * @param {Box[]} boxes
 * @param {boolean} done
 * @param {string} at
 */
export function setDone(run, boxes, done, at) {
  for (const { key } of leaves(boxes)) {
    if (!done) delete run.done[key];
    else run.done[key] ??= { at, by: run.by };
  }
}

/** @param {Run} run */
export function titleOf(run) {
  return run.for ? `${run.sheet.title}: ${run.for}` : run.sheet.title;
}

/**
 * Return the first step that is not done, or null if all are.
 * @param {Run} run
 */
export function nextPart(run) {
  return run.sheet.parts.find((part) => !isDone(run, part.boxes)) ?? null;
}

/** @param {Sheet} sheet */
export const isDated = (sheet) => sheet.parts.some(({ when }) => when);

/** @param {Sheet} sheet */
export function isTimed(sheet) {
  return sheet.parts.some(({ when }) => when && ["minute", "hour"].includes(when.unit));
}

/** Procedures have numbered steps; checklists have lists. @param {Sheet} sheet */
export const isProcedure = (sheet) => sheet.address.startsWith("procedures/");
