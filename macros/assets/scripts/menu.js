// The menus: where one opens over the page it closes again when it is left, by a link or by the keyboard.
// It opens without scripts, and Escape and a press beside it close it without them too.

/** @param {HTMLElement} menu */
function startMenu(menu) {
  menu.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("a")) menu.hidePopover();
  });
  menu.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !menu.contains(relatedTarget)) menu.hidePopover();
  });
  // Wide enough for it to stand beside the page.
  matchMedia("(min-width: 60em)").addEventListener("change", () => menu.hidePopover());

  // Where it stands beside the page and is longer than the window, the section is scrolled to.
  const here = menu.querySelector("[aria-current=page], .hb-nav__in");
  if (!here) return;
  const beyond = here.getBoundingClientRect().bottom - menu.getBoundingClientRect().bottom;
  if (beyond > 0) menu.scrollTop += beyond + menu.clientHeight / 3;
}

document.querySelectorAll("[data-menu]").forEach(startMenu);
