// DOM helpers; strings only ever become text nodes.

import { slug } from "../names/names.js";

// Long enough to keep the end of the name, which distinguishes runs of the same procedure.
const MAX_NAME = 120;

/**
 * @typedef {import("./model.js").Line} Line
 * @typedef {Node | string | null | undefined | false} Child
 */

/**
 * Return an element with attributes, listeners (`onclick`) and children.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, string | boolean | null | ((event: Event) => void)>} [attributes]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (typeof value === "string") element.setAttribute(name, value);
  }
  for (const child of children) if (child) element.append(child);
  return element;
}

/**
 * Return a safe absolute address, or null if its scheme is not allowed.
 * @param {string} href
 * @param {string} root
 */
function safeHref(href, root) {
  try {
    const url = new URL(href, root);
    return ["http:", "https:", "mailto:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/**
 * Return a line of text and links.
 * @param {Line} line
 * @param {string} root
 */
export function text(line, root) {
  const nodes = line.map((piece) => {
    if (typeof piece === "string") return piece;
    const href = safeHref(piece[1], root);
    return href ? el("a", { href }, piece[0]) : piece[0];
  });
  return el("span", {}, ...nodes);
}

/**
 * Return a button.
 * @param {string} words
 * @param {() => void} onClick
 * @param {Record<string, string | boolean>} [attributes]
 */
export function button(words, onClick, attributes = {}) {
  return el("button", { type: "button", class: "hb-task", onclick: onClick, ...attributes }, words);
}

/**
 * Return a status chip, cloned from the page's template.
 * @param {"good" | "care" | "unknown"} meaning
 * @param {string} words
 */
export function chip(meaning, words) {
  const template = /** @type {HTMLTemplateElement | null} */ (
    document.querySelector(`template[data-chip="${meaning}"]`)
  );
  const found = template?.content.firstElementChild?.cloneNode(true);
  if (!(found instanceof HTMLElement)) return el("span", {}, words);
  const shape = found.querySelector("svg");
  found.replaceChildren(...(shape ? [shape] : []), words);
  return found;
}

/**
 * Offer a file as a download.
 * @param {string} name
 * @param {string} type
 * @param {string} content
 */
export function download(name, type, content) {
  const href = URL.createObjectURL(new Blob([content], { type }));
  el("a", { href, download: name }).click();
  // Some browsers read the blob only after the click event.
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}

/**
 * Return a file name for a text: "Customer onboarding: Acme" becomes "customer-onboarding-acme".
 * @param {string} words
 * @param {string} ending
 */
export function fileName(words, ending) {
  return `${slug(words, MAX_NAME) || "run"}.${ending}`;
}
