// Query intents: "who owns X" asks for a person, "how do I X" for a procedure.

/**
 * @typedef {object} Intent
 * @property {RegExp} pattern The start of the question; the rest is its subject.
 * @property {Record<string, number>} kinds The boost of each kind.
 * @property {boolean} [owner] Whether the answer is an owner.
 * @property {string[]} [answers] The names of documents that answer such questions on any subject.
 * @property {boolean} [whole] Whether the start is part of the subject.
 */

const ARTICLE = /^(?:the|an?|our|my|your|this) /;
// Endings of questions that are not part of the subject.
const TRAILING_WORDS = / (?:means?|stands? for|for|about|please|again|used for)$/;
// The first words of all patterns, as a fast test before trying them.
const FIRST_WORDS = /^(?:wh|how|the owner|owner|if|in case)/;
const ANYONE = "(?:i|we|you|one)";
const WHOM_TO_CALL = "who do i call";
// "The site is down", "is the server down", "checkout does not load": reports of an outage.
const STATE = "(?:is|are|was|were|has|have|been|went|gone|goes|keeps|just|still|all|do|does|will)";
// Verbs that take "down" as a particle: "write down" is no outage.
const VERB = "(?:break|calm|close|come|cut|hand|lay|mark|note|put|scale|set|settle|shut|sit|slow|step|take|turn|wind|write|written)";
const NOT = "(?:not|isnt|arent|doesnt|dont|wont|stopped|stops)";
const OUTAGE_PATTERN = new RegExp(
  `^(?:(?:why )?(?:is|are) )?(?:(.+?) )??(?:${STATE} )*` +
    `(?:(?<!\\b${VERB} )down|offline|unreachable|crashed|crashes|${NOT} (?:work|load|respond|open)(?:ing|s)?)` +
    "(?: again| now| right now| today)?$",
);
const OUTAGE_ANSWERS = ["outage", WHOM_TO_CALL];

/** @type {Intent[]} */
const INTENTS = [
  {
    pattern: new RegExp(
      `^(?:who|whom) (?:(?:do|should|can|must|to|would) )?(?:${ANYONE} )?(?:call|contact|ask|phone|page|reach|alert|tell|inform|notify|talk to|speak to|turn to)\\b(?: (?:when|if|about|for|in case of|in case))?`,
    ),
    kinds: { page: 1.4, roles: 1.1, escalations: 1.2 },
    answers: [WHOM_TO_CALL],
  },
  {
    pattern:
      /^(?:who|which role|which team)(?:s| is| are)? (?:the )?(?:owns?|owner(?: of)?|responsible(?: for)?|accountable(?: for)?|in charge(?: of)?|answers? for|looks? after|takes? care of|runs?|leads?|manages?|handles?|does|do|approves?|decides?(?: on| about)?|signs?(?: off)?|reviews?|keeps?|maintains?)\b/,
    kinds: { sops: 1.2, processes: 1.1, roles: 1.1, tools: 1.1, metrics: 1.1 },
    owner: true,
  },
  { pattern: /^(?:the )?owner (?:of|for)\b/, kinds: { sops: 1.2, roles: 1.1 }, owner: true },
  { pattern: /^who(?:s| is| are)\b/, kinds: { roles: 1.5, groups: 1.2 } },
  { pattern: /^whom?\b/, kinds: { roles: 1.1 }, whole: true },
  {
    pattern: new RegExp(
      `^what (?:(?:do|should|must|can|shall) ${ANYONE} do|to do|happens|now|next)(?: (?:when|if|about|with|after|before|in case of|in case|for))?\\b`,
    ),
    kinds: { sops: 1.3, escalations: 1.1 },
  },
  { pattern: /^how (?:fast|soon|quickly|long|often|many|much)\b(?: (?:must|do|does|should|can|may|will|is|are)\b)?(?: (?:i|we|you|it)\b)?/, kinds: { sops: 0.9, metrics: 1.1, "ticket-priorities": 1.2 } },
  {
    pattern: new RegExp(`^how (?:(?:do|can|should|must|does|to|would) )?(?:${ANYONE} )?`),
    kinds: { sops: 1.3, page: 1.2, checklists: 1.1, templates: 1.1 },
  },
  { pattern: /^what (?:is|are|does|means?|counts? as)\b/, kinds: { sops: 0.9, metrics: 1.1, tools: 1.1 } },
  { pattern: /^where\b/, kinds: { templates: 1.1, tools: 1.1, page: 1.1 } },
  { pattern: /^when (?:is|are|do|does|should|must|was)\b/, kinds: { meetings: 1.4 } },
  { pattern: /^(?:when|if|in case of)\b/, kinds: { sops: 1.2 } },
];

/** @typedef {{subject: string, kinds: Record<string, number>, owner: boolean, answers: string[], whole: boolean}} ParsedQuery */

/** The intent of a query, and its subject. @param {string} query The normalised query. @returns {ParsedQuery} */
export function intentOf(query) {
  const found = questionOf(query);
  const fails = OUTAGE_PATTERN.exec(found.subject);
  if (!fails) return found;
  // A metric that is down is no outage.
  const subject = (fails[1] ?? "").replace(ARTICLE, "");
  return { ...found, subject, kinds: { metrics: 3, page: 1.2, ...found.kinds }, answers: [...OUTAGE_ANSWERS, ...found.answers] };
}

/** @param {string} query @returns {ParsedQuery} */
function questionOf(query) {
  for (const { pattern, kinds, owner = false, answers = [], whole = false } of FIRST_WORDS.test(query) ? INTENTS : []) {
    const found = pattern.exec(query);
    if (!found) continue;
    const rest = whole ? query : query.slice(found[0].length).trim();
    return { subject: rest.replace(TRAILING_WORDS, "").replace(ARTICLE, ""), kinds, owner, answers, whole };
  }
  return { subject: query.replace(ARTICLE, ""), kinds: {}, owner: false, answers: [], whole: false };
}
