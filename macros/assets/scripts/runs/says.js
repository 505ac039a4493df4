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

  const close = () => place.replaceChildren();

  /** @param {() => void} [deed] */
  function leave(deed) {
    close();
    deed?.();
    // What was pressed is gone.
    const lost = !document.activeElement || document.activeElement === document.body;
    if (lost && before instanceof HTMLElement) before.focus();
  }

  place.addEventListener("keydown", ({ key }) => key === "Escape" && leave());

  return {
    close,
    /**
     * @param {string} told
     * @param {() => void} [undo]
     */
    say(told, undo) {
      if (!place.contains(document.activeElement)) before = document.activeElement;
      const back = undo && button("Undo", () => leave(undo), { "aria-describedby": "rn-said" });
      const words = el("span", { id: "rn-said" }, told);
      place.replaceChildren(el("div", { class: "rn-said" }, words, back, button("Close", () => leave())));
      // What was pressed may be gone; undoing it is next.
      back?.focus({ preventScroll: true });
    },
  };
}

/** @typedef {ReturnType<typeof startSaying>} Saying */
