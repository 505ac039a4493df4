// The list of what is on the page marks the heading that is being read.

/** @param {HTMLElement} list */
function startHere(list) {
  const marks = [...list.querySelectorAll("a")].flatMap((link) => {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    return heading ? [{ link, heading }] : [];
  });
  let waiting = false;
  /** @type {HTMLAnchorElement | undefined} */
  let shown;

  function show() {
    waiting = false;
    // Read is what has come up to a third of the window; at the end of the page, all of it.
    const line = innerHeight / 3;
    const end = scrollY > 0 && scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
    const read = marks.filter(({ heading }) => end || heading.getBoundingClientRect().top < line);
    const link = read.at(-1)?.link;
    if (link === shown) return;
    shown?.removeAttribute("aria-current");
    link?.setAttribute("aria-current", "true");
    shown = link;
    if (link && list.scrollHeight > list.clientHeight) {
      list.scrollTop = link.offsetTop - list.clientHeight / 2;
    }
  }

  function wait() {
    if (!waiting) requestAnimationFrame(show);
    waiting = true;
  }

  addEventListener("scroll", wait, { passive: true });
  addEventListener("resize", wait, { passive: true });
  show();
}

document.querySelectorAll("[data-toc]").forEach(startHere);
