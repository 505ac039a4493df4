// Queries that reference an entry: "sops/onboarding", a file and line of an error, "#channel".

/** @import { Manifest } from "./files.js" */

const ENTRY = /^(?:\.\/)?(?:data\/)?([a-z-]+)\/(?:[a-z0-9-]+\/)*([a-z0-9-]+)(?:\.md)?(?::\d+)*$/;
const CHANNEL = /^#([a-z0-9-]+)$/;

/** The kind and words of the referenced entry, if the query is a reference. @param {string} typed @param {Manifest} manifest */
export function referencedEntry(typed, { groups }) {
  const trimmed = typed.trim();
  const [, id] = CHANNEL.exec(trimmed) ?? [];
  const [, kind, of] = id ? ["", "channels", id] : (ENTRY.exec(trimmed) ?? []);
  if (!kind || !of || !groups.some(([, known]) => known === kind)) return undefined;
  return { kind, words: of.replaceAll("-", " ") };
}
