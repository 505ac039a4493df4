// Filtering, sorting and facet counts. Text search works on whole columns, and on values that many
// rows share, such as an owner, only once.

/**
 * @typedef {import("./items.js").Item} Item
 * @typedef {import("./items.js").Facet} Facet
 * @typedef {import("./items.js").File} File
 * @typedef {import("./items.js").Holding} Holding
 * @typedef {import("./items.js").Keys} Keys
 * @typedef {import("./items.js").List} List
 * @typedef {{ words: string, sort: string, facets: Map<string, Set<string>> }} Chosen
 * @typedef {{ name: string, label: string, by: string, down: boolean, grouped: boolean }} Order
 * @typedef {{ found: Item[], counts: Map<string, Map<string, number>> }} Sifted
 */

/** What excludes a row: nothing, a single facet (stored as its number), or more than one. */
const NOTHING = 0;
const MORE = 255;

/**
 * Options of one facet are combined by OR, facets by AND. So the count of an option ignores its own
 * facet and applies all the others.
 * @param {List} list
 * @param {Facet[]} facets
 * @param {Chosen} chosen
 * @returns {Sifted}
 */
export function filtered({ items, keys, holding }, facets, chosen) {
  const excludedBy = new Uint8Array(items.length);
  facets.forEach((facet, number) => {
    const matches = matcher(facet, keys.get(facet.name), chosen.facets.get(facet.name));
    for (let line = 0; matches && line < excludedBy.length; line += 1) {
      if (!matches(line)) excludedBy[line] = excludedBy[line] === NOTHING ? number + 1 : MORE;
    }
  });
  const words = folded(chosen.words).split(/\s+/).filter(Boolean);
  for (const holds of words.map((word) => holding?.(word))) {
    for (let line = 0; holds && line < excludedBy.length; line += 1) {
      if (excludedBy[line] !== MORE && !holds(line)) excludedBy[line] = MORE;
    }
  }
  const counts = new Map(
    facets.map((facet, number) => [facet.name, counted(facet, keys.get(facet.name), excludedBy, number + 1)]),
  );
  return { found: items.filter((_, line) => excludedBy[line] === NOTHING), counts };
}

/**
 * Return the number of rows that can be filtered, without those excluded by default.
 * @param {List} list
 * @param {Facet[]} facets
 * @param {Chosen} chosen
 */
export function filterable({ items, keys }, facets, chosen) {
  const predicates = facets
    .filter(({ name, apart }) => !apart || !chosen.facets.get(name)?.has(apart))
    .flatMap((facet) => matcher(facet, keys.get(facet.name), undefined) ?? []);
  return predicates.length ? items.filter((_, line) => predicates.every((matches) => matches(line))).length : items.length;
}

/**
 * Return a predicate for the rows that match a facet, or undefined if all do.
 * @param {Facet} facet
 * @param {Keys | undefined} keys
 * @param {Set<string> | undefined} wanted
 * @returns {((line: number) => boolean) | undefined}
 */
function matcher({ apart, options }, keys, wanted) {
  const ids = [...options.keys()];
  const asked = ids.map((id) => (wanted?.size ? wanted.has(id) : id === apart));
  if (!asked.includes(true)) return wanted?.size ? () => false : undefined;
  /** @param {number} choice */
  const isAsked = (choice) => asked[choice] ?? false;
  return (line) => Boolean(keys && some(keys, line, isAsked)) === Boolean(wanted?.size);
}

/**
 * Return the number of rows with each option of a facet, ignoring the facet itself.
 * @param {Facet} facet
 * @param {Keys | undefined} keys
 * @param {Uint8Array} excludedBy
 * @param {number} own
 */
function counted({ options }, keys, excludedBy, own) {
  const numbers = new Uint32Array(options.size);
  let at = 0;
  for (let line = 0; keys && line < excludedBy.length; line += 1) {
    const end = keys.ends[line] ?? 0;
    const counts = excludedBy[line] === NOTHING || excludedBy[line] === own;
    for (; at < end; at += 1) {
      const choice = keys.places[at] ?? 0;
      if (counts) numbers[choice] = (numbers[choice] ?? 0) + 1;
    }
  }
  return new Map([...options.keys()].map((id, choice) => [id, numbers[choice] ?? 0]));
}

