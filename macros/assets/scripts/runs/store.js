// Runs are kept in this browser, one entry each; what cannot be kept lives as long as the page.

import { dumpRun, parseRun } from "./reading.js";

/** @typedef {import("./reading.js").Run} Run */

const PREFIX = "handbook.run.";

/**
 * Return the runs of this browser.
 * @param {(id: string | null) => void} changedOutside called when another tab has changed a run
 */
export function openStore(changedOutside) {
  /** @type {Map<string, Run | null>} what could not be kept; null if it could not be deleted */
  const unkept = new Map();

  addEventListener("storage", ({ key, storageArea }) => {
    if (key !== null && !key.startsWith(PREFIX)) return;
    if (storageArea === localStorage) changedOutside(key && key.slice(PREFIX.length));
  });

  /** @param {string} id */
  function stored(id) {
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
   * Return a run; null if there is none, or none that can be read.
   * @param {string} id
   * @returns {Run | null}
   */
  function get(id) {
    const held = unkept.get(id);
    if (held !== undefined) return held;
    const text = stored(id);
    const run = text === null ? null : parseRun(text);
    return run?.id === id ? run : null;
  }

  /** @param {Run} run */
  function put(run) {
    try {
      localStorage.setItem(PREFIX + run.id, dumpRun(run));
      unkept.delete(run.id);
    } catch {
      unkept.set(run.id, run);
    }
  }

  return {
    get,
    put,
    /** Return all runs, the one touched last first, and how many could not be read. */
    all() {
      const known = new Set([...ids(), ...unkept.keys()]);
      const found = [...known].map(get);
      const runs = found.filter((run) => run !== null);
      const gone = [...unkept.values()].filter((run) => run === null).length;
      runs.sort((one, other) => other.touched.localeCompare(one.touched) || one.id.localeCompare(other.id));
      return { runs, unread: found.length - runs.length - gone };
    },
    /**
     * Change a run as it is now, whichever tab has changed it before.
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
      unkept.delete(id);
      try {
        localStorage.removeItem(PREFIX + id);
      } catch {
        unkept.set(id, null);
      }
    },
    /** @param {string} id */
    isKept: (id) => !unkept.has(id),
  };
}

/** @typedef {ReturnType<typeof openStore>} Store */

/** Return an id that no other run has. */
export function newId() {
  const numbers = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(numbers, (number) => (number % 36).toString(36)).join("");
}
