// The meeting calendar: any week, for everyone or for one role, as given in the address. Without
// scripts the page shows a typical week.

import { shownIn } from "./clocks.js";
import { dayOf, isoOf } from "../dates/days.js";
import { offDays, weekOfDay } from "./days.js";
import { weekElements } from "./draw.js";
import { weekOf } from "./week.js";
import { between } from "./words.js";

/**
 * @typedef {import("./week.js").Meeting} Meeting
 * @typedef {import("./draw.js").Role} Role
 * @typedef {{
 *   zone: string, week: number[], off: import("./days.js").Holiday[],
 *   roles: Role[], meetings: Meeting[],
 * }} MeetingRules
 */

const MY_ROLE = "handbook.my-role";
const EARLIEST = 0;
const LATEST = Date.parse("2999-12-31") / (24 * 60 * 60 * 1000);

/** @param {HTMLFormElement} bar */
async function start(bar) {
  const address = new URL(bar.dataset.weekbar ?? "", document.baseURI);
  try {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(answer.statusText);
    open(bar, await answer.json(), new URL("..", address).href);
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
function open(bar, rules, root) {
  const shown = document.querySelector("[data-week-shown]");
  const usual = document.querySelector("[data-week-usual]");
  const role = bar.querySelector("select");
  const date = bar.querySelector("input");
  if (!shown || !usual || !role || !date) return;
  const yours = Intl.DateTimeFormat().resolvedOptions().timeZone || rules.zone;
  const today = shownIn(Date.now(), rules.zone).day;
  const off = offDays(rules.off);
  let begin = weekOfDay(today, rules.week);
  // Do not write to the date field while the reader types: it would lose the focus. activeElement is
  // no help, as it is not set while the focus moves between the parts of the field.
  let typing = false;

  const title = document.createElement("h3");
  title.setAttribute("aria-live", "polite");
  const week = document.createElement("div");
  shown.append(title, week);

  const show = () => {
    const at = rules.roles.findIndex(({ id }) => id === role.value);
    const mine = rules.meetings.filter(({ roles }) => at < 0 || roles.includes(at));
    const found = weekOf(mine, begin, rules.week, off);
    const clashes = found.clashes.filter(({ roles }) => at < 0 || roles.includes(at));
    const first = found.days[0]?.day ?? begin;
    const last = found.days[found.days.length - 1]?.day ?? begin + 6;
    title.textContent = between(first, last);
    if (!typing) date.value = isoOf(begin);
    const setting = { root, roles: rules.roles, role: at < 0 ? null : at, today, zone: rules.zone, yours };
    week.replaceChildren(...weekElements({ ...found, clashes }, setting));
    offerFeed(root, rules.roles[at]);
  };

  const remember = () => {
    const address = new URL(location.href);
    const params = { role: role.value, week: begin === weekOfDay(today, rules.week) ? "" : isoOf(begin) };
    for (const [name, value] of Object.entries(params)) {
      if (value) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    }
    history.replaceState(history.state, "", address);
  };

  /** @param {number} day */
  const go = (day) => {
    begin = weekOfDay(Math.min(Math.max(day, EARLIEST), LATEST), rules.week);
    show();
    remember();
  };

  const asked = new URLSearchParams(location.search);
  const day = dayOf(asked.get("week") ?? "");
  if (day !== null && day >= EARLIEST && day <= LATEST) begin = weekOfDay(day, rules.week);
  nameMine(role);
  role.value = asked.get("role") ?? "";
  // An unknown role would leave the field empty.
  if (role.selectedIndex === -1) role.value = "";

  role.addEventListener("change", () => go(begin));
  date.addEventListener("change", () => {
    const day = dayOf(date.value);
    // Ignore a year that is only partly typed.
    if (day !== null && date.validity.valid) go(day);
  });
  date.addEventListener("focus", () => (typing = true));
  date.addEventListener("blur", () => {
    typing = false;
    date.value = isoOf(begin);
  });
  for (const button of bar.querySelectorAll("[data-step]")) {
    const step = Number(button.dataset.step);
    button.addEventListener("click", () => go(step ? begin + step : today));
  }
  bar.addEventListener("submit", (event) => event.preventDefault());
  show();
  bar.hidden = false;
  shown.hidden = false;
  usual.hidden = true;
}

/**
 * Move the reader's own role, if stored, to the top.
 * @param {HTMLSelectElement} select
 */
function nameMine(select) {
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
function offerFeed(root, role) {
  const offer = document.querySelector("[data-subscribe]");
  const words = document.querySelector("[data-subscribe-words]");
  if (!offer || !words) return;
  words.dataset.usual ??= words.textContent;
  offer.dataset.subscribe = new URL(role ? `${role.address}meetings.ics` : "meetings/all.ics", root).href;
  offer.dispatchEvent(new Event("change"));
  words.textContent = role ? `Of ${role.title}. ${words.dataset.usual}` : words.dataset.usual;
}

/** @type {HTMLFormElement | null} */
const bar = document.querySelector("form[data-weekbar]");
if (bar) void start(bar);
