// A run as a Markdown task list. A new run equals the output of
// `handbook schedule --format markdown` (handbook/formats/step_checklist.py).

import { isDated, isDone, isProcedure, lastTick, leaves, plain, titleOf, wordsOf } from "./steps.js";
import { momentText, spanText } from "./texts.js";

/**
 * @typedef {import("./model.js").Run} Run
 * @typedef {import("./model.js").Part} Part
 * @typedef {import("./model.js").Box} Box
 * @typedef {import("./model.js").Line} Line
 * @typedef {import("./dates.js").Span} Span
 * @typedef {{
 *   run: Run,
 *   spans: (Span | null)[],
 *   start: string,
 *   zone: string,
 *   page: string,
 * }} RunDetails  a run, the dates of its steps, the date they are counted from, the procedure's address
 */

/** The level of detail: everything, or less where space is limited. */
export const DEPTHS = /** @type {const} */ (["all", "boxes", "steps"]);

/**
 * @param {RunDetails} details
 * @param {typeof DEPTHS[number]} [depth]
 */
export function markdown(details, depth = "all") {
  return `${[`# ${escaped(titleOf(details.run))}`, ...body(details, depth)].join("\n\n")}\n`;
}

/**
 * Return everything but the heading, for issue forms with a separate title field.
 * @param {RunDetails} details
 * @param {typeof DEPTHS[number]} depth
 */
export function body({ run, spans, start, zone, page }, depth) {
  const { sheet } = run;
  const boxes = sheet.parts.flatMap((part) => leaves(part.boxes));
  const done = boxes.filter(({ key }) => key in run.done).length;
  const facts = [
    start && isDated(sheet) ? `Counted from ${start}.` : "",
    sheet.version ? `Version ${sheet.version}.` : "",
    done ? `${done} of ${boxes.length} ticked.` : "",
  ];
  const found = [facts.filter(Boolean).join(" ")];
  sheet.parts.forEach((part, index) => {
    const number = isProcedure(sheet) ? `${index + 1}. ` : "";
    if (part.title) found.push(`## ${number}${escaped(part.title)}`);
    const span = spans[index];
    found.push(...describe(run, part, span ? spanText(span, zone) : part.said, zone, depth));
  });
  if (depth === "all" && run.notes[""]) found.push("## Notes", quoted(run.notes[""]));
  if (page) found.push(`${isProcedure(sheet) ? "Procedure" : "Checklist"}: <${page}>`);
  return found.filter(Boolean);
}

/** @param {Run} run @param {Part} part @param {string} when @param {string} zone @param {string} depth */
function describe(run, part, when, zone, depth) {
  const facts = [
    when,
    part.who ? wordsOf(part.who) : "",
    part.with.length ? `with ${part.with.map(wordsOf).join(", ")}` : "",
    plain(part.channel),
    part.tools.map(wordsOf).join(", "),
  ];
  const last = isDone(run, part.boxes) ? lastTick(run, part.boxes) : null;
  const note = run.notes[part.key] ?? "";
  const all = depth === "all";
  return [
    facts.filter(Boolean).map(escaped).join(" · "),
    all ? part.notes.map((line) => `> ${escaped(plain(line))}`).join("\n") : "",
    depth === "steps" ? `- [${last ? "x" : " "}] Whole step` : lines(run, part.boxes, "", all),
    all && part.outputs.length ? `Outputs: ${part.outputs.map((line) => escaped(plain(line))).join("; ")}` : "",
    last ? `Done on ${momentText(Date.parse(last.at), zone)}${last.by ? ` by ${escaped(last.by)}` : ""}.` : "",
    all && note ? quoted(note) : "",
  ];
}

/** @param {Run} run @param {Box[]} boxes @param {string} indent @param {boolean} all @returns {string} */
function lines(run, boxes, indent, all) {
  const found = boxes.flatMap((box) => [
    `${indent}- [${isDone(run, [box]) ? "x" : " "}] ${escaped(plain(box.text))}`,
    ...(box.details.length ? [lines(run, box.details, `${indent}  `, all)] : []),
    ...(all ? box.notes.map((line) => `${indent}  > ${escaped(plain(line))}`) : []),
  ]);
  return found.join("\n");
}

/** @param {string} text */
function quoted(text) {
  return text.trim().split(/\r\n|\r|\n/).map((line) => `> ${escaped(line)}`.trimEnd()).join("\n");
}

/**
 * Return a text escaped for Markdown, including mentions (see handbook/markup.py).
 * @param {string} text
 */
function escaped(text) {
  return text
    .split(/\s+/)
    .filter(Boolean)
    .join(" ")
    .replace(/[\\`*_{}[\]<>#|~@&]/g, "\\$&");
}
