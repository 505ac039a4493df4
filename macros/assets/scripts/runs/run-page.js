// The page of one run: its details, actions, steps, and changes to the procedure.

import { actionsView, saveFile } from "./actions.js";
import { button, el, text } from "./dom.js";
import { daysOffText, runForm } from "./form.js";
import { stepsView } from "./steps-view.js";
import { isDated, isProcedure } from "./steps.js";
import { counted } from "./texts.js";
import { fetchSheet, versionNotice } from "./version-notice.js";
import { migrateRun } from "./versions.js";

/**
 * @typedef {import("./model.js").Run} Run
 * @typedef {import("./model.js").Sheet} Sheet
 * @typedef {{
 *   site: import("./site.js").Site,
 *   store: import("./store.js").Store,
 *   messages: import("./messages.js").Messages,
 *   remove: (run: Run) => void,
 *   onDeleted: (run: Run) => void,
 *   redraw: () => void,
 * }} Context
 */

/**
 * Return the view of a run, and its callbacks for the passing of time and changes in other tabs.
 * @param {Run} run
 * @param {Context} context
 */
export function runPage(run, context) {
  const { site, store, messages } = context;
  const { id } = run;
  let latest = run;
  /** @type {Sheet | "gone" | null} */
  let current = null;
  const facts = el("dl", { class: "hb-facts" });
  const daysOff = el("p", { class: "hb-quiet rn-rest" });
  const unsaved = el("div");
  const changed = el("div");

  /** @param {(run: Run) => void} edit */
  function change(edit) {
    const now = store.change(id, edit);
    if (now) update(now);
    else context.onDeleted(latest);
  }

  /** @param {boolean} finished */
  function finish(finished) {
    const { finished: previous } = latest;
    change((now) => (now.finished = finished ? new Date().toISOString() : null));
    messages.show(finished ? "Finished." : "Reopened.", () => change((now) => (now.finished = previous)));
  }

  const actions = actionsView(() => store.get(id), site, messages, () => context.remove(latest));
  const steps = stepsView(run, { site, change, finish, showMessage: messages.show });
  const view = el("div", { class: "rn-one" }, actions.view, facts, daysOff, formView(), unsaved, changed, steps.view);

  /** @param {Run} now */
  function update(now) {
    // Another tab has switched to a new version: draw the page again.
    if (now.sheet.fingerprint !== latest.sheet.fingerprint || now.for !== latest.for) {
      context.redraw();
      return;
    }
    latest = now;
    showFacts(now);
    steps.update(now);
    showUnsaved();
    showChanged();
  }

  /** @param {Run} now */
  function showFacts(now) {
    facts.replaceChildren(...factsOf(now));
    daysOff.textContent = daysOffText(site.spansOf(now).filter((span) => span !== null), site.days);
    daysOff.hidden = !daysOff.textContent;
    actions.update(now);
  }

  /** @param {Run} now */
  function factsOf(now) {
    const { sheet } = now;
    /** @param {string} name @param {(Node | string)[]} value */
    const fact = (name, ...value) => el("div", { class: "hb-fact" }, el("dt", {}, name), el("dd", {}, ...value));
    const version = sheet.version ? `, version ${sheet.version}` : "";
    const what = isProcedure(sheet) ? "Procedure" : "Checklist";
    const found = [fact(what, text([[sheet.title, sheet.address]], site.root), version)];
    if (isDated(sheet)) {
      const from = sheet.countedFrom ? `, ${sheet.countedFrom}` : "";
      found.push(fact("Counted from", `${site.startText(now) || "No date"}${from}`));
    }
    found.push(fact("Started", site.momentText(now.started)));
    if (now.by) found.push(fact("You", now.by));
    return found;
  }

  function formView() {
    const summary = el("summary", {}, "Edit these details");
    const details = el("details", { class: "hb-fold rn-change" }, summary);
    const close = () => {
      details.open = false;
      summary.focus();
    };
    const draw = () => {
      if (details.children.length > 1) details.lastElementChild?.remove();
      const form = runForm(latest.sheet, site.days, latest, "Save", (answers) => {
        close();
        change((now) => Object.assign(now, answers));
      }, close);
      details.append(form);
    };
    details.addEventListener("toggle", () => details.open && draw());
    return details;
  }

  function showUnsaved() {
    const isStored = store.isStored(id);
    if (isStored === !unsaved.hasChildNodes()) return;
    if (isStored) {
      unsaved.replaceChildren();
      return;
    }
    unsaved.replaceChildren(
      el("div", { class: "hb-note hb-note--bad", role: "alert" },
        el("p", {}, "This browser cannot store the run: it will be lost when you close this page. "),
        el("p", {}, button("Save as a file", () => saveFile(latest)))),
    );
  }

  function showChanged() {
    const notice = current && versionNotice(latest, current, {
      useNewVersion,
      keep: () => change((now) => (now.passed = current && current !== "gone" ? current.fingerprint : "")),
      review: () => change((now) => (now.passed = "")),
    });
    const words = notice?.textContent ?? "";
    if (changed.textContent !== words) changed.replaceChildren(...(notice ? [notice] : []));
  }

  function useNewVersion() {
    if (!current || current === "gone") return;
    const sheet = current;
    const before = latest;
    let found = { kept: 0, lost: 0 };
    change((now) => (found = migrateRun(now, sheet)));
    const lost = found.lost ? `, ${counted(found.lost, "tick")} removed where something changed` : "";
    messages.show(`New version in use: ${counted(found.kept, "tick")} kept${lost}.`, () => {
      store.put(before);
      context.redraw();
    });
  }

  showFacts(run);
  showUnsaved();
  void fetchSheet(run.sheet.address, site.root).then((found) => {
    current = found;
    showChanged();
  });

  return {
    view,
    refresh: () => update(store.get(id) ?? latest),
    /** @param {string | null} changedId */
    onExternalChange(changedId) {
      if (changedId !== null && changedId !== id) return;
      const now = store.get(id);
      if (now) update(now);
      else context.onDeleted(latest);
    },
  };
}
