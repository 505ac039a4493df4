// The panel of one facet: checkboxes with the number of rows for each option.

import { folded } from "./sifting.js";
import { element } from "./lines.js";

/** With more options than this, the panel has a search field. */
const FEW = 12;
const MOST = 60;

/**
 * @typedef {import("./items.js").Facet} Facet
 * @typedef {{ input: HTMLInputElement, number: HTMLElement }} Box
 * @typedef {{ show: (counts: Map<string, number>, chosen: Set<string>) => void }} Panel
 */

/**
 * @param {HTMLDetailsElement} details
 * @param {Facet} facet
 * @param {(id: string, on: boolean) => void} choose
 * @param {() => Promise<unknown>} ready
 * @returns {Panel}
 */
export function panel(details, facet, choose, ready) {
  const summary = /** @type {HTMLElement} */ (details.querySelector("summary"));
  const box = /** @type {HTMLElement} */ (details.querySelector("[role=group]"));
  const number = element("span", "", "hb-choice__number");
  const lines = element("div", "", "hb-choice__boxes");
  const rest = element("p", "", "hb-quiet");
  /** @type {Map<string, Box>} */
  const boxes = new Map();
  let counts = /** @type {Map<string, number>} */ (new Map());
  let chosen = /** @type {Set<string>} */ (new Set());
  /** @type {HTMLInputElement | undefined} */
  let part;

  function fill() {
    const wanted = folded(part?.value ?? "");
    const ids = [...facet.options.keys()];
    const many = ids.length > FEW;
    const fits = (/** @type {string} */ id) => {
      const option = facet.options.get(id);
      return folded(`${option?.title} ${option?.also}`).includes(wanted);
    };
    // In a long list, chosen options come first so that they stay visible.
    const found = many ? [...chosen, ...ids.filter((id) => !chosen.has(id) && fits(id))] : ids;
    boxes.clear();
    lines.replaceChildren(...found.slice(0, MOST).map(line));
    const more = found.length - MOST;
    rest.textContent = more > 0 ? `${more.toLocaleString("en-US")} more: type part of the name` : "";
    rest.hidden = more <= 0;
    update();
  }

  /** @param {string} id */
  function line(id) {
    const label = element("label", "");
    const input = document.createElement("input");
    input.type = "checkbox";
    input.addEventListener("change", () => choose(id, input.checked));
    const count = element("span", "", "hb-quiet");
    label.append(input, element("span", facet.options.get(id)?.title ?? id), " ", count);
    boxes.set(id, { input, number: count });
    return label;
  }

  function update() {
    for (const [id, { input, number: count }] of boxes) {
      const left = counts.get(id) ?? 0;
      input.checked = chosen.has(id);
      input.disabled = !left && !input.checked && input !== document.activeElement;
      count.textContent = `(${left.toLocaleString("en-US")})`;
    }
    number.replaceChildren(String(chosen.size), element("span", " chosen", "hb-unseen"));
    number.hidden = !chosen.size;
  }

  function open() {
    if (!part && facet.options.size > FEW) {
      part = document.createElement("input");
      part.type = "search";
      part.autocomplete = "off";
      part.placeholder = "Part of the name";
      part.setAttribute("aria-label", `Find in ${facet.label}`);
      part.addEventListener("input", fill);
      box.prepend(part);
    }
    fill();
  }

  /** Whether the panel overlays the page, as it does on wide screens. */
  const isOverlay = () => getComputedStyle(box).position === "absolute";

  summary.append(" ", number);
  number.hidden = true;
  rest.hidden = true;
  box.append(lines, rest);
  details.addEventListener("toggle", () => {
    if (!details.open) return;
    if (!facet.options.size) lines.textContent = "Loading the list";
    ready().then(open, () => (details.open = false));
  });
  details.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !details.open) return;
    event.stopPropagation();
    details.open = false;
    summary.focus();
  });
  details.addEventListener("focusout", ({ relatedTarget }) => {
    if (isOverlay() && relatedTarget instanceof Node && !details.contains(relatedTarget)) details.open = false;
  });
  document.addEventListener("pointerdown", ({ target }) => {
    if (details.open && isOverlay() && target instanceof Node && !details.contains(target)) details.open = false;
  });
  return {
    show(numbers, selected) {
      counts = numbers;
      chosen = selected;
      update();
    },
  };
}

/**
 * Make a select a facet too: its options show the number of rows for each.
 * @param {HTMLSelectElement} select
 * @param {(id: string) => void} choose
 * @returns {Panel}
 */
export function field(select, choose) {
  const options = [...select.options].filter((option) => option.value);
  const titles = options.map((option) => option.text);
  select.addEventListener("change", () => choose(select.value));
  return {
    show(counts, chosen) {
      options.forEach((option, place) => {
        const left = counts.get(option.value) ?? 0;
        option.text = `${titles[place]} (${left})`;
        option.disabled = !left && !chosen.has(option.value);
      });
      select.value = [...chosen][0] ?? "";
    },
  };
}
