// What the page says about what was just done, and how to undo it; one thing at a time.

import { button, el } from "./dom.js";

/**
 * Return what says things at the bottom of the window.
 * @param {HTMLElement} page
 */
export function startSaying(page) {
  // Read out is what comes into a place that was there before.
  const place = el("div", { role: "status" });
  page.append(place);
  /** @type {Element | null} what had the focus before anything was said */
  let before = null;
  /** @type {(() => void) | undefined} what undoes what is told */
  let undoing;

  function close() {
    undoing = undefined;
    place.replaceChildren();
  }

  /** @param {() => void} [deed] */
  function leave(deed) {
    close();
    deed?.();
    // What was pressed is gone.
    const lost = !document.activeElement || document.activeElement === document.body;
    if (lost && before instanceof HTMLElement) before.focus();
  }

  place.addEventListener("keydown", ({ key }) => key === "Escape" && leave());
  document.addEventListener("keydown", (event) => {
    const asked = event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey;
    if (!asked || !undoing || isWriting(event.target)) return;
    event.preventDefault();
    leave(undoing);
  });

  return {
    close,
    /**
     * @param {string} told
     * @param {() => void} [undo]
     */
    say(told, undo) {
      if (!place.contains(document.activeElement)) before = document.activeElement;
      const back =
        undo && button("Undo", () => leave(undo), { "aria-describedby": "rn-said", "aria-keyshortcuts": "Control+Z Meta+Z" });
      const words = el("span", { id: "rn-said" }, told);
      place.replaceChildren(el("div", { class: "rn-said" }, words, back, button("Close", () => leave())));
      undoing = undo;
      // A box is pressed to set it and keeps the focus; what else was pressed may be gone, and undoing it is next.
      if (!document.activeElement?.matches("[type=checkbox]")) back?.focus({ preventScroll: true });
    },
  };
}

/** Whether a key belongs to a field in which something is written. @param {EventTarget | null} target */
function isWriting(target) {
  return target instanceof Element && target.matches("input:not([type=checkbox]), textarea, select");
}

/** @typedef {ReturnType<typeof startSaying>} Saying */