/**
 * Return the index of a row's first option of a facet.
 * @param {Keys | undefined} keys
 * @param {number} line
 */
export function first(keys, line) {
  const from = line ? (keys?.ends[line - 1] ?? 0) : 0;
  return from < (keys?.ends[line] ?? 0) ? (keys?.places[from] ?? null) : null;
}

/**
 * Return sorted items; those without a sort value come last.
 * @param {Item[]} items
 * @param {Order | undefined} order
 * @param {Map<string, Keys>} keys
 */
export function sorted(items, order, keys) {
  if (!order || order.by === "place") return items;
  const facet = keys.get(order.by);
  /** @param {Item} item */
  const value = (item) => {
    if (order.by === "rank") return item.rank;
    return facet ? first(facet, item.place) : item.value(order.by);
  };
  const keyed = items.map((item) => ({ item, key: value(item) }));
  keyed.sort((one, other) => compare(one.key, other.key, order.down) || one.item.rank - other.item.rank);
  return keyed.map(({ item }) => item);
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
  const small = text.toLowerCase();
  return plain(small) ? small : small.normalize("NFD").replace(/\p{M}+/gu, "");
}

/** @param {string} text */
const plain = (text) => /^[\x00-\x7f]*$/.test(text);

/**
 * Fold many texts at once, which is much faster than one by one.
 * @param {string[]} texts
 */
function foldedAll(texts) {
  const small = texts.join(SEPARATOR).toLowerCase();
  return plain(small) ? small.split(SEPARATOR) : texts.map(folded);
}

/**
 * Return a predicate for rows that contain a word in their texts or in the titles of their options.
 * @param {() => string[][]} texts The texts of all rows, by column.
 * @param {Facet[]} facets
 * @param {Map<string, Keys>} keys
 * @returns {Holding}
 */
export function inLines(texts, facets, keys) {
  /** @type {string[][] | undefined} */
  let columns;
  return (word) => {
    columns ??= texts();
    const choices = facets.flatMap(({ name, options }) => {
      const own = keys.get(name);
      const marked = [...options.values()].map(({ words }) => words.includes(word));
      return own && marked.includes(true) ? [{ own, marked }] : [];
    });
    return (place) =>
      columns?.some((column) => column[place]?.includes(word)) ||
      choices.some(({ own, marked }) => some(own, place, (choice) => marked[choice] ?? false));
  };
}

/**
 * Return a predicate for rows of a file that contain a word; `words` has extra text for each row.
 * @param {File} file
 * @param {string[]} words
 * @param {Facet[]} facets
 * @param {Map<string, Keys>} keys
 * @returns {Holding}
 */
export function inTexts(file, words, facets, keys) {
  const numbers = file.kinds.map((kind) => kind === "number");
  const texts = once(() => [
    foldedAll(words),
    ...file.cells.map((column, number) => foldedAll(column.map((cell) => literal(cell, numbers[number] ?? false)))),
  ]);
  const titles = once(() => foldedAll(file.titles));
  const named = file.cells.filter((_, number) => !numbers[number]);
  const inText = inLines(texts, facets, keys);
  return (word) => {
    const holds = inText(word);
    const marked = titles().map((title) => title.includes(word));
    return (place) =>
      holds(place) ||
      named.some((column) => {
        const cell = column[place];
        return typeof cell === "number" && marked[cell];
      });
  };
}

/**
 * Return the literal text of a cell.
 * @param {import("./items.js").Cell} cell
 * @param {boolean} number
 */
function literal(cell, number) {
  if (Array.isArray(cell)) return String(cell[0]);
  return typeof cell === "string" || (number && cell !== null) ? String(cell) : "";
}

/**
 * Return whether any option of a row satisfies a predicate.
 * @param {Keys} keys
 * @param {number} line
 * @param {(choice: number) => boolean} asked
 */
export function some({ ends, places }, line, asked) {
  const end = ends[line] ?? 0;
  for (let at = line ? (ends[line - 1] ?? 0) : 0; at < end; at += 1) {
    if (asked(places[at] ?? -1)) return true;
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
  let done;
  return () => (done ??= { value: work() }).value;
}
