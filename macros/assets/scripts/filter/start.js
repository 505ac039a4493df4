// Filter: shows only the rows that match all filters, which are stored in the address.
// A long list is loaded when the reader starts to filter; until then its first page is shown.

import { addressHasFilter, readFilter, startHistoryEntry, writeFilter } from "./address.js";
import { applyFilter, countFilterable, sorted } from "./filtering.js";
import { fetchList, makeOption, rowsOnPage } from "./items.js";
import { facetPanel, facetSelect } from "./panels.js";
import { listRenderer } from "./renderer.js";
import { chosenOptions, countText, filterText, formatted, showButtons } from "./texts.js";

/** The number of rows shown at first, and added each time by "Show more". */
const STEP = 100;

/**
 * @typedef {import("./items.js").Facet} Facet
 * @typedef {import("./items.js").List} List
 * @typedef {import("./filtering.js").Filter} Filter
 * @typedef {import("./texts.js").ButtonAction} ButtonAction
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
  const moreButton = part("further");
  const show = listRenderer(list, facets);

  /** @type {Filter} */
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
      fetchList(file, root, facets, list?.querySelectorAll("[data-line]") ?? [], words === document.activeElement),
      "The list could not be loaded. Use the pages below.",
    ).then(
      (found) => {
        all = found;
        part("pager").hidden = true;
        applyAddress();
        found.loadWords().catch(() => {});
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
    if (!all || all.wordMatcher || !chosen.words.trim()) return false;
    loadingWords ??= showBusy(all.loadWords(), "The list could not be searched. Type the words again to retry.")
      .then(update, () => {})
      .finally(() => (loadingWords = undefined));
    return true;
  }

  // --- From the filter to the page ---

  const panels = [
    ...details.map((one, index) =>
      facetPanel(one, /** @type {Facet} */ (facets[index]), (id, on) => choose(one.dataset.choice, id, on), ready),
    ),
    ...selects.map((select) => facetSelect(select, (id) => choose(select.name, id, true, true))),
  ];

  function update() {
    if (!all) return void ready().catch(() => {});
    const { found, counts } = applyFilter(all, facets, chosen);
    panels.forEach((one, index) => {
      const name = facets[index]?.name ?? "";
      one.show(counts.get(name) ?? new Map(), chosen.facets.get(name) ?? new Set());
    });
    if (needsWords()) return;
    const order = orders.find(({ name }) => name === chosen.sort);
    const shown = sorted(found, order, all.keys).slice(0, limit);
    show(shown, order, all);
    const count = countText(found.length, countFilterable(all, facets, chosen), shown.length, isFiltered());
    part("count").textContent = count;
    moreButton.hidden = shown.length >= found.length;
    moreButton.textContent = `Show ${formatted(Math.min(STEP, found.length - shown.length))} more`;
    part("asked").textContent = filterText(chosen, facets, order, count);
    part("asked").hidden = !part("asked").textContent;
    part("nothing").hidden = found.length > 0;
    part("unasked").hidden = isFiltered();
    showButtons(part("chosen"), tokens(), "hb-token", () => words.focus());
    showButtons(part("instead"), found.length ? [] : suggestions(), "hb-task", () => words.focus());
    const number = chosenOptions(chosen, facets).length;
    part("fold").textContent = number ? `Filter (${number})` : "Filter";
  }

  const isFiltered = () => Boolean(chosen.words.trim()) || chosenOptions(chosen, facets).length > 0;

  /** @returns {ButtonAction[]} */
  function tokens() {
    const listed = chosenOptions(chosen, facets).map(({ facet, id, title }) => ({
      words: `${facet.label}: ${title}`,
      press: () => choose(facet.name, id, false),
    }));
    return isFiltered() ? [...listed, { words: "Clear all", press: clear }] : [];
  }

  /**
   * Return filters to suggest when nothing matches.
   * @returns {ButtonAction[]}
   */
  function suggestions() {
    const offers = facets.filter(({ name }) => chosen.facets.get(name)?.size).map(({ name, label }) => ({
      words: `Any ${label.toLowerCase()}`,
      other: { ...chosen, facets: new Map([...chosen.facets, [name, new Set()]]) },
    }));
    if (chosen.words.trim()) offers.push({ words: "Without the search words", other: { ...chosen, words: "" } });
    for (const { name, excluded: key, options } of facets) {
      if (!key || chosen.facets.get(name)?.size) continue;
      const other = { ...chosen, facets: new Map([...chosen.facets, [name, new Set([key])]]) };
      offers.push({ words: `Only ${options.get(key)?.title.toLowerCase()}`, other });
    }
    return offers
      .map((one) => ({ ...one, number: all ? applyFilter(all, facets, one.other).found.length : 0 }))
      .filter(({ number }) => number)
      .map(({ words: text, other, number }) => ({ words: `${text} (${formatted(number)})`, press: () => apply(other) }));
  }

  // --- From user input to the filter ---

  /** @param {Filter} next */
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
   * @param {Filter} next
   * @param {string} changed
   */
  function apply(next, changed = "") {
    writeFilter(next, facets, changed);
    change(next);
  }

  /**
   * @param {string | undefined} name
   * @param {string} id
   * @param {boolean} on
   * @param {boolean} isOnly Whether it replaces the previous choice.
   */
  function choose(name = "", id, on, isOnly = false) {
    const ids = new Set(isOnly ? [] : chosen.facets.get(name));
    if (on && id) ids.add(id);
    else ids.delete(id);
    apply({ ...chosen, facets: new Map([...chosen.facets, [name, ids]]) });
  }

  function clear() {
    apply({ ...chosen, words: "", facets: new Map(facets.map(({ name }) => [name, new Set()])) });
  }

  /** Apply the filter in the address. */
  function applyAddress() {
    const requested = readFilter(facets, orders);
    change(requested.chosen);
    part("unknown").textContent = requested.unknown.length
      ? `Not in this list, so ignored: ${requested.unknown.join(", ")}.`
      : "";
    part("unknown").hidden = !requested.unknown.length;
  }

  /** Show more rows, and move the focus to the first of them. */
  function showMore() {
    const before = list?.querySelectorAll("[data-line]").length ?? 0;
    limit += STEP;
    update();
    list?.querySelectorAll("[data-line]")[before]?.querySelector("a")?.focus();
  }

  words.addEventListener("input", () => apply({ ...chosen, words: words.value }, "words"));
  words.addEventListener("change", startHistoryEntry);
  sort?.addEventListener("change", () => apply({ ...chosen, sort: sort.value }, "sort"));
  form.addEventListener("submit", (event) => event.preventDefault());
  moreButton.addEventListener("click", showMore);
  part("fold").addEventListener("click", () => {
    const open = part("fold").getAttribute("aria-expanded") === "true";
    part("fold").setAttribute("aria-expanded", String(!open));
  });
  addEventListener("popstate", () => {
    startHistoryEntry();
    applyAddress();
  });
  if (!file) {
    all = rowsOnPage(list, facets);
    applyAddress();
  } else if (addressHasFilter(facets)) {
    ready().catch(() => {});
  } else {
    const preload = () => void ready().catch(() => {});
    form.addEventListener("pointerenter", preload, { once: true });
    form.addEventListener("focusin", preload, { once: true });
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
    excluded: details.dataset.apart ?? "",
    options: new Map([...options].map(({ value, text, dataset }) => [value, makeOption(text, dataset.also ?? "")])),
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
    excluded: "",
    options: new Map(options.map(({ value, text }) => [value, makeOption(text, "")])),
  };
}

/** @type {NodeListOf<HTMLFormElement>} */
const filters = document.querySelectorAll("[data-filter]");
filters.forEach(startFilter);
