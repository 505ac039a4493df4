// The "More" menu: closes on Escape, on a click outside, and when the focus leaves.

/** @param {HTMLElement} element */
function startMoreMenu(element) {
  const menu = /** @type {HTMLDetailsElement} */ (element);
  /** @param {EventTarget | null} target */
  const closeIfOutside = (target) => {
    if (target instanceof Node && !menu.contains(target)) menu.open = false;
  };
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
  // At the bottom of a phone's screen it would open out of view.
  menu.addEventListener("toggle", () => {
    if (menu.open) menu.querySelector("ul")?.scrollIntoView({ block: "nearest" });
  });
  menu.addEventListener("focusout", (event) => closeIfOutside(event.relatedTarget));
  document.addEventListener("pointerdown", (event) => closeIfOutside(event.target));
}

document.querySelectorAll("[data-more]").forEach(startMoreMenu);
