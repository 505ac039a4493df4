// Storage of runs in this browser, one entry each; a run that cannot be stored lasts as long as the page.

import { dumpRun, parseRun } from "./model.js";

/** @typedef {import("./model.js").Run} Run */

const PREFIX = "handbook.run.";

/**
 * Return the runs of this browser.
 * @param {(id: string | null) => void} onExternalChange Called when another tab has changed a run.
 */
export function openStore(onExternalChange) {
  /** @type {Map<string, Run | null>} Runs that could not be stored; null if one could not be deleted. */
  const unsaved = new Map();

  addEventListener("storage", ({ key, storageArea }) => {
    if (key !== null && !key.startsWith(PREFIX)) return;
    if (storageArea === localStorage) onExternalChange(key && key.slice(PREFIX.length));
  });

  /** @param {string} id */
  function readStored(id) {
    try {
      return localStorage.getItem(PREFIX + id);
    } catch {
      return null;
    }
  }

  function ids() {
    try {
      const keys = Array.from(localStorage, (_, index) => localStorage.key(index) ?? "");
      return keys.filter((key) => key.startsWith(PREFIX)).map((key) => key.slice(PREFIX.length));
    } catch {
      return [];
    }
  }

  /**
   * Return a run, or null if it does not exist or cannot be read.
   * @param {string} id
   * @returns {Run | null}
   */
  function get(id) {
    const pending = unsaved.get(id);
    if (pending !== undefined) return pending;
    const text = readStored(id);
    const run = text === null ? null : parseRun(text);
    return run?.id === id ? run : null;
  }

  /** @param {Run} run */
  function put(run) {
    try {
      localStorage.setItem(PREFIX + run.id, dumpRun(run));
      unsaved.delete(run.id);
    } catch {
      unsaved.set(run.id, run);
    }
  }

  return {
    get,
    put,
    /** Return all runs, last changed first, and the number that could not be read. */
    all() {
      const known = new Set([...ids(), ...unsaved.keys()]);
      const found = [...known].map(get);
      const runs = found.filter((run) => run !== null);
      const gone = [...unsaved.values()].filter((run) => run === null).length;
      runs.sort((one, other) => other.touched.localeCompare(one.touched) || one.id.localeCompare(other.id));
      return { runs, unreadable: found.length - runs.length - gone };
    },
    /**
     * Change the current version of a run, which another tab may have changed.
     * @param {string} id
     * @param {(run: Run) => void} change
     * @returns {Run | null}
     */
    change(id, change) {
      const run = get(id);
      if (!run) return null;
      change(run);
      run.touched = new Date().toISOString();
      put(run);
      return run;
    },
    /** @param {string} id */
    remove(id) {
      unsaved.delete(id);
      try {
        localStorage.removeItem(PREFIX + id);
      } catch {
        unsaved.set(id, null);
      }
    },
    /** @param {string} id */
    isStored: (id) => !unsaved.has(id),
  };
}

/** @typedef {ReturnType<typeof openStore>} Store */

/** Return a unique id for a run. */
export function newId() {
  const numbers = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(numbers, (number) => (number % 36).toString(36)).join("");
}
