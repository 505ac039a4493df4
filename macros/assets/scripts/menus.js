// Menus that open over the page: close them after a link is followed or the focus leaves.
// Opening them, and closing them by Escape or a click outside, works without scripts.

/** @param {HTMLElement} menu */
function startMenu(menu) {
  menu.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("a")) menu.hidePopover();
  });
  menu.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !menu.contains(relatedTarget)) menu.hidePopover();
  });
  // Wide enough to show it next to the page.
  matchMedia("(min-width: 60em)").addEventListener("change", () => menu.hidePopover());

  // If it is next to the page and longer than the window, scroll to the current section.
  const current = menu.querySelector("[aria-current=page], .hb-nav__in");
  if (!current) return;
  const overflow = current.getBoundingClientRect().bottom - menu.getBoundingClientRect().bottom;
  if (overflow > 0) menu.scrollTop += overflow + menu.clientHeight / 3;
}

document.querySelectorAll("[data-menu]").forEach(startMenu);
