// The "More" menu: closes on Escape, on a click outside, and when the focus leaves.

/** @param {HTMLElement} element */
function startMore(element) {
  const more = /** @type {HTMLDetailsElement} */ (element);
  /** @param {EventTarget | null} target */
  const closeFor = (target) => {
    if (target instanceof Node && !more.contains(target)) more.open = false;
  };
  more.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !more.open) return;
    more.open = false;
    more.querySelector("summary")?.focus();
  });
  // At the bottom of a phone's screen it would open out of view.
  more.addEventListener("toggle", () => {
    if (more.open) more.querySelector("ul")?.scrollIntoView({ block: "nearest" });
  });
  more.addEventListener("focusout", (event) => closeFor(event.relatedTarget));
  document.addEventListener("pointerdown", (event) => closeFor(event.target));
}

document.querySelectorAll("[data-more]").forEach(startMore);
