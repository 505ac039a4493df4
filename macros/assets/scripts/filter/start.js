// Filter: shows only the rows that match all filters, which are stored in the address.
// A long list is loaded when the reader starts to filter; until then its first page is shown.

import { asksFor, read, endStep, write } from "./address.js";
import { field, panel } from "./choices.js";
import { fetched, onPage, option } from "./items.js";
import { countText, chosenOptions, offer, filterText, formatted } from "./said.js";
import { listRenderer } from "./showing.js";
import { filterable, filtered, sorted } from "./sifting.js";

/** The number of rows shown at first, and added each time by "Show more". */
const STEP = 100;

/**
 * @typedef {import("./items.js").Facet} Facet
 * @typedef {import("./items.js").List} List
 * @typedef {import("./sifting.js").Chosen} Chosen
 * @typedef {import("./said.js").Offer} Offer
 */

/** @param {HTMLFormElement} form */
function startFilter(form) {
  const list = document.querySelector("[data-list]");
  const words = /** @type {HTMLInputElement} */ (form.elements.namedItem("words"));
  const sort = /** @type {HTMLSelectElement | null} */ (form.elements.namedItem("sort"));
  if (!list) return;
  const details = /** @type {HTMLDetailsElement[]} */ ([...form.querySelectorAll("[data-choice]")]);
  const selects = [...form.querySelectorAll("select")].filter((select) => select !== sort);
  const facets = [...details.map(panelFacet), ...selects.map(fieldFacet)];
  const orders = [...(sort?.options ?? [])].map((option) => ({
    name: option.value,
    label: option.text,
    by: option.dataset.by ?? "",
    down: "down" in option.dataset,
    grouped: "grouped" in option.dataset,
  }));
  const part = (/** @type {string} */ name) =>
    document.querySelector(`[data-${name}]`) ?? document.createElement("p");
  const further = part("further");
  const show = listRenderer(list, facets);

  /** @type {Chosen} */
  let chosen = { words: "", sort: "", facets: new Map() };
  /** @type {List | undefined} */
  let all;
  let limit = STEP;

  // --- Loading ---

  const { file, root = "" } = form.dataset;
  /** @type {Promise<unknown> | undefined} */
  let loading;
  /** @type {Promise<unknown> | undefined} */
  let loadingWords;

  /** @returns {Promise<unknown>} */
  function ready() {
    if (all || !file) return Promise.resolve();
    loading ??= showBusy(
      fetched(file, root, facets, list?.querySelectorAll("[data-line]") ?? [], words === document.activeElement),
      "The list could not be loaded. Use the pages below.",
    ).then(
      (found) => {
        all = found;
        part("pager").hidden = true;
        take();
        found.worded().catch(() => {});
      },
      (fault) => {
        loading = undefined;
        throw fault;
      },
    );
    return loading;
  }

  /**
   * Mark the list as busy while loading, and show a message if loading fails.
   * @template T
   * @param {Promise<T>} fetching
   * @param {string} message
   */
  async function showBusy(fetching, message) {
    list?.setAttribute("aria-busy", "true");
    try {
      return await fetching;
    } catch (fault) {
      part("count").textContent = message;
      throw fault;
    } finally {
      list?.removeAttribute("aria-busy");
    }
  }

  /** Whether the search words are still loading; the list is updated when they arrive. */
  function needsWords() {
    if (!all || all.holding || !chosen.words.trim()) return false;
    loadingWords ??= showBusy(all.worded(), "The list could not be searched. Type the words again to retry.")
      .then(update, () => {})
      .finally(() => (loadingWords = undefined));
    return true;
  }

  // --- From the filter to the page ---

  const panels = [
    ...details.map((one, place) =>
      panel(one, /** @type {Facet} */ (facets[place]), (id, on) => choose(one.dataset.choice, id, on), ready),
    ),
    ...selects.map((select) => field(select, (id) => choose(select.name, id, true, true))),
  ];

  function update() {
    if (!all) return void ready().catch(() => {});
    const { found, counts } = filtered(all, facets, chosen);
    panels.forEach((one, place) => {
      const name = facets[place]?.name ?? "";
      one.show(counts.get(name) ?? new Map(), chosen.facets.get(name) ?? new Set());
    });
    if (needsWords()) return;
    const order = orders.find(({ name }) => name === chosen.sort);
    const shown = sorted(found, order, all.keys).slice(0, limit);
    show(shown, order, all);
    const counted = countText(found.length, filterable(all, facets, chosen), shown.length, isFiltered());
    part("count").textContent = counted;
    further.hidden = shown.length >= found.length;
    further.textContent = `Show ${formatted(Math.min(STEP, found.length - shown.length))} more`;
    part("asked").textContent = filterText(chosen, facets, order, counted);
    part("asked").hidden = !part("asked").textContent;
    part("nothing").hidden = found.length > 0;
    part("unasked").hidden = isFiltered();
    offer(part("chosen"), tokens(), "hb-token", () => words.focus());
    offer(part("instead"), found.length ? [] : suggestions(), "hb-task", () => words.focus());
    const number = chosenOptions(chosen, facets).length;
    part("fold").textContent = number ? `Filter (${number})` : "Filter";
  }

  const isFiltered = () => Boolean(chosen.words.trim()) || chosenOptions(chosen, facets).length > 0;

  /** @returns {Offer[]} */
  function tokens() {
    const listed = chosenOptions(chosen, facets).map(({ facet, id, title }) => ({
      words: `${facet.label}: ${title}`,
      press: () => choose(facet.name, id, false),
    }));
    return isFiltered() ? [...listed, { words: "Clear all", press: clear }] : [];
  }

  /**
   * Return filters to suggest when nothing matches.
   * @returns {Offer[]}
   */
  function suggestions() {
    const offers = facets.filter(({ name }) => chosen.facets.get(name)?.size).map(({ name, label }) => ({
      words: `Any ${label.toLowerCase()}`,
      other: { ...chosen, facets: new Map([...chosen.facets, [name, new Set()]]) },
    }));
    if (chosen.words.trim()) offers.push({ words: "Without the search words", other: { ...chosen, words: "" } });
    for (const { name, apart: key, options } of facets) {
      if (!key || chosen.facets.get(name)?.size) continue;
      const other = { ...chosen, facets: new Map([...chosen.facets, [name, new Set([key])]]) };
      offers.push({ words: `Only ${options.get(key)?.title.toLowerCase()}`, other });
    }
    return offers
      .map((one) => ({ ...one, left: all ? filtered(all, facets, one.other).found.length : 0 }))
      .filter(({ left }) => left)
      .map(({ words: text, other, left }) => ({ words: `${text} (${formatted(left)})`, press: () => apply(other) }));
  }

  // --- From user input to the filter ---

  /** @param {Chosen} next */
  function change(next) {
    chosen = next;
    limit = STEP;
    // Keep a trailing space while the reader is typing.
    if (words.value.trim() !== chosen.words.trim()) words.value = chosen.words;
    if (sort) sort.value = chosen.sort;
    part("unknown").hidden = true;
    update();
  }

  /**
   * @param {Chosen} next
   * @param {string} changed
   */
  function apply(next, changed = "") {
    write(next, facets, changed);
    change(next);
  }

  /**
   * @param {string | undefined} name
   * @param {string} id
   * @param {boolean} on
   * @param {boolean} alone Whether it replaces the previous choice.
   */
  function choose(name = "", id, on, alone = false) {
    const ids = new Set(alone ? [] : chosen.facets.get(name));
    if (on && id) ids.add(id);
    else ids.delete(id);
    apply({ ...chosen, facets: new Map([...chosen.facets, [name, ids]]) });
  }

  function clear() {
    apply({ ...chosen, words: "", facets: new Map(facets.map(({ name }) => [name, new Set()])) });
  }

  /** Apply the filter in the address. */
  function take() {
    const asked = read(facets, orders);
    change(asked.chosen);
    part("unknown").textContent = asked.unknown.length
      ? `Not in this list, so ignored: ${asked.unknown.join(", ")}.`
      : "";
    part("unknown").hidden = !asked.unknown.length;
  }

  /** Show more rows, and move the focus to the first of them. */
  function more() {
    const before = list?.querySelectorAll("[data-line]").length ?? 0;
    limit += STEP;
    update();
    list?.querySelectorAll("[data-line]")[before]?.querySelector("a")?.focus();
  }

  words.addEventListener("input", () => apply({ ...chosen, words: words.value }, "words"));
  words.addEventListener("change", endStep);
  sort?.addEventListener("change", () => apply({ ...chosen, sort: sort.value }, "sort"));
  form.addEventListener("submit", (event) => event.preventDefault());
  further.addEventListener("click", more);
  part("fold").addEventListener("click", () => {
    const open = part("fold").getAttribute("aria-expanded") === "true";
    part("fold").setAttribute("aria-expanded", String(!open));
  });
  addEventListener("popstate", () => {
    endStep();
    take();
  });
  if (!file) {
    all = onPage(list, facets);
    take();
  } else if (asksFor(facets)) {
    ready().catch(() => {});
  } else {
    const early = () => void ready().catch(() => {});
    form.addEventListener("pointerenter", early, { once: true });
    form.addEventListener("focusin", early, { once: true });
  }
}

/**
 * @param {HTMLElement} details
 * @returns {Facet}
 */
function panelFacet(details) {
  const options = details.querySelector("template")?.content.querySelectorAll("option") ?? [];
  return {
    name: details.dataset.choice ?? "",
    label: details.querySelector("summary")?.textContent ?? "",
    apart: details.dataset.apart ?? "",
    options: new Map([...options].map(({ value, text, dataset }) => [value, option(text, dataset.also ?? "")])),
  };
}

/**
 * @param {HTMLSelectElement} select
 * @returns {Facet}
 */
function fieldFacet(select) {
  const options = [...select.options].filter((option) => option.value);
  return {
    name: select.name,
    label: select.labels[0]?.textContent ?? "",
    apart: "",
    options: new Map(options.map(({ value, text }) => [value, option(text, "")])),
  };
}

/** @type {NodeListOf<HTMLFormElement>} */
const filters = document.querySelectorAll("[data-filter]");
filters.forEach(startFilter);
