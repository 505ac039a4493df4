// Messages about the last action, with an undo button; one at a time.

import { button, el } from "./dom.js";

/**
 * Return the functions that show and close messages at the bottom of the window.
 * @param {HTMLElement} page
 */
export function startMessages(page) {
  // A live region must exist before its content changes.
  const container = el("div", { role: "status" });
  page.append(container);
  /** @type {Element | null} The element that had the focus before the message. */
  let focusedBefore = null;
  /** @type {(() => void) | undefined} Undoes the action of the current message. */
  let currentUndo;

  function close() {
    currentUndo = undefined;
    container.replaceChildren();
  }

  /** @param {() => void} [action] */
  function dismiss(action) {
    close();
    action?.();
    // The button that was pressed no longer exists.
    const isFocusLost = !document.activeElement || document.activeElement === document.body;
    if (isFocusLost && focusedBefore instanceof HTMLElement) focusedBefore.focus();
  }

  container.addEventListener("keydown", ({ key }) => key === "Escape" && dismiss());
  document.addEventListener("keydown", (event) => {
    const isUndo = event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey;
    if (!isUndo || !currentUndo || isTextField(event.target)) return;
    event.preventDefault();
    dismiss(currentUndo);
  });

  return {
    close,
    /**
     * @param {string} message
     * @param {() => void} [undo]
     */
    show(message, undo) {
      if (!container.contains(document.activeElement)) focusedBefore = document.activeElement;
      const undoButton =
        undo && button("Undo", () => dismiss(undo), { "aria-describedby": "rn-said", "aria-keyshortcuts": "Control+Z Meta+Z" });
      const words = el("span", { id: "rn-said" }, message);
      container.replaceChildren(el("div", { class: "rn-said" }, words, undoButton, button("Close", () => dismiss())));
      currentUndo = undo;
      // A checkbox keeps the focus; any other control may be gone, so move the focus to Undo.
      if (!document.activeElement?.matches("[type=checkbox]")) undoButton?.focus({ preventScroll: true });
    },
  };
}

/** Whether an element is a text field, which handles the key itself. @param {EventTarget | null} target */
function isTextField(target) {
  return target instanceof Element && target.matches("input:not([type=checkbox]), textarea, select");
}

/** @typedef {ReturnType<typeof startMessages>} Messages */
