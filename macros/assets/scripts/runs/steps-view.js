// The steps of a run with their boxes, dates and notes. They are drawn once and then updated in
// place, so that the focus is kept.

import { button, chip, el, text } from "./dom.js";
import { nextText, progress, progressText } from "./list.js";
import { isDone, isProcedure, lastTick, leaves, setDone, ticked, wordsOf } from "./steps.js";
import { dueState } from "./texts.js";

/**
 * @typedef {import("./model.js").Run} Run
 * @typedef {import("./model.js").Part} Part
 * @typedef {import("./model.js").Box} Box
 * @typedef {import("./dates.js").Span} Span
 * @typedef {{
 *   site: import("./site.js").Site,
 *   change: (change: (run: Run) => void) => void,
 *   showMessage: (words: string, undo: () => void) => void,
 *   finish: (finished: boolean) => void,
 * }} Context
 */

/**
 * Return the steps of a run, and a function that updates them after a change.
 * @param {Run} run
 * @param {Context} context
 */
export function stepsView(run, context) {
  const { sheet } = run;
  const numbered = isProcedure(sheet);
  const status = el("p", { class: "rn-progress__text", role: "status" });
  const bar = el("div", { class: "rn-progress" });
  const end = el("div", { class: "rn-end" });
  const parts = sheet.parts.map((part, index) => partView(part, index, context));
  const runNotes = notesView("", " on the whole run", context, true);
  const view = el(
    "div",
    { class: "rn-run-view" },
    bar,
    status,
    el(numbered ? "ol" : "ul", { class: numbered ? "hb-steps rn-steps" : "rn-steps rn-steps--lists" }, ...parts.map(({ item }) => item)),
    runNotes.box,
    end,
  );

  /** @param {Run} now */
  function update(now) {
    const spans = context.site.spansOf(now);
    parts.forEach(({ update: one }, index) => one(now, spans[index]));
    runNotes.update(now);
    bar.replaceChildren(progress(now));
    const words = `${progressText(now)} ${nextText(now, context.site)}`;
    // A live region: announce it only if it has changed.
    if (status.textContent !== words) status.textContent = words;
    endView(end, now, context);
  }

  update(run);
  return { view, update };
}

/** @param {HTMLElement} end @param {Run} run @param {Context} context */
function endView(end, run, context) {
  const action = run.finished === null ? "finish" : "reopen";
  if (end.dataset.end === action) return;
  end.dataset.end = action;
  const hadFocus = end.contains(document.activeElement);
  end.replaceChildren(
    run.finished === null
      ? button("Finish this run", () => context.finish(true))
      : button("Reopen this run", () => context.finish(false)),
  );
  if (hadFocus) end.querySelector("button")?.focus();
}

/** @param {Part} part @param {number} index @param {Context} context */
function partView(part, index, context) {
  const id = `rn-step-${index + 1}`;
  const boxes = part.boxes.map((box) => boxView(box, context));
  const all = tickView(part.boxes, context, part.title);
  const date = el("span", { class: "rn-when" });
  const state = el("span");
  const by = el("p", { class: "hb-quiet rn-by" });
  const notes = notesView(part.key, part.title ? ` on ${part.title}` : "", context, false);
  const who = el("span");
  const item = el(
    "li",
    { class: "hb-step rn-step", id },
    part.title && el("h2", { class: "rn-step__title" }, all.label),
    el("p", { class: "hb-meta rn-meta" }, date, state, who, ...stepFacts(part, context.site.root)),
    ...part.notes.map((line) => el("p", { class: "rn-remark" }, text(line, context.site.root))),
    el("ul", { class: "rn-boxes" }, ...boxes.map(({ item: box }) => box)),
    part.outputs.length > 0 &&
      el("p", { class: "hb-outputs" }, el("span", { class: "hb-label" }, "Outputs "),
        text(capitalised(part.outputs.flatMap((line, at) => (at ? ["; ", ...line] : line))), context.site.root)),
    by,
    notes.box,
  );

  /** @param {Run} run @param {Span | null} span */
  function update(run, span) {
    const done = isDone(run, part.boxes);
    item.classList.toggle("rn-step--done", done);
    boxes.forEach(({ update: one }) => one(run));
    all.update(run);
    notes.update(run);
    date.textContent = span ? context.site.spanText(span) : part.said;
    date.hidden = !date.textContent;
    const due = span && !done && run.finished === null ? dueState(span, Date.now(), context.site.days.zone) : null;
    item.classList.toggle("rn-step--due", due?.state === "due");
    state.replaceChildren(...(due ? [dueStateView(due)] : []));
    state.hidden = !due;
    who.replaceChildren(...whoView(part, run, context.site.root));
    who.hidden = !who.hasChildNodes();
    const last = done ? lastTick(run, part.boxes) : null;
    by.textContent = last ? `Done ${tickText(last, context)}` : "";
    by.hidden = !last;
  }

  return { item, update };
}

/** @param {{state: string, text: string}} standingNow */
function dueStateView({ state, text: words }) {
  if (state === "late") return chip("care", words);
  return state === "due" ? el("strong", { class: "rn-due" }, words) : words;
}

