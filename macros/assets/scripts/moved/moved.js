// On an address that a page had before: goes on to where it is now, to the same place on it.

/** @type {HTMLAnchorElement | null} */
const now = document.querySelector("a[data-moved]");
if (now) {
  const there = new URL(now.href);
  there.search = location.search;
  there.hash = location.hash;
  // The former address is left out of what "Back" leads to.
  location.replace(there);
}
