// The panel of one facet: checkboxes with the number of rows for each option.

import { folded } from "./filtering.js";
import { element } from "./rows.js";

/** With more options than this, the panel has a search field. */
const MAX_UNSEARCHED = 12;
const MAX_SHOWN = 60;

/**
 * @typedef {import("./items.js").Facet} Facet
 * @typedef {{ input: HTMLInputElement, count: HTMLElement }} Box
 * @typedef {{ show: (counts: Map<string, number>, chosen: Set<string>) => void }} Panel
 */

/**
 * @param {HTMLDetailsElement} details
 * @param {Facet} facet
 * @param {(id: string, on: boolean) => void} choose
 * @param {() => Promise<unknown>} ready
 * @returns {Panel}
 */
export function facetPanel(details, facet, choose, ready) {
  const summary = /** @type {HTMLElement} */ (details.querySelector("summary"));
  const box = /** @type {HTMLElement} */ (details.querySelector("[role=group]"));
  const badge = element("span", "", "hb-choice__number");
  const list = element("div", "", "hb-choice__boxes");
  const moreNote = element("p", "", "hb-quiet");
  /** @type {Map<string, Box>} */
  const boxes = new Map();
  let counts = /** @type {Map<string, number>} */ (new Map());
  let chosen = /** @type {Set<string>} */ (new Set());
  /** @type {HTMLInputElement | undefined} */
  let searchField;

  function fill() {
    const wanted = folded(searchField?.value ?? "");
    const ids = [...facet.options.keys()];
    const many = ids.length > MAX_UNSEARCHED;
    const matches = (/** @type {string} */ id) => {
      const option = facet.options.get(id);
      return folded(`${option?.title} ${option?.also}`).includes(wanted);
    };
    // In a long list, chosen options come first so that they stay visible.
    const found = many ? [...chosen, ...ids.filter((id) => !chosen.has(id) && matches(id))] : ids;
    boxes.clear();
    list.replaceChildren(...found.slice(0, MAX_SHOWN).map(checkbox));
    const more = found.length - MAX_SHOWN;
    moreNote.textContent = more > 0 ? `${more.toLocaleString("en-US")} more: type part of the name` : "";
    moreNote.hidden = more <= 0;
    update();
  }

  /** @param {string} id */
  function checkbox(id) {
    const label = element("label", "");
    const input = document.createElement("input");
    input.type = "checkbox";
    input.addEventListener("change", () => choose(id, input.checked));
    const count = element("span", "", "hb-quiet");
    label.append(input, element("span", facet.options.get(id)?.title ?? id), " ", count);
    boxes.set(id, { input, count });
    return label;
  }

  function update() {
    for (const [id, { input, count }] of boxes) {
      const left = counts.get(id) ?? 0;
      input.checked = chosen.has(id);
      input.disabled = !left && !input.checked && input !== document.activeElement;
      count.textContent = `(${left.toLocaleString("en-US")})`;
    }
    badge.replaceChildren(String(chosen.size), element("span", " chosen", "hb-unseen"));
    badge.hidden = !chosen.size;
  }

  function open() {
    if (!searchField && facet.options.size > MAX_UNSEARCHED) {
      searchField = document.createElement("input");
      searchField.type = "search";
      searchField.autocomplete = "off";
      searchField.placeholder = "Part of the name";
      searchField.setAttribute("aria-label", `Find in ${facet.label}`);
      searchField.addEventListener("input", fill);
      box.prepend(searchField);
    }
    fill();
  }

  /** Whether the panel overlays the page, as it does on wide screens. */
  const isOverlay = () => getComputedStyle(box).position === "absolute";

  summary.append(" ", badge);
  badge.hidden = true;
  moreNote.hidden = true;
  box.append(list, moreNote);
  details.addEventListener("toggle", () => {
    if (!details.open) return;
    if (!facet.options.size) list.textContent = "Loading the list";
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
export function facetSelect(select, choose) {
  const options = [...select.options].filter((option) => option.value);
  const titles = options.map((option) => option.text);
  select.addEventListener("change", () => choose(select.value));
  return {
    show(counts, chosen) {
      options.forEach((option, index) => {
        const left = counts.get(option.value) ?? 0;
        option.text = `${titles[index]} (${left})`;
        option.disabled = !left && !chosen.has(option.value);
      });
      select.value = [...chosen][0] ?? "";
    },
  };
}
