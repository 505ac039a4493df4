// Which lines a choice leaves, in which order, and how many each further choice would leave. Words
// are looked for in each column as a whole, and in what many lines name, such as an owner, once.

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

/** What leaves a line out: nothing, one facet, whose place follows, or more than one of them. */
const NOTHING = 0;
const MORE = 255;

/**
 * Of one facet any choice will do; of several facets each must hold. So a further choice of a
 * facet adds what all other facets leave: that is what is counted.
 * @param {List} list
 * @param {Facet[]} facets
 * @param {Chosen} chosen
 * @returns {Sifted}
 */
export function sifted({ items, keys, holding }, facets, chosen) {
  const fault = new Uint8Array(items.length);
  facets.forEach((facet, number) => {
    const suits = suiting(facet, keys.get(facet.name), chosen.facets.get(facet.name));
    for (let line = 0; suits && line < fault.length; line += 1) {
      if (!suits(line)) fault[line] = fault[line] === NOTHING ? number + 1 : MORE;
    }
  });
  const words = folded(chosen.words).split(/\s+/).filter(Boolean);
  for (const holds of words.map((word) => holding?.(word))) {
    for (let line = 0; holds && line < fault.length; line += 1) {
      if (fault[line] !== MORE && !holds(line)) fault[line] = MORE;
    }
  }
  const counts = new Map(
    facets.map((facet, number) => [facet.name, counted(facet, keys.get(facet.name), fault, number + 1)]),
  );
  return { found: items.filter((_, line) => fault[line] === NOTHING), counts };
}

/**
 * Returns how many lines are in the list of which the choice is made: not those kept apart.
 * @param {List} list
 * @param {Facet[]} facets
 * @param {Chosen} chosen
 */
export function among({ items, keys }, facets, chosen) {
  const asides = facets
    .filter(({ name, apart }) => !apart || !chosen.facets.get(name)?.has(apart))
    .flatMap((facet) => suiting(facet, keys.get(facet.name), undefined) ?? []);
  return asides.length ? items.filter((_, line) => asides.every((suits) => suits(line))).length : items.length;
}

/**
 * Returns what tells whether a line suits a facet, or nothing if all lines do.
 * @param {Facet} facet
 * @param {Keys | undefined} keys
 * @param {Set<string> | undefined} wanted
 * @returns {((line: number) => boolean) | undefined}
 */
function suiting({ apart, options }, keys, wanted) {
  const ids = [...options.keys()];
  const asked = ids.map((id) => (wanted?.size ? wanted.has(id) : id === apart));
  if (!asked.includes(true)) return wanted?.size ? () => false : undefined;
  /** @param {number} choice */
  const isAsked = (choice) => asked[choice] ?? false;
  return (line) => Boolean(keys && some(keys, line, isAsked)) === Boolean(wanted?.size);
}

/**
 * Returns how many lines have each choice of a facet, of those that no other facet leaves out.
 * @param {Facet} facet
 * @param {Keys | undefined} keys
 * @param {Uint8Array} fault
 * @param {number} own
 */
function counted({ options }, keys, fault, own) {
  const numbers = new Uint32Array(options.size);
  let at = 0;
  for (let line = 0; keys && line < fault.length; line += 1) {
    const end = keys.ends[line] ?? 0;
    const counts = fault[line] === NOTHING || fault[line] === own;
    for (; at < end; at += 1) {
      const choice = keys.places[at] ?? 0;
      if (counts) numbers[choice] = (numbers[choice] ?? 0) + 1;
    }
  }
  return new Map([...options.keys()].map((id, choice) => [id, numbers[choice] ?? 0]));
}

/**
 * Returns the place of the first choice that a line has of a facet.
 * @param {Keys | undefined} keys
 * @param {number} line
 */
export function first(keys, line) {
  const from = line ? (keys?.ends[line - 1] ?? 0) : 0;
  return from < (keys?.ends[line] ?? 0) ? (keys?.places[from] ?? null) : null;
}

/**
 * Returns items in an order; those that have nothing to be sorted by come last.
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
  keyed.sort((one, other) => compared(one.key, other.key, order.down) || one.item.rank - other.item.rank);
  return keyed.map(({ item }) => item);
}

/**
 * @param {string | number | null} one
 * @param {string | number | null} other
 * @param {boolean} down
 */
function compared(one, other, down) {
  if (one === other) return 0;
  if (one === null || other === null) return one === null ? 1 : -1;
  return one < other === down ? 1 : -1;
}

/** What stands in no text. */
const BETWEEN = "\0";

/**
 * Returns words as they are compared: without capitals and accents.
 * @param {string} text
 */
export function folded(text) {
  const small = text.toLowerCase();
  return plain(small) ? small : small.normalize("NFD").replace(/\p{M}+/gu, "");
}

/** @param {string} text */
const plain = (text) => /^[\x00-\x7f]*$/.test(text);

/**
 * Returns many texts as they are compared, which takes far less time than one after the other.
 * @param {string[]} texts
 */
function foldedAll(texts) {
  const small = texts.join(BETWEEN).toLowerCase();
  return plain(small) ? small.split(BETWEEN) : texts.map(folded);
}

/**
 * Returns what tells which lines hold a word in their texts or in the titles of their choices.
 * @param {() => string[][]} texts Those of each line, column by column.
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
 * Returns what tells which lines of a file hold a word; `words` are further ones of each line.
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
    ...file.cells.map((column, number) => foldedAll(column.map((cell) => written(cell, numbers[number] ?? false)))),
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
 * Returns what is written in a cell itself.
 * @param {import("./items.js").Cell} cell
 * @param {boolean} number
 */
function written(cell, number) {
  if (Array.isArray(cell)) return String(cell[0]);
  return typeof cell === "string" || (number && cell !== null) ? String(cell) : "";
}

/**
 * Returns whether any choice of a line is as asked.
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
 * Returns a function that works something out when it is first asked.
 * @template T
 * @param {() => T} work
 * @returns {() => T}
 */
function once(work) {
  /** @type {{ value: T } | undefined} */
  let done;
  return () => (done ??= { value: work() }).value;
}
