// The stored fields of documents.

/** @typedef {{anchor: string, title: string, text: string}} Part */
/**
 * @typedef {object} StoredDocument
 * @property {string} address Relative to the site root.
 * @property {string} title
 * @property {string[]} names
 * @property {string} area
 * @property {{title: string, address: string} | null} owner
 * @property {{meaning: string, word: string} | null} chip
 * @property {string} about
 * @property {Part[]} parts
 */

/** @param {any[]} found As handbook/search/packs.py writes it. @returns {StoredDocument} */
export function parseDocument([address, title, names, area, owner, chip, about, parts]) {
  return {
    address,
    title,
    names,
    area,
    owner: owner.length ? { title: owner[0], address: owner[1] } : null,
    chip: chip.length ? { meaning: chip[0], word: chip[1] } : null,
    about,
    parts: parts.map((/** @type {string[]} */ [anchor, name, text]) => ({ anchor, title: name, text })),
  };
}
