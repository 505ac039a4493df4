// The meeting calendar: any week, for everyone or for one role, as given in the address. Without
// scripts the page shows a typical week.

import { dayOf, isoOf } from "../dates/days.js";
import { holidayNames, startOfWeek } from "./days.js";
import { dateRangeText } from "./texts.js";
import { localTime } from "./time-zones.js";
import { weekElements } from "./week-view.js";
import { weekOf } from "./week.js";

/**
 * @typedef {import("./week.js").Meeting} Meeting
 * @typedef {import("./week-view.js").Role} Role
 * @typedef {{
 *   zone: string, week: number[], off: import("./days.js").Holiday[],
 *   roles: Role[], meetings: Meeting[],
 * }} MeetingRules
 */

const MY_ROLE = "handbook.my-role";
const EARLIEST = 0;
const LATEST = Date.parse("2999-12-31") / (24 * 60 * 60 * 1000);

/** @param {HTMLFormElement} bar */
async function load(bar) {
  const address = new URL(bar.dataset.weekbar ?? "", document.baseURI);
  try {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(answer.statusText);
    showCalendar(bar, await answer.json(), new URL("..", address).href);
  } catch {
    // The typical week stays; only the space reserved for the controls is removed.
    bar.classList.remove("hb-soon");
  }
}

/**
 * @param {HTMLFormElement} bar
 * @param {MeetingRules} rules
 * @param {string} root The root of the site.
 */
function showCalendar(bar, rules, root) {
  const shown = document.querySelector("[data-week-shown]");
  const typical = document.querySelector("[data-week-usual]");
  const role = bar.querySelector("select");
  const date = bar.querySelector("input");
  if (!shown || !typical || !role || !date) return;
  const yours = Intl.DateTimeFormat().resolvedOptions().timeZone || rules.zone;
  const today = localTime(Date.now(), rules.zone).day;
  const off = holidayNames(rules.off);
  let begin = startOfWeek(today, rules.week);
  // Do not write to the date field while the reader types: it would lose the focus. activeElement is
  // no help, as it is not set while the focus moves between the parts of the field.
  let typing = false;

  const title = document.createElement("h3");
  title.setAttribute("aria-live", "polite");
  const week = document.createElement("div");
  shown.append(title, week);

  const show = () => {
    const index = rules.roles.findIndex(({ id }) => id === role.value);
    const mine = rules.meetings.filter(({ roles }) => index < 0 || roles.includes(index));
    const found = weekOf(mine, begin, rules.week, off);
    const clashes = found.clashes.filter(({ roles }) => index < 0 || roles.includes(index));
    const first = found.days[0]?.day ?? begin;
    const last = found.days[found.days.length - 1]?.day ?? begin + 6;
    title.textContent = dateRangeText(first, last);
    if (!typing) date.value = isoOf(begin);
    const setting = { root, roles: rules.roles, role: index < 0 ? null : index, today, zone: rules.zone, yours };
    week.replaceChildren(...weekElements({ ...found, clashes }, setting));
    updateSubscription(root, rules.roles[index]);
  };

  const updateAddress = () => {
    const address = new URL(location.href);
    const params = { role: role.value, week: begin === startOfWeek(today, rules.week) ? "" : isoOf(begin) };
    for (const [name, value] of Object.entries(params)) {
      if (value) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    }
    history.replaceState(history.state, "", address);
  };

  /** @param {number} day */
  const goTo = (day) => {
    begin = startOfWeek(Math.min(Math.max(day, EARLIEST), LATEST), rules.week);
    show();
    updateAddress();
  };

  const parameters = new URLSearchParams(location.search);
  const day = dayOf(parameters.get("week") ?? "");
  if (day !== null && day >= EARLIEST && day <= LATEST) begin = startOfWeek(day, rules.week);
  markMyRole(role);
  role.value = parameters.get("role") ?? "";
  // An unknown role would leave the field empty.
  if (role.selectedIndex === -1) role.value = "";

  role.addEventListener("change", () => goTo(begin));
  date.addEventListener("change", () => {
    const day = dayOf(date.value);
    // Ignore a year that is only partly typed.
    if (day !== null && date.validity.valid) goTo(day);
  });
  date.addEventListener("focus", () => (typing = true));
  date.addEventListener("blur", () => {
    typing = false;
    date.value = isoOf(begin);
  });
  for (const button of bar.querySelectorAll("[data-step]")) {
    const step = Number(button.dataset.step);
    button.addEventListener("click", () => goTo(step ? begin + step : today));
  }
  bar.addEventListener("submit", (event) => event.preventDefault());
  show();
  bar.hidden = false;
  shown.hidden = false;
  typical.hidden = true;
}

/**
 * Move the reader's own role, if stored, to the top.
 * @param {HTMLSelectElement} select
 */
function markMyRole(select) {
  let mine;
  try {
    mine = JSON.parse(localStorage.getItem(MY_ROLE) ?? "null")?.id;
  } catch {
    return;
  }
  const option = [...select.options].find(({ value }) => value && value === mine);
  if (!option) return;
  option.textContent += " (my role)";
  select.options[0]?.after(option);
}

/**
 * Make the subscription match the calendar that is shown.
 * @param {string} root
 * @param {Role | undefined} role
 */
function updateSubscription(root, role) {
  const container = document.querySelector("[data-subscribe]");
  const words = document.querySelector("[data-subscribe-words]");
  if (!container || !words) return;
  words.dataset.usual ??= words.textContent;
  container.dataset.subscribe = new URL(role ? `${role.address}meetings.ics` : "meetings/all.ics", root).href;
  container.dispatchEvent(new Event("change"));
  words.textContent = role ? `Of ${role.title}. ${words.dataset.usual}` : words.dataset.usual;
}

/** @type {HTMLFormElement | null} */
const bar = document.querySelector("form[data-weekbar]");
if (bar) void load(bar);
