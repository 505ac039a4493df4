// Marks the heading being read in the table of contents.

/** @param {HTMLElement} list */
function markCurrentHeading(list) {
  const entries = [...list.querySelectorAll("a")].flatMap((link) => {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    return heading ? [{ link, heading }] : [];
  });
  let scheduled = false;
  /** @type {HTMLAnchorElement | undefined} */
  let shown;

  function show() {
    scheduled = false;
    // A section is read once its heading reaches the top third; at the end of the page, all are.
    const line = innerHeight / 3;
    const end = scrollY > 0 && scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
    const read = entries.filter(({ heading }) => end || heading.getBoundingClientRect().top < line);
    const link = read.at(-1)?.link;
    if (link === shown) return;
    shown?.removeAttribute("aria-current");
    link?.setAttribute("aria-current", "true");
    shown = link;
    if (link && list.scrollHeight > list.clientHeight) {
      list.scrollTop = link.offsetTop - list.clientHeight / 2;
    }
  }

  function schedule() {
    if (!scheduled) requestAnimationFrame(show);
    scheduled = true;
  }

  addEventListener("scroll", schedule, { passive: true });
  addEventListener("resize", schedule, { passive: true });
  show();
}

document.querySelectorAll("[data-toc]").forEach(markCurrentHeading);
