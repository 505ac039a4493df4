// Rendering of rows from the file with the page's row template.

/**
 * The link targets of a file; addresses are relative to the root.
 * @typedef {{ addresses: string[], titles: string[], retired: Set<number>, root: string }} Links
 */

/**
 * @param {(column: string) => import("./items.js").Cell} cellOf
 * @param {string} className
 * @param {Links} links
 * @returns {HTMLElement}
 */
export function rowElement(cellOf, className, links) {
  const row = cloneTemplate("line");
  if (className) row.classList.add(className);
  for (const slot of row.querySelectorAll("[data-cell]")) {
    const cell = cellOf(slot.dataset.cell ?? "");
    const content = cell === null ? null : cellContent(cell, slot.dataset.kind ?? "", links);
    // Remove labels that are shown only with a value.
    if (content) slot.replaceWith(...content);
    else (slot.closest("[data-with], [data-but]") ?? slot).remove();
  }
  return row;
}

/**
 * Return a copy of a template on the page.
 * @param {string} name
 * @returns {HTMLElement}
 */
export function cloneTemplate(name) {
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
  if (kind === "number" || Array.isArray(cell)) return numberContent(cell, links.root);
  if (typeof cell === "number") return linkContent(cell, kind, links);
  if (kind === "date") return [dateElement(cell)];
  return (kind === "word" && wordContent(cell)) || [cell];
}

/**
 * @param {string | number | [number, string]} cell
 * @param {string} root
 * @returns {(Node | string)[]}
 */
function numberContent(cell, root) {
  const [value, query] = Array.isArray(cell) ? cell : [cell];
  const text = Number(value).toLocaleString("en-US");
  if (!value) return [element("span", text, "hb-quiet")];
  return [query ? anchor(`${root}procedures/?${query}`, text) : text];
}

/**
 * @param {number} index
 * @param {string} kind
 * @param {Links} links
 * @returns {(Node | string)[]}
 */
function linkContent(index, kind, { addresses, titles, retired, root }) {
  const made = anchor(`${root}${addresses[index] ?? ""}`, titles[index] ?? "");
  // In the title column the row's status already shows this.
  return [made, retired.has(index) && kind !== "title" ? " (retired)" : ""];
}

/**
 * @param {string} text
 * @returns {Node[] | null}
 */
function wordContent(text) {
  /** @type {HTMLTemplateElement | null} */
  const words = document.querySelector('[data-blank="words"]');
  const found = [...(words?.content.querySelectorAll("[data-word]") ?? [])];
  const one = found.find((mark) => mark.dataset.word === text);
  return one ? [...one.cloneNode(true).childNodes] : null;
}

const DATE_FORMAT = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

/** @param {string} day */
function dateElement(day) {
  const time = element("time", DATE_FORMAT.format(new Date(day)));
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
 * @param {string} tag
 * @param {string} text
 * @param {string} className
 */
export function element(tag, text, className = "") {
  const made = document.createElement(tag);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}
