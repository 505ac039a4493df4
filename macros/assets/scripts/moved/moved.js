// Redirects from a former address of a page to the current one, keeping query and anchor.

/** @type {HTMLAnchorElement | null} */
const now = document.querySelector("a[data-moved]");
if (now) {
  const there = new URL(now.href);
  there.search = location.search;
  there.hash = location.hash;
  // Keep the former address out of the history.
  location.replace(there);
}
