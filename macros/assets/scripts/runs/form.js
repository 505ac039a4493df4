// The form that starts a run, also used to edit its details.

import { dayOf, isoOf, partsOf } from "../dates/days.js";
import { momentIn, span } from "./dates.js";
import { button, el } from "./dom.js";
import { isDated, isTimed, wordsOf } from "./steps.js";
import { spanText, timeText } from "./texts.js";

/**
 * @typedef {import("./model.js").Sheet} Sheet
 * @typedef {import("./dates.js").Workdays} Workdays
 * @typedef {{for: string, by: string, day: string | null, minutes: number | null}} Answers
 */

const MAX_LENGTH = 200;

/**
 * Return a form for the details of a run; `onSubmit` is called with the answers.
 * @param {Sheet} sheet
 * @param {Workdays} days
 * @param {Answers} before
 * @param {string} submitLabel
 * @param {(answers: Answers) => void} onSubmit
 * @param {() => void} onCancel
 */
export function runForm(sheet, days, before, submitLabel, onSubmit, onCancel) {
  const subject = field("rn-for", "What is it for?", "A customer, a person or a month: whatever sets this run apart from others.", {
    value: before.for,
    maxlength: String(MAX_LENGTH),
    autocomplete: "off",
  });
  const who = field("rn-by", "Who are you?", "Your name or role, shown next to what you tick.", {
    value: before.by,
    maxlength: String(MAX_LENGTH),
    list: "rn-roles",
    autocomplete: "off",
  });
  const date = dateField(sheet, before, days);
  const preview = el("output", { class: "rn-preview", for: "rn-day" });
  const show = () => (preview.textContent = date ? previewText(sheet, days, date.answer()) : "");
  const form = el(
    "form",
    {
      class: "rn-form",
      oninput: show,
      onsubmit: (event) => {
        event.preventDefault();
        const answer = date?.answer() ?? { day: null, minutes: null };
        onSubmit({ for: subject.input.value.trim(), by: who.input.value.trim(), ...answer });
      },
    },
    subject.box,
    date?.box,
    who.box,
    el("datalist", { id: "rn-roles" }, ...roles(sheet).map((role) => el("option", { value: role }))),
    date && el("p", { class: "hb-quiet" }, preview),
    el(
      "p",
      { class: "rn-form__end" },
      el("button", { type: "submit", class: "hb-task rn-first" }, submitLabel),
      button("Cancel", onCancel),
    ),
  );
  show();
  return form;
}

/**
 * @param {string} id
 * @param {string} label
 * @param {string} hint
 * @param {Record<string, string | boolean>} attributes
 */
function field(id, label, hint, attributes) {
  const input = el("input", { id, type: "text", "aria-describedby": `${id}-hint`, ...attributes });
  const box = el(
    "div",
    { class: "rn-field" },
    el("label", { for: id }, label),
    el("span", { class: "hb-quiet", id: `${id}-hint` }, hint),
    input,
  );
  return { box, input };
}

/** @param {Sheet} sheet @param {Answers} before @param {Workdays} days */
function dateField(sheet, before, days) {
  if (!isDated(sheet)) return null;
  const label = sheet.countedFrom ? `Date: ${sheet.countedFrom}` : "Start date";
  const hint = sheet.begins ? "Step dates are counted from this date." : "Step dates are counted from this date, not from today.";
  const { box, input } = field("rn-day", label, hint, {
    type: "date",
    value: before.day ?? "",
    required: true,
    min: "1970-01-01",
    max: "2199-12-31",
  });
  const timed = isTimed(sheet);
  const time = el("input", {
    type: "time",
    "aria-label": `Time, in ${days.zone}`,
    value: timeText(before.minutes ?? 0),
    required: true,
  });
  if (timed) box.append(el("span", { class: "rn-time" }, time, el("span", { class: "hb-quiet" }, days.zone)));
  const answer = () => {
    const [hour, minute] = time.value.split(":").map(Number);
    // Ignore a year that is only partly typed.
    const day = dayOf(input.value) !== null && input.validity.valid ? input.value : null;
    return { day, minutes: timed && Number.isFinite(minute) ? hour * 60 + minute : null };
  };
  return { box, answer };
}

/** @param {Sheet} sheet */
function roles({ owner, parts }) {
  const found = parts.flatMap(({ who, with: helpers }) => (who ? [who, ...helpers] : helpers));
  return [...new Set([...found, ...(owner ? [owner] : [])].map(wordsOf))];
}

/**
 * Return the dates of the first and last steps, and a note on days off.
 * @param {Sheet} sheet
 * @param {Workdays} days
 * @param {{day: string | null, minutes: number | null}} answer
 */
function previewText(sheet, days, { day, minutes }) {
  const start = day === null ? null : dayOf(day);
  if (start === null) return "";
  const found = sheet.parts.flatMap(({ title, when }) => {
    const range = when && span(when, { day: start, minutes, near: Date.now() }, days);
    return range ? [{ title, range }] : [];
  });
  const first = found[0];
  const last = found.at(-1);
  if (!first || !last) return "";
  const dates = [`${first.title}: ${spanText(first.range, days.zone)}`];
  if (last !== first) dates.push(`${last.title}: ${spanText(last.range, days.zone)}`);
  return `${dates.join("; ")}. ${daysOffText(found.map(({ range }) => range), days)}`.trim();
}

/**
 * Return a note on the days off that dates skip, as far as holidays are recorded.
 * @param {import("./dates.js").Span[]} spans
 * @param {Workdays} days
 */
export function daysOffText(spans, days) {
  const dated = spans.filter(({ isTimed }) => !isTimed);
  if (!dated.length) return "";
  const years = new Set(dated.flatMap(({ first, last }) => [partsOf(first ?? last)[0], partsOf(last)[0]]));
  const unknown = [...years].filter((year) => !days.knows(year)).sort();
  const rest = "Non-working days are skipped";
  if (!unknown.length) return `${rest}, and so are holidays.`;
  return `${rest}; no holidays are recorded for ${unknown.join(" and ")}.`;
}

/**
 * Return the initial values of a new run: the date is today if the steps start on the day they are
 * counted from.
 * @param {Sheet} sheet
 * @param {Workdays} days
 * @param {string} by
 * @returns {Answers}
 */
export function defaultAnswers(sheet, days, by) {
  const now = momentIn(Date.now(), days.zone);
  const day = sheet.begins && isDated(sheet) ? isoOf(now.day) : null;
  return { for: "", by, day, minutes: isTimed(sheet) ? now.minutes : null };
}
