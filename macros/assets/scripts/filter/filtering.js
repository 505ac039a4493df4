// Filtering, sorting and facet counts. Text search works on whole columns, and on values that many
// rows share, such as an owner, only once.

/**
 * @typedef {import("./items.js").Item} Item
 * @typedef {import("./items.js").Facet} Facet
 * @typedef {import("./items.js").File} File
 * @typedef {import("./items.js").WordMatcher} WordMatcher
 * @typedef {import("./items.js").RowOptions} RowOptions
 * @typedef {import("./items.js").List} List
 * @typedef {{ words: string, sort: string, facets: Map<string, Set<string>> }} Filter
 * @typedef {{ name: string, label: string, by: string, down: boolean, grouped: boolean }} Order
 * @typedef {{ found: Item[], counts: Map<string, Map<string, number>> }} FilterResult
 */

/** What excludes a row: nothing, a single facet (stored as its number), or more than one. */
const NOTHING = 0;
const SEVERAL = 255;

/**
 * Options of one facet are combined by OR, facets by AND. So the count of an option ignores its own
 * facet and applies all the others.
 * @param {List} list
 * @param {Facet[]} facets
 * @param {Filter} chosen
 * @returns {FilterResult}
 */
export function applyFilter({ items, keys, wordMatcher }, facets, chosen) {
  const excludedBy = new Uint8Array(items.length);
  facets.forEach((facet, number) => {
    const matches = matcher(facet, keys.get(facet.name), chosen.facets.get(facet.name));
    for (let row = 0; matches && row < excludedBy.length; row += 1) {
      if (!matches(row)) excludedBy[row] = excludedBy[row] === NOTHING ? number + 1 : SEVERAL;
    }
  });
  const words = folded(chosen.words).split(/\s+/).filter(Boolean);
  for (const contains of words.map((word) => wordMatcher?.(word))) {
    for (let row = 0; contains && row < excludedBy.length; row += 1) {
      if (excludedBy[row] !== SEVERAL && !contains(row)) excludedBy[row] = SEVERAL;
    }
  }
  const counts = new Map(
    facets.map((facet, number) => [facet.name, counted(facet, keys.get(facet.name), excludedBy, number + 1)]),
  );
  return { found: items.filter((_, row) => excludedBy[row] === NOTHING), counts };
}

/**
 * Return the number of rows that can be filtered, without those excluded by default.
 * @param {List} list
 * @param {Facet[]} facets
 * @param {Filter} chosen
 */
export function countFilterable({ items, keys }, facets, chosen) {
  const predicates = facets
    .filter(({ name, excluded }) => !excluded || !chosen.facets.get(name)?.has(excluded))
    .flatMap((facet) => matcher(facet, keys.get(facet.name), undefined) ?? []);
  return predicates.length ? items.filter((_, row) => predicates.every((matches) => matches(row))).length : items.length;
}

/**
 * Return a predicate for the rows that match a facet, or undefined if all do.
 * @param {Facet} facet
 * @param {RowOptions | undefined} keys
 * @param {Set<string> | undefined} wanted
 * @returns {((row: number) => boolean) | undefined}
 */
function matcher({ excluded, options }, keys, wanted) {
  const ids = [...options.keys()];
  const isWanted = ids.map((id) => (wanted?.size ? wanted.has(id) : id === excluded));
  if (!isWanted.includes(true)) return wanted?.size ? () => false : undefined;
  /** @param {number} choice */
  const isOptionWanted = (choice) => isWanted[choice] ?? false;
  return (row) => Boolean(keys && someOption(keys, row, isOptionWanted)) === Boolean(wanted?.size);
}

/**
 * Return the number of rows with each option of a facet, ignoring the facet itself.
 * @param {Facet} facet
 * @param {RowOptions | undefined} keys
 * @param {Uint8Array} excludedBy
 * @param {number} own
 */
function counted({ options }, keys, excludedBy, own) {
  const numbers = new Uint32Array(options.size);
  let at = 0;
  for (let row = 0; keys && row < excludedBy.length; row += 1) {
    const end = keys.ends[row] ?? 0;
    const counts = excludedBy[row] === NOTHING || excludedBy[row] === own;
    for (; at < end; at += 1) {
      const choice = keys.indices[at] ?? 0;
      if (counts) numbers[choice] = (numbers[choice] ?? 0) + 1;
    }
  }
  return new Map([...options.keys()].map((id, choice) => [id, numbers[choice] ?? 0]));
}

/**
 * Return the index of a row's first option of a facet.
 * @param {RowOptions | undefined} keys
 * @param {number} row
 */
export function firstOption(keys, row) {
  const start = row ? (keys?.ends[row - 1] ?? 0) : 0;
  return start < (keys?.ends[row] ?? 0) ? (keys?.indices[start] ?? null) : null;
}

