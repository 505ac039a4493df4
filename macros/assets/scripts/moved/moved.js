// Redirects from a former address of a page to the current one, keeping query and anchor.

/** @type {HTMLAnchorElement | null} */
const link = document.querySelector("a[data-moved]");
if (link) {
  const target = new URL(link.href);
  target.search = location.search;
  target.hash = location.hash;
  // Keep the former address out of the history.
  location.replace(target);
}
