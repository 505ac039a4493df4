// What the page says about what was just done, and how to undo it; one thing at a time.

import { button, el } from "./dom.js";

/**
 * Return what says things at the bottom of the window.
 * @param {HTMLElement} page
 */
export function startSaying(page) {
  const words = el("span");
  const bar = el("div", { class: "rn-said", role: "status", hidden: true }, words);
  page.append(bar);

  const close = () => {
    bar.hidden = true;
    bar.replaceChildren(words);
    words.textContent = "";
  };

  return {
    close,
    /**
     * @param {string} told
     * @param {() => void} [undo]
     */
    say(told, undo) {
      close();
      bar.hidden = false;
      words.textContent = told;
      if (!undo) {
        bar.append(button("Close", close));
        return;
      }
      const back = button("Undo", () => {
        close();
        undo();
      });
      bar.append(back, button("Close", close));
      // What was pressed may be gone; undoing it is next.
      back.focus({ preventScroll: true });
    },
  };
}

/** @typedef {ReturnType<typeof startSaying>} Saying */