/** @param {Part} part @param {Run} run @param {string} root */
function whoView({ who }, run, root) {
  if (!who) return [];
  const mine = run.by !== "" && run.by.toLowerCase() === wordsOf(who).toLowerCase();
  return [text([who], root), mine ? " (you)" : ""].filter(Boolean);
}

/** @param {Part} part @param {string} root */
function stepFacts({ with: helpers, takes, channel, tools }, root) {
  /** @param {import("./model.js").Piece[]} pieces @returns {import("./model.js").Line} */
  const listed = (pieces) => pieces.flatMap((piece, at) => (at ? [", ", piece] : [piece]));
  return [
    helpers.length > 0 && el("span", {}, text(["with ", ...listed(helpers)], root)),
    takes && el("span", {}, takes),
    channel.length > 0 && el("span", {}, text(channel, root)),
    tools.length > 0 && el("span", {}, text(listed(tools), root)),
  ];
}

/**
 * Return a line with its first letter capitalised.
 * @param {import("./model.js").Line} line
 * @returns {import("./model.js").Line}
 */
function capitalised([first, ...rest]) {
  const capital = (/** @type {string} */ words) => words.charAt(0).toUpperCase() + words.slice(1);
  if (first === undefined) return rest;
  return typeof first === "string" ? [capital(first), ...rest] : [[capital(first[0]), first[1]], ...rest];
}

/** @param {{at: string, by: string}} tick @param {Context} context */
function tickText({ at, by }, { site }) {
  return `${site.momentText(at)}${by ? ` by ${by}` : ""}`;
}

/** @param {Box} box @param {Context} context @returns {{item: HTMLElement, update: (run: Run) => void}} */
function boxView(box, context) {
  const tick = tickView([box], context, null, text(box.text, context.site.root));
  const when = el("span", { class: "hb-quiet rn-box__by" });
  const details = box.details.map((detail) => boxView(detail, context));
  const item = el(
    "li",
    {},
    el("div", { class: "rn-box__line" }, tick.label, when),
    details.length > 0 && el("ul", { class: "rn-boxes" }, ...details.map(({ item: detail }) => detail)),
    ...box.notes.map((line) => el("p", { class: "rn-remark" }, text(line, context.site.root))),
  );
  return {
    item,
    update(run) {
      tick.update(run);
      details.forEach(({ update }) => update(run));
      const last = !box.details.length && lastTick(run, [box]);
      // The person who started the run is not repeated.
      when.textContent = last ? tickText(last.by === run.by ? { ...last, by: "" } : last, context) : "";
    },
  };
}

/**
 * Return a checkbox with its label; for several boxes it is indeterminate if only some are ticked.
 * @param {Box[]} boxes
 * @param {Context} context
 * @param {string | null} title
 * @param {Node} [shown]
 */
function tickView(boxes, context, title, shown) {
  const input = el("input", { type: "checkbox" });
  const several = leaves(boxes).length > 1;
  input.addEventListener("change", () => {
    /** @type {Run["done"]} */
    let before = Object.create(null);
    context.change((run) => {
      before = { ...run.done };
      setDone(run, boxes, input.checked, new Date().toISOString());
    });
    const lost = leaves(boxes).filter(({ key }) => key in before).length;
    // Unticking several boxes loses their times, so offer to undo it.
    if (several && !input.checked && lost > 1) {
      context.showMessage(`${lost} ticks removed.`, () =>
        context.change((run) => {
          for (const { key } of leaves(boxes)) if (key in before) run.done[key] = before[key];
        }),
      );
    }
  });
  const label = el(
    "label",
    { class: "rn-tick" },
    input,
    el("span", { class: "rn-box", "aria-hidden": "true" }),
    shown ?? el("span", {}, title),
  );
  return {
    label,
    /** @param {Run} run */
    update(run) {
      const done = ticked(run, boxes);
      input.checked = isDone(run, boxes);
      input.indeterminate = done > 0 && !input.checked;
      label.classList.toggle("rn-tick--done", input.checked);
    },
  };
}

/**
 * Return a field for notes, collapsed while it is empty.
 * @param {string} key
 * @param {string} suffix
 * @param {Context} context
 * @param {boolean} isForRun
 */
function notesView(key, suffix, context, isForRun) {
  const area = el("textarea", {
    "aria-label": `Notes${suffix}`,
    rows: "3",
    oninput: () =>
      context.change((run) => {
        if (area.value) run.notes[key] = area.value;
        else delete run.notes[key];
      }),
  });
  area.maxLength = 20_000;
  const printed = el("p", { class: "rn-paper", "aria-hidden": "true" });
  let previous = "";
  const summary = el("summary", {}, "Notes", isForRun ? suffix : el("span", { class: "hb-unseen" }, suffix));
  const box = el("details", { class: "hb-fold rn-notes" }, summary, area, printed);
  return {
    box,
    /** @param {Run} run */
    update(run) {
      const note = run.notes[key] ?? "";
      printed.textContent = note;
      // Keep a note collapsed if the reader has collapsed it.
      if (note && !previous) box.open = true;
      previous = note;
      // Do not overwrite what the reader is typing.
      if (area.value !== note && document.activeElement !== area) area.value = note;
    },
  };
}
