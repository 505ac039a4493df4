// The page of runs: routing between its views, and the actions on runs.

import { saveFile } from "./actions.js";
import { el } from "./dom.js";
import { defaultAnswers, runForm } from "./form.js";
import { listView } from "./list.js";
import { startMessages } from "./messages.js";
import { MAX_FILE_SIZE, parseAddress, parseRun } from "./model.js";
import { runPage } from "./run-page.js";
import { readSite } from "./site.js";
import { isProcedure, titleOf } from "./steps.js";
import { newId, openStore } from "./store.js";
import { fetchSheet } from "./version-notice.js";

/**
 * @typedef {import("./model.js").Run} Run
 * @typedef {import("./model.js").Sheet} Sheet
 */

const MINUTE = 60 * 1000;

/**
 * @typedef {{heading: HTMLElement, trail: HTMLElement, lead: HTMLElement, container: HTMLElement}} Frame
 */

/** @param {HTMLElement} page */
function startRuns(page) {
  const heading = page.querySelector("h1");
  const [trail, lead, place] = ["trail", "lead", "view"].map((name) => page.querySelector(`[data-${name}]`));
  if (heading && trail && lead && place) showViews(page, { heading, trail, lead, container: place });
}

/** @param {HTMLElement} page @param {Frame} frame */
function showViews(page, { heading, trail, lead, container }) {
  const titles = { page: document.title, list: heading.textContent ?? "" };
  const site = readSite(page.dataset.runs ?? "{}");
  const messages = startMessages(page);
  const store = openStore((id) => view.onExternalChange(id));
  const noCallbacks = { onExternalChange: (/** @type {string | null} */ _id) => {}, refresh: () => {} };
  let shownAddress = "";
  /** The current view's callbacks, for changes in another tab and the passing of time. */
  let view = noCallbacks;

  /** @param {string} title @param {Node} content @param {typeof noCallbacks} [callbacks] @param {boolean} [isList] */
  function show(title, content, callbacks = noCallbacks, isList = false) {
    heading.textContent = title;
    document.title = isList ? titles.page : `${title} - ${titles.page}`;
    for (const one of document.querySelectorAll(".hb-imprint strong")) one.textContent = title;
    trail.hidden = isList;
    lead.hidden = !isList;
    container.replaceChildren(content);
    view = callbacks;
  }

  /** @param {string} hash */
  function navigate(hash) {
    history.pushState(null, "", location.pathname + (hash && `#${hash}`));
    enter();
  }

  function enter() {
    route();
    heading.focus({ preventScroll: true });
    scrollTo(0, 0);
  }

  function route() {
    shownAddress = location.href;
    const [name = "", id] = isAnchor() ? [] : location.hash.slice(1).split("=");
    const address = new URLSearchParams(location.search).get("start");
    if (id) showRun(id, print.bind(window));
    else if (name) showRun(name);
    else if (address) void showForm(address);
    else showList();
  }

  function showList() {
    const { runs, unreadable } = store.all();
    const actions = { site, remove, importFile, save: saveFile, print: (/** @type {Run} */ run) => navigate(`print=${run.id}`) };
    show(titles.list, listView(runs, unreadable, actions), { onExternalChange: redrawList, refresh: redrawList }, true);
  }

  /** Redraw the list and keep the focus. */
  function redrawList() {
    const name = focusName();
    showList();
    const found = [...container.querySelectorAll("a, button, input")].find((one) => nameOf(one) === name);
    if (name && found instanceof HTMLElement) found.focus({ preventScroll: true });
  }

  /** @param {string} id @param {() => void} [then] */
  function showRun(id, then) {
    const run = store.get(id);
    if (!run) {
      showList();
      messages.show("That run is not in this browser.");
      return;
    }
    const one = runPage(run, { site, store, messages, remove, onDeleted: onDeletedElsewhere, redraw: () => showRun(id) });
    show(titleOf(run), one.view, one);
    if (then) {
      history.replaceState(null, "", `#${id}`);
      shownAddress = location.href;
      then();
    }
  }

  /** @param {string} parameter */
  async function showForm(parameter) {
    const address = parseAddress(parameter);
    const found = address && (await fetchSheet(address, site.root));
    if (!found || found === "gone") {
      showList();
      messages.show("The procedure or checklist could not be loaded. Check that it is still in the handbook and that you are online.");
      return;
    }
    const { runs } = store.all();
    const open = runs.filter(({ finished, sheet }) => finished === null && sheet.address === address);
    const form = runForm(found, site.days, defaultAnswers(found, site.days, defaultName(runs)), "Start", (answers) => startRun(found, answers), () => navigate(""));
    show(`Start a run: ${found.title}`, el("div", {}, openRuns(open), form));
    form.querySelector("input")?.focus();
  }

  /** @param {Sheet} sheet @param {import("./form.js").Answers} answers */
  function startRun(sheet, answers) {
    const at = new Date().toISOString();
    /** @type {Run} */
    const run = {
      ...{ id: newId(), started: at, touched: at, finished: null, passed: "", sheet, ...answers },
      done: Object.create(null),
      notes: Object.create(null),
    };
    store.put(run);
    history.replaceState(null, "", `${location.pathname}#${run.id}`);
    enter();
  }

  /** @param {Run} run */
  function remove(run) {
    store.remove(run.id);
    navigate("");
    messages.show(`Deleted: ${titleOf(run)}.`, () => restore(run));
  }

  /** @param {Run} run The run that another tab has deleted. */
  function onDeletedElsewhere(run) {
    navigate("");
    messages.show(`Deleted in another tab: ${titleOf(run)}.`, () => restore(run));
  }

  /** @param {Run} run */
  function restore(run) {
    store.put(run);
    navigate(run.id);
  }

  /** @param {File} file */
  async function importFile(file) {
    const run = file.size <= MAX_FILE_SIZE ? parseRun(await file.text()) : null;
    if (!run) {
      messages.show(`${file.name} does not contain a run; nothing was changed.`);
      return;
    }
    const existing = store.get(run.id);
    store.put(run);
    navigate(run.id);
    const words = existing ? "Replaced with the run from the file" : "Imported";
    messages.show(`${words}: ${titleOf(run)}.`, () => {
      if (existing) restore(existing);
      else remove(run);
    });
  }

  // Stay on the page: runs that could not be stored would be lost with it.
  trail.addEventListener("click", (event) => {
    event.preventDefault();
    navigate("");
  });
  // Browsers differ in which of these two events they fire.
  for (const step of ["hashchange", "popstate"]) {
    addEventListener(step, () => {
      if (location.href === shownAddress) return;
      // "Skip to content" must not change the view.
      if (isAnchor()) return history.replaceState(null, "", shownAddress);
      messages.close();
      enter();
    });
  }
  addEventListener("visibilitychange", () => view.refresh());
  setInterval(() => document.hidden || view.refresh(), MINUTE);
  route();
}

/** Whether the hash is an anchor on this page, not a run. */
const isAnchor = () => document.getElementById(location.hash.slice(1)) !== null;

/** @param {Run[]} open */
function openRuns(open) {
  if (!open.length) return null;
  const links = open.map((run) => el("li", {}, el("a", { href: `#${run.id}` }, titleOf(run))));
  const what = isProcedure(open[0].sheet) ? "procedure" : "checklist";
  return el("div", { class: "hb-note hb-note--unknown" }, el("p", {}, `This ${what} already has open runs:`), el("ul", {}, ...links));
}

/** Return the reader's own role, or else the name used last. @param {Run[]} runs */
function defaultName(runs) {
  try {
    const mine = JSON.parse(localStorage.getItem("handbook.my-role") ?? "null");
    if (typeof mine?.title === "string") return mine.title;
  } catch {
    // Storage is blocked.
  }
  return runs.find(({ by }) => by)?.by ?? "";
}

const focusName = () => document.activeElement && nameOf(document.activeElement);

/** @param {Element} element */
const nameOf = (element) => element.getAttribute("aria-label") ?? element.getAttribute("href");

document.querySelectorAll("[data-runs]").forEach(startRuns);
