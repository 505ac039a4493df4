// One entry as the handbook writes it: "sops/onboarding", its file and line in an error, "#channel".

/** @import { Manifest } from "./files.js" */

const ENTRY = /^(?:\.\/)?(?:data\/)?([a-z-]+)\/(?:[a-z0-9-]+\/)*([a-z0-9-]+)(?:\.md)?(?::\d+)*$/;
const CHANNEL = /^#([a-z0-9-]+)$/;

/** The kind and the words of the entry that is named, if it is one. @param {string} typed @param {Manifest} manifest */
export function entryNamed(typed, { groups }) {
  const trimmed = typed.trim();
  const [, id] = CHANNEL.exec(trimmed) ?? [];
  const [, kind, of] = id ? ["", "channels", id] : (ENTRY.exec(trimmed) ?? []);
  if (!kind || !of || !groups.some(([, known]) => known === kind)) return undefined;
  return { kind, words: of.replaceAll("-", " ") };
}
