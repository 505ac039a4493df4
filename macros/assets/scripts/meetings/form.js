// The form on a template's page: fills in a draft for a day, to view, copy or save. Without scripts
// the page shows the template and the equivalent command.

import { dayOf, isoOf, weekdayOf } from "../dates/days.js";
import { slug } from "../names/names.js";
import { holidayNames, nextDay } from "./days.js";
import { fillTemplate } from "./filling.js";
import { dateText, weekday } from "./texts.js";
import { localTime } from "./time-zones.js";

/** @typedef {import("./filling.js").Form} Form */
/** @typedef {HTMLInputElement | HTMLTextAreaElement} Field */

/** @param {HTMLFormElement} element */
async function load(element) {
  try {
    const answer = await fetch(new URL(element.dataset.fill ?? "", document.baseURI));
    if (!answer.ok) throw new Error(answer.statusText);
    showForm(element, await answer.json());
  } catch {
    // The template and the command stay; only the space reserved for the form is removed.
    element.classList.remove("hb-soon");
  }
}

/**
 * @param {HTMLFormElement} element
 * @param {Form} form
 */
function showForm(element, form) {
  const result = element.querySelector("[data-result]");
  const left = element.querySelector("[data-left]");
  const text = element.querySelector("code");
  /** @type {HTMLAnchorElement | null} */
  const save = element.querySelector("a[data-save]");
  /** @type {HTMLInputElement | null} */
  const date = element.querySelector("input[name=date]");
  /** @type {HTMLInputElement | null} */
  const reviewer = element.querySelector("input[name=reviewer]");
  if (!result || !left || !text || !save || !date) return;
  const fields = /** @type {Field[]} */ ([...element.querySelectorAll("[data-key]")]);
  const slugs = form.pieces.flatMap((piece) => (typeof piece !== "string" && piece.slug ? piece.keys : []));
  let shown = false;
  let address = "";

  const given = () => {
    const changed = fields.filter(({ value, dataset }) => value.trim() && value !== dataset.known);
    return new Map(changed.map(({ value, dataset }) => [dataset.key ?? "", value]));
  };

  const check = () => {
    for (const field of fields) {
      const isInvalid = slugs.includes(field.dataset.key ?? "") && field.value.trim() && !slug(field.value);
      field.setCustomValidity(isInvalid ? "Use letters from a to z or digits." : "");
    }
    warnWeekday(element, form, dayOf(date.value));
  };

  const show = () => {
    const day = dayOf(date.value);
    check();
    if (day === null || !element.checkValidity()) return;
    const draft = fillTemplate(form, { day, reviewer: reviewer?.value.trim() ?? "", given: given() });
    text.textContent = draft.text;
    left.textContent = draft.left.length
      ? `Still to fill in: ${draft.left.map((name) => `[${name}]`).join(", ")}`
      : "Nothing left to fill in.";
    URL.revokeObjectURL(address);
    address = URL.createObjectURL(new Blob([`${draft.text}\n`], { type: "text/markdown" }));
    save.href = address;
    save.download = `${element.dataset.name}-${isoOf(day)}.md`;
    result.hidden = false;
    shown = true;
  };

  const requested = dayOf(new URLSearchParams(location.search).get("date") ?? "");
  date.value = isoOf(requested ?? defaultDay(form));
  check();
  element.addEventListener("submit", (event) => {
    event.preventDefault();
    show();
  });
  element.addEventListener("input", () => (shown ? show() : check()));
  element.hidden = false;
  if (requested !== null) show();
}

/**
 * Return the default day of a draft: that of the next meeting, or else today.
 * @param {Form} form
 */
function defaultDay(form) {
  const today = localTime(Date.now(), form.zone).day;
  const rule = form.meeting?.rule;
  return (rule && nextDay(rule, today - 1, holidayNames(form.off))) ?? today;
}

/**
 * Show a warning if the meeting is not held on the chosen weekday.
 * @param {HTMLFormElement} element
 * @param {Form} form
 * @param {number | null} day
 */
function warnWeekday(element, form, day) {
  const warning = element.querySelector("[data-odd]");
  const expected = form.meeting?.day ?? null;
  if (!warning) return;
  const isUnusual = day !== null && expected !== null && weekdayOf(day) !== expected;
  // The fifth day of 1970 was the first Monday.
  warning.textContent = isUnusual
    ? `${dateText(day)} is a ${weekday(day)}; ${form.meeting?.title} is held on a ${weekday(expected + 4)}.`
    : "";
}

/** @type {HTMLFormElement | null} */
const element = document.querySelector("form[data-fill]");
if (element) void load(element);
