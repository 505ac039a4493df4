// Rendering of rows from the file with the page's row template.

/**
 * The link targets of a file; addresses are relative to the root.
 * @typedef {{ addresses: string[], titles: string[], retired: Set<number>, root: string }} Links
 */

/**
 * @param {(column: string) => import("./items.js").Cell} cellOf
 * @param {string} look
 * @param {Links} links
 * @returns {HTMLElement}
 */
export function lineOf(cellOf, look, links) {
  const line = blank("line");
  if (look) line.classList.add(look);
  for (const slot of line.querySelectorAll("[data-cell]")) {
    const cell = cellOf(slot.dataset.cell ?? "");
    const shown = cell === null ? null : cellContent(cell, slot.dataset.kind ?? "", links);
    // Remove labels that are shown only with a value.
    if (shown) slot.replaceWith(...shown);
    else (slot.closest("[data-with], [data-but]") ?? slot).remove();
  }
  return line;
}

/**
 * Return a copy of a template on the page.
 * @param {string} name
 * @returns {HTMLElement}
 */
export function blank(name) {
  /** @type {HTMLTemplateElement | null} */
  const template = document.querySelector(`[data-blank="${name}"]`);
  const first = template?.content.firstElementChild ?? document.createElement("div");
  return /** @type {HTMLElement} */ (first.cloneNode(true));
}

/**
 * @param {string | number | [number, string]} cell
 * @param {string} kind
 * @param {Links} links
 * @returns {(Node | string)[]}
 */
function cellContent(cell, kind, links) {
  if (kind === "number" || Array.isArray(cell)) return number(cell, links.root);
  if (typeof cell === "number") return link(cell, kind, links);
  if (kind === "date") return [dated(cell)];
  return (kind === "word" && word(cell)) || [cell];
}

/**
 * @param {string | number | [number, string]} cell
 * @param {string} root
 * @returns {(Node | string)[]}
 */
function number(cell, root) {
  const [value, query] = Array.isArray(cell) ? cell : [cell];
  const text = Number(value).toLocaleString("en-US");
  if (!value) return [element("span", text, "hb-quiet")];
  return [query ? anchor(`${root}procedures/?${query}`, text) : text];
}

/**
 * @param {number} place
 * @param {string} kind
 * @param {Links} links
 * @returns {(Node | string)[]}
 */
function link(place, kind, { addresses, titles, retired, root }) {
  const made = anchor(`${root}${addresses[place] ?? ""}`, titles[place] ?? "");
  // In the title column the row's status already shows this.
  return [made, retired.has(place) && kind !== "title" ? " (retired)" : ""];
}

/**
 * @param {string} text
 * @returns {Node[] | null}
 */
function word(text) {
  /** @type {HTMLTemplateElement | null} */
  const words = document.querySelector('[data-blank="words"]');
  const found = [...(words?.content.querySelectorAll("[data-word]") ?? [])];
  const one = found.find((mark) => mark.dataset.word === text);
  return one ? [...one.cloneNode(true).childNodes] : null;
}

const SPOKEN = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

/** @param {string} day */
function dated(day) {
  const time = element("time", SPOKEN.format(new Date(day)));
  time.setAttribute("datetime", day);
  return time;
}

/**
 * @param {string} address
 * @param {string} text
 */
function anchor(address, text) {
  const made = element("a", text);
  made.setAttribute("href", address);
  return made;
}

/**
 * Return an element with text content.
 * @param {string} name
 * @param {string} text
 * @param {string} look
 */
export function element(name, text, look = "") {
  const made = document.createElement(name);
  made.textContent = text;
  if (look) made.className = look;
  return made;
}
