// Warm-up searches before the first query, so that the browser compiles the code early.

import { findAnswers } from "./answers.js";
import { IndexFiles } from "./files.js";
import { rows } from "./rows.js";

/** @import { Row } from "./rows.js" */

const INDEX = {
  version: "0", documents: 2, slots: 2, levels: 1, keys: [""], letters: { k: [0, 1] },
  groups: [[0, "sops", "procedure", 0, 100, true]],
};
const DOCUMENT = ["", "Keys", ["Key"], "Store", ["Keeper", ""], ["good", "Current"], "Of a lock", [["lost", "Keys", "Lost a key"]]];
/** @type {Record<string, string>} */
const FILES = {
  "index.json": JSON.stringify(INDEX),
  "0/t0.txt": "=keys\t1:0\n^k\t1:0,1\nkey\t1:0,1\nkeys\t1:0,1\nlost\t1:0",
  "0/v0.txt": "keys",
  "0/p0.json": JSON.stringify([DOCUMENT, DOCUMENT]),
};

// Patterns are optimised only after repeated use.
const REPEATS = 3;
const QUERIES = ["who owns the kesy lost ke", "the keys of lo st k"];

/** Search an index of two documents, and return the rows that would be shown. */
export async function warmUp() {
  const files = new IndexFiles(async (path) => FILES[path] ?? "");
  /** @type {Row[][]} */
  const shownRows = [];
  for (const typed of Array.from({ length: REPEATS }, () => QUERIES).flat())
    for await (const answer of findAnswers(files, typed, { hurried: true })) shownRows.push(rows(answer));
  return shownRows;
}
