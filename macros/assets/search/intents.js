// What somebody wants to know: "who owns X" asks for a person, "how do I X" for a procedure.

/**
 * @typedef {object} Intent
 * @property {RegExp} asked How it begins; what follows is what it is about.
 * @property {Record<string, number>} kinds What is wanted more, by kind.
 * @property {boolean} [owner] Whether the answer is who owns it.
 * @property {string} [page] The name of a page that answers such questions.
 * @property {boolean} [whole] Whether how it begins belongs to what is asked about.
 */

const ARTICLE = /^(?:the|an?|our|my|your|this) /;
// What may stand at the end of a question and says nothing about what is asked.
const END = / (?:means?|stands? for|for|about|please|again|used for)$/;
// How all that are known begin: what begins otherwise is held against none of them.
const ANY = /^(?:wh|how|the owner|owner|if|in case)/;
const ANYONE = "(?:i|we|you|one)";

/** @type {Intent[]} */
const INTENTS = [
  {
    asked: new RegExp(
      `^(?:who|whom) (?:(?:do|should|can|must|to|would) )?(?:${ANYONE} )?(?:call|contact|ask|phone|page|reach|alert|tell|inform|notify|talk to|speak to|turn to)\\b(?: (?:when|if|about|for|in case of|in case))?`,
    ),
    kinds: { roles: 1.1, escalations: 1.2 },
    page: "who do i call",
  },
  {
    asked:
      /^(?:who|which role|which team)(?:s| is| are)? (?:the )?(?:owns?|owner(?: of)?|responsible(?: for)?|accountable(?: for)?|in charge(?: of)?|answers? for|looks? after|takes? care of|runs?|leads?|manages?|handles?|does|do|approves?|decides?(?: on| about)?|signs?(?: off)?|reviews?|keeps?|maintains?)\b/,
    kinds: { sops: 1.2, processes: 1.1, roles: 1.1, tools: 1.1, metrics: 1.1 },
    owner: true,
  },
  { asked: /^(?:the )?owner (?:of|for)\b/, kinds: { sops: 1.2, roles: 1.1 }, owner: true },
  { asked: /^who(?:s| is| are)\b/, kinds: { roles: 1.5, groups: 1.2 } },
  { asked: /^whom?\b/, kinds: { roles: 1.1 }, whole: true },
  {
    asked: new RegExp(
      `^what (?:(?:do|should|must|can|shall) ${ANYONE} do|to do|happens|now|next)(?: (?:when|if|about|with|after|before|in case of|in case|for))?\\b`,
    ),
    kinds: { sops: 1.3, escalations: 1.1 },
  },
  { asked: /^how (?:fast|soon|quickly|long|often|many|much)\b(?: (?:must|do|does|should|can|may|will|is|are)\b)?(?: (?:i|we|you|it)\b)?/, kinds: { sops: 0.9, metrics: 1.1, "ticket-priorities": 1.2 } },
  {
    asked: new RegExp(`^how (?:(?:do|can|should|must|does|to|would) )?(?:${ANYONE} )?`),
    kinds: { sops: 1.3, page: 1.2, checklists: 1.1, templates: 1.1 },
  },
  { asked: /^what (?:is|are|does|means?|counts? as)\b/, kinds: { sops: 0.9, metrics: 1.1, tools: 1.1 } },
  { asked: /^where\b/, kinds: { templates: 1.1, tools: 1.1, page: 1.1 } },
  { asked: /^when (?:is|are|do|does|should|must|was)\b/, kinds: { meetings: 1.4 } },
  { asked: /^(?:when|if|in case of)\b/, kinds: { sops: 1.2 } },
];

/**
 * What is asked, and the rest: what it is asked about. @param {string} asked A name as compared.
 * @returns {{subject: string, kinds: Record<string, number>, owner: boolean, page: string, whole: boolean}}
 */
export function intentOf(asked) {
  for (const { asked: pattern, kinds, owner = false, page = "", whole = false } of ANY.test(asked) ? INTENTS : []) {
    const found = pattern.exec(asked);
    if (!found) continue;
    const rest = whole ? asked : asked.slice(found[0].length).trim();
    return { subject: rest.replace(END, "").replace(ARTICLE, ""), kinds, owner, page, whole };
  }
  return { subject: asked.replace(ARTICLE, ""), kinds: {}, owner: false, page: "", whole: false };
}