/**
 * Return sorted items; those without a sort value come last.
 * @param {Item[]} items
 * @param {Order | undefined} order
 * @param {Map<string, RowOptions>} keys
 */
export function sorted(items, order, keys) {
  if (!order || order.by === "place") return items;
  const facet = keys.get(order.by);
  /** @param {Item} item */
  const value = (item) => {
    if (order.by === "rank") return item.rank;
    return facet ? firstOption(facet, item.index) : item.value(order.by);
  };
  const pairs = items.map((item) => ({ item, key: value(item) }));
  pairs.sort((one, other) => compare(one.key, other.key, order.down) || one.item.rank - other.item.rank);
  return pairs.map(({ item }) => item);
}

/**
 * @param {string | number | null} one
 * @param {string | number | null} other
 * @param {boolean} down
 */
function compare(one, other, down) {
  if (one === other) return 0;
  if (one === null || other === null) return one === null ? 1 : -1;
  return one < other === down ? 1 : -1;
}

/** A separator that occurs in no text. */
const SEPARATOR = "\0";

/**
 * Return a text without differences of case and accents.
 * @param {string} text
 */
export function folded(text) {
  const lower = text.toLowerCase();
  return isAscii(lower) ? lower : lower.normalize("NFD").replace(/\p{M}+/gu, "");
}

/** @param {string} text */
const isAscii = (text) => /^[\x00-\x7f]*$/.test(text);

/**
 * Fold many texts at once, which is much faster than one by one.
 * @param {string[]} texts
 */
function foldAll(texts) {
  const lower = texts.join(SEPARATOR).toLowerCase();
  return isAscii(lower) ? lower.split(SEPARATOR) : texts.map(folded);
}

/**
 * Return a predicate for rows that contain a word in their texts or in the titles of their options.
 * @param {() => string[][]} texts The texts of all rows, by column.
 * @param {Facet[]} facets
 * @param {Map<string, RowOptions>} keys
 * @returns {WordMatcher}
 */
export function rowMatcher(texts, facets, keys) {
  /** @type {string[][] | undefined} */
  let columns;
  return (word) => {
    columns ??= texts();
    const choices = facets.flatMap(({ name, options }) => {
      const own = keys.get(name);
      const isMatch = [...options.values()].map(({ words }) => words.includes(word));
      return own && isMatch.includes(true) ? [{ own, isMatch }] : [];
    });
    return (row) =>
      columns?.some((column) => column[row]?.includes(word)) ||
      choices.some(({ own, isMatch }) => someOption(own, row, (choice) => isMatch[choice] ?? false));
  };
}

/**
 * Return a predicate for rows of a file that contain a word; `words` has extra text for each row.
 * @param {File} file
 * @param {string[]} words
 * @param {Facet[]} facets
 * @param {Map<string, RowOptions>} keys
 * @returns {WordMatcher}
 */
export function fileMatcher(file, words, facets, keys) {
  const numbers = file.kinds.map((kind) => kind === "number");
  const texts = once(() => [
    foldAll(words),
    ...file.cells.map((column, number) => foldAll(column.map((cell) => literalText(cell, numbers[number] ?? false)))),
  ]);
  const titles = once(() => foldAll(file.titles));
  const linkColumns = file.cells.filter((_, number) => !numbers[number]);
  const matchesText = rowMatcher(texts, facets, keys);
  return (word) => {
    const contains = matchesText(word);
    const isTitleMatch = titles().map((title) => title.includes(word));
    return (row) =>
      contains(row) ||
      linkColumns.some((column) => {
        const cell = column[row];
        return typeof cell === "number" && isTitleMatch[cell];
      });
  };
}

/**
 * Return the literal text of a cell.
 * @param {import("./items.js").Cell} cell
 * @param {boolean} number
 */
function literalText(cell, number) {
  if (Array.isArray(cell)) return String(cell[0]);
  return typeof cell === "string" || (number && cell !== null) ? String(cell) : "";
}

/**
 * Return whether any option of a row satisfies a predicate.
 * @param {RowOptions} keys
 * @param {number} row
 * @param {(choice: number) => boolean} predicate
 */
export function someOption({ ends, indices }, row, predicate) {
  const end = ends[row] ?? 0;
  for (let position = row ? (ends[row - 1] ?? 0) : 0; position < end; position += 1) {
    if (predicate(indices[position] ?? -1)) return true;
  }
  return false;
}

/**
 * Return a function that computes a value on its first call.
 * @template T
 * @param {() => T} work
 * @returns {() => T}
 */
function once(work) {
  /** @type {{ value: T } | undefined} */
  let result;
  return () => (result ??= { value: work() }).value;
}
