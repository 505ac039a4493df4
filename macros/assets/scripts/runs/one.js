// The page of one run: its details, actions, steps, and changes to the procedure.

import { changedView, currentSheet } from "./changed.js";
import { takeOver } from "./compare.js";
import { button, el, text } from "./dom.js";
import { runView } from "./run.js";
import { restText, runForm } from "./start.js";
import { isDated, isProcedure } from "./steps.js";
import { saveFile, takingView } from "./taking.js";
import { counted } from "./words.js";

/**
 * @typedef {import("./reading.js").Run} Run
 * @typedef {import("./reading.js").Sheet} Sheet
 * @typedef {{
 *   site: import("./site.js").Site,
 *   store: import("./store.js").Store,
 *   messages: import("./says.js").Messages,
 *   remove: (run: Run) => void,
 *   gone: (run: Run) => void,
 *   again: () => void,
 * }} Context
 */

/**
 * Return the view of a run, and its callbacks for the passing of time and changes in other tabs.
 * @param {Run} run
 * @param {Context} context
 */
export function onePage(run, context) {
  const { site, store, messages } = context;
  const { id } = run;
  let last = run;
  /** @type {Sheet | "gone" | null} */
  let current = null;
  const facts = el("dl", { class: "hb-facts" });
  const rest = el("p", { class: "hb-quiet rn-rest" });
  const unsaved = el("div");
  const changed = el("div");

  /** @param {(run: Run) => void} how */
  function change(how) {
    const now = store.change(id, how);
    if (now) update(now);
    else context.gone(last);
  }

  /** @param {boolean} finished */
  function finish(finished) {
    const { finished: before } = last;
    change((now) => (now.finished = finished ? new Date().toISOString() : null));
    messages.show(finished ? "Finished." : "Reopened.", () => change((now) => (now.finished = before)));
  }

  const taking = takingView(() => store.get(id), site, messages, () => context.remove(last));
  const steps = runView(run, { site, change, finish, say: messages.show });
  const view = el("div", { class: "rn-one" }, taking.view, facts, rest, formView(), unsaved, changed, steps.view);

  /** @param {Run} now */
  function update(now) {
    // Another tab has switched to a new version: draw the page again.
    if (now.sheet.fingerprint !== last.sheet.fingerprint || now.for !== last.for) {
      context.again();
      return;
    }
    last = now;
    showFacts(now);
    steps.update(now);
    showUnsaved();
    showChanged();
  }

  /** @param {Run} now */
  function showFacts(now) {
    facts.replaceChildren(...factsOf(now));
    rest.textContent = restText(site.spansOf(now).filter((span) => span !== null), site.days);
    rest.hidden = !rest.textContent;
    taking.update(now);
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
    const fold = el("details", { class: "hb-fold rn-change" }, summary);
    const close = () => {
      fold.open = false;
      summary.focus();
    };
    const draw = () => {
      if (fold.children.length > 1) fold.lastElementChild?.remove();
      const form = runForm(last.sheet, site.days, last, "Save", (answers) => {
        close();
        change((now) => Object.assign(now, answers));
      }, close);
      fold.append(form);
    };
    fold.addEventListener("toggle", () => fold.open && draw());
    return fold;
  }

  function showUnsaved() {
    const kept = store.isKept(id);
    if (kept === !unsaved.hasChildNodes()) return;
    if (kept) {
      unsaved.replaceChildren();
      return;
    }
    unsaved.replaceChildren(
      el("div", { class: "hb-note hb-note--bad", role: "alert" },
        el("p", {}, "This browser cannot store the run: it will be lost when you close this page. "),
        el("p", {}, button("Save as a file", () => saveFile(last)))),
    );
  }

  function showChanged() {
    const notice = current && changedView(last, current, {
      takeOver: useNewVersion,
      keep: () => change((now) => (now.passed = current && current !== "gone" ? current.fingerprint : "")),
      look: () => change((now) => (now.passed = "")),
    });
    const words = notice?.textContent ?? "";
    if (changed.textContent !== words) changed.replaceChildren(...(notice ? [notice] : []));
  }

  function useNewVersion() {
    if (!current || current === "gone") return;
    const sheet = current;
    const before = last;
    let found = { kept: 0, lost: 0 };
    change((now) => (found = takeOver(now, sheet)));
    const lost = found.lost ? `, ${counted(found.lost, "tick")} removed where something changed` : "";
    messages.show(`New version in use: ${counted(found.kept, "tick")} kept${lost}.`, () => {
      store.put(before);
      context.again();
    });
  }

  showFacts(run);
  showUnsaved();
  void currentSheet(run.sheet.address, site.root).then((found) => {
    current = found;
    showChanged();
  });

  return {
    view,
    refresh: () => update(store.get(id) ?? last),
    /** @param {string | null} other */
    outside(other) {
      if (other !== null && other !== id) return;
      const now = store.get(id);
      if (now) update(now);
      else context.gone(last);
    },
  };
}
