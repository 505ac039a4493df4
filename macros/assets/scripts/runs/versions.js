// The differences between two versions of a procedure, and the switch of a run to the new one.

import { allLeaves, plain, wordsOf } from "./steps.js";

/**
 * @typedef {import("./model.js").Run} Run
 * @typedef {import("./model.js").Sheet} Sheet
 * @typedef {import("./model.js").Part} Part
 * @typedef {{step: string, changes: string[]}} Difference
 */

/**
 * Return the differences in words, by step.
 * @param {Sheet} before
 * @param {Sheet} after
 * @returns {Difference[]}
 */
export function differences(before, after) {
  const old = new Map(before.parts.map((part) => [part.key, part]));
  const now = new Map(after.parts.map((part) => [part.key, part]));
  const found = after.parts.map((part) => {
    const was = old.get(part.key);
    return { step: part.title || after.title, changes: was ? changesOf(was, part) : ["Added."] };
  });
  const gone = before.parts.filter(({ key }) => !now.has(key));
  found.push(...gone.map(({ title }) => ({ step: title || before.title, changes: ["Removed."] })));
  const [oldOrder, newOrder] = [before, after].map((sheet) =>
    sheet.parts.map(({ key }) => key).filter((key) => old.has(key) && now.has(key)).join(),
  );
  if (oldOrder !== newOrder) found.push({ step: after.title, changes: ["The order has changed."] });
  return found.filter(({ changes }) => changes.length);
}

/** @type {[label: string, valueOf: (part: Part) => string][]} */
const FACTS = [
  ["Name", ({ title }) => title],
  ["Who", ({ who, with: helpers }) => [...(who ? [who] : []), ...helpers].map(wordsOf).join(", ")],
  ["When", ({ said }) => said],
  ["Duration", ({ takes }) => takes],
  ["Channel", ({ channel }) => plain(channel)],
  ["Tools", ({ tools }) => tools.map(wordsOf).join(", ")],
  ["Outputs", ({ outputs }) => outputs.map(plain).join("; ")],
  ["Note", ({ notes }) => notes.map(plain).join(" ")],
];

/** @param {Part} before @param {Part} after */
function changesOf(before, after) {
  const [old, now] = [textsOf(before), textsOf(after)];
  const found = now.filter((text) => !old.includes(text)).map((text) => `Added: ${text}`);
  found.push(...old.filter((text) => !now.includes(text)).map((text) => `Removed: ${text}`));
  for (const [label, valueOf] of FACTS) {
    const [was, is] = [valueOf(before), valueOf(after)];
    if (was !== is) found.push(`${label}: ${is || "none"}, was ${was || "none"}`);
  }
  const same = found.length === 0 && old.length === now.length;
  return same && old.join("\n") !== now.join("\n") ? ["The order has changed."] : found;
}

/** @param {Part} part */
function textsOf({ boxes }) {
  return boxes.flatMap((box) => [
    [plain(box.text), ...box.notes.map(plain)].join(" "),
    ...box.details.map(({ text }) => plain(text)),
  ]);
}

/**
 * Give a run the current steps. A tick is kept if the step and its text are the same, or if the
 * text is unique before and after. Notes are kept: those of removed steps are appended to the
 * notes on the whole run.
 * @param {Run} run
 * @param {Sheet} sheet
 * @returns {{kept: number, lost: number}}
 */
export function migrateRun(run, sheet) {
  const ticks = Object.entries(run.done).length;
  const uniqueBefore = uniqueTexts(run.sheet);
  const uniqueAfter = uniqueTexts(sheet);
  /** @type {Run["done"]} */
  const done = Object.create(null);
  for (const { key, text } of allLeaves(sheet)) {
    const words = plain(text);
    const before = key in run.done || uniqueAfter.get(words) !== key ? key : uniqueBefore.get(words);
    if (before && before in run.done) done[key] = run.done[before];
  }
  const keys = new Set(sheet.parts.map(({ key }) => key));
  for (const { key, title } of run.sheet.parts) {
    const note = run.notes[key];
    if (keys.has(key) || !note) continue;
    run.notes[""] = [run.notes[""], `${title || run.sheet.title}: ${note}`].filter(Boolean).join("\n\n");
    delete run.notes[key];
  }
  run.sheet = sheet;
  run.done = done;
  run.passed = "";
  const kept = Object.keys(done).length;
  return { kept, lost: ticks - kept };
}

/**
 * Return the key of each box with a unique text, by text.
 * @param {Sheet} sheet
 */
function uniqueTexts(sheet) {
  /** @type {Map<string, string>} */
  const found = new Map();
  /** @type {Set<string>} */
  const repeated = new Set();
  for (const { key, text } of allLeaves(sheet)) {
    const words = plain(text);
    if (found.has(words)) repeated.add(words);
    found.set(words, key);
  }
  for (const words of repeated) found.delete(words);
  return found;
}
