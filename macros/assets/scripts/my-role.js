// My role: stored in the browser only; the home page shows what belongs to it.
// Whether one is chosen is known before the first paint (handbook/pages/templates/mine.html), so
// that its panel is reserved and nothing moves.

const MY_ROLE = "handbook.my-role";
const VISITED = "handbook.visited";
const MAX_ITEMS = 2;
const LOAD_FAILED = "Details of your role could not be loaded; the page of the role has them all.";

/** @typedef {{title: string, page: string, text?: string, day?: string, time?: string}} Item */
/** @typedef {{number: number, first: Item[]}} Items */
/** @typedef {{version: number, owns: Items & {care: number, writes: number, decides: number}, knows: Items, uses: Items, meets: Item[], changes: Item[]}} RoleData */

// Values that could not be stored last until the page is closed.
/** @type {Map<string, unknown>} */
const unstored = new Map();

/**
 * @param {string} key
 * @returns {any}
 */
function stored(key) {
  if (unstored.has(key)) return unstored.get(key);
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

/**
 * @param {string} key
 * @param {unknown} value
 */
function store(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
    unstored.delete(key);
  } catch {
    unstored.set(key, value);
  }
}

/** @returns {{id: string, title: string} | null} */
function storedRole() {
  const mine = stored(MY_ROLE);
  return typeof mine?.id === "string" ? { id: mine.id, title: String(mine.title ?? mine.id) } : null;
}

// --- The page of a role --------------------------------------------------------------------------

/** @param {HTMLElement} button */
function startRoleButton(button) {
  const { myRole: id = "", title } = button.dataset;
  const show = () => button.setAttribute("aria-pressed", String(storedRole()?.id === id));
  button.addEventListener("click", () => {
    store(MY_ROLE, storedRole()?.id === id ? null : { id, title });
    show();
  });
  button.hidden = false;
  show();
}

// --- The home page -------------------------------------------------------------------------------

/**
 * The day of the last visit before today, or null on the first visit.
 *
 * @param {string} today
 */
function lastVisit(today) {
  const before = stored(VISITED);
  if (before?.day === today) return before.since ?? null;
  const since = typeof before?.day === "string" ? before.day : null;
  store(VISITED, { day: today, since });
  return since;
}

/**
 * @param {string} day
 * @param {Intl.DateTimeFormatOptions} more
 */
function dateText(day, more = {}) {
  const date = new Date(`${day}T00:00:00`);
  if (Number.isNaN(date.getTime())) return day;
  return date.toLocaleDateString("en-GB", { day: "numeric", month: "long", ...more }).replace(",", "");
}

/**
 * @param {number} number
 * @param {string} noun
 */
const counted = (number, noun) => `${number || "No"} ${noun}${number === 1 ? "" : "s"}`;

/** @param {HTMLElement} panel */
function startRolePanel(panel) {
  const select = /** @type {HTMLSelectElement} */ (panel.querySelector("select"));
  const status = panel.querySelector("[data-told]");
  const hint = status?.textContent ?? "";
  const parts = [...panel.querySelectorAll("[data-part]")];
  const roles = new URL(panel.dataset.mine ?? "", location.href);
  const root = new URL(panel.dataset.root ?? "", location.href);
  const today = new Date().toLocaleDateString("sv-SE");
  const since = lastVisit(today);
  let request = 0;

  /** @param {string} text */
  const setStatus = (text) => status && (status.textContent = text);

  /** @param {"" | "chosen" | "lost"} role */
  const open = (role) => (document.documentElement.dataset.role = role);

  /** @param {string} page */
  const link = (page) => {
    const found = new URL(page, root);
    return found.href.startsWith(root.href) ? found.href : root.href;
  };

  /** @param {Item} item */
  const line = (item) => {
    const a = document.createElement("a");
    a.href = link(item.page);
    a.textContent = item.title;
    const li = document.createElement("li");
    li.append(a);
    const more = document.createElement("span");
    if (item.day) {
      const time = document.createElement("time");
      time.dateTime = item.day;
      time.textContent =
        item.day === today ? "today" : dateText(item.day, { weekday: "short", month: "short" });
      more.append(time, item.text ? ", " : "");
    }
    more.append(item.text ?? "");
    if (more.textContent) li.append(" ", more);
    return li;
  };

  /**
   * @param {string} name
   * @param {string} text
   * @param {Item[]} items
   * @param {string} page
   */
  const fillPart = (name, text, items, page) => {
    const part = parts.find((one) => one.dataset.part === name);
    const head = part?.querySelector("h3");
    const [p, ul] = [part?.querySelector("p"), part?.querySelector("ul")];
    if (!part || !head || !p || !ul) return;
    p.textContent = text;
    ul.replaceChildren(...items.map(line));
    const a = document.createElement("a");
    a.textContent = head.textContent;
    a.href = page;
    head.replaceChildren(a);
  };

  /**
   * @param {string} id
   * @param {RoleData} mine
   */
  const show = (id, mine) => {
    const page = new URL(`${id}/`, roles).href;
    const { owns, knows, uses } = mine;
    const upcoming = mine.meets.filter((one) => (one.day ?? "") >= today);
    const recent = mine.changes.filter((one) => (one.day ?? "") >= (since ?? ""));
    const care = owns.care ? `, ${owns.care} ${owns.care === 1 ? "needs" : "need"} care` : "";
    const writes = owns.writes ? `, ${owns.writes} to write` : "";
    const decides = owns.decides ? `, ${counted(owns.decides, "question")} to decide` : "";
    const all = owns.number ? `${owns.number} in all${care}` : "No procedures";
    fillPart("owns", `${all}${writes}${decides}`, owns.first, `${page}#procedures`);
    fillPart(
      "meets",
      upcoming.length ? "Next" : "No date set",
      upcoming.slice(0, MAX_ITEMS).map((one) => ({ ...one, text: one.time })),
      `${page}#meetings`,
    );
    fillPart("knows", counted(knows.number, "procedure"), knows.first, `${page}#must-know`);
    fillPart("uses", counted(uses.number, "tool"), uses.first.slice(0, 2 * MAX_ITEMS), `${page}#access`);
    fillPart(
      "changes",
      since ? `${counted(recent.length, "change")} since ${dateText(since)}` : counted(recent.length, "recent change"),
      recent.slice(0, MAX_ITEMS),
      link(`changes/?role=${id}`),
    );
  };

  const choose = async () => {
    const mine = storedRole();
    const number = ++request;
    select.value = mine?.id ?? "";
    const known = mine !== null && select.value === mine.id;
    open(known ? "chosen" : "");
    if (!mine || !known) {
      select.value = "";
      setStatus(mine ? `The role you chose, ${mine.title}, no longer exists. Choose another one.` : hint);
      return;
    }
    const found = await fetchRoleData(mine.id);
    if (number !== request) return;
    if (found) show(mine.id, found);
    else open("lost");
    setStatus(found ? hint : LOAD_FAILED);
  };

  /**
   * @param {string} id
   * @returns {Promise<RoleData | null>}
   */
  const fetchRoleData = async (id) => {
    // A page opened from a folder cannot fetch files.
    if (!root.protocol.startsWith("http")) return null;
    try {
      const answer = await fetch(new URL(`${id}/mine.json`, roles));
      const found = await answer.json();
      return found.version === 1 ? found : null;
    } catch {
      return null;
    }
  };

  select.addEventListener("change", () => {
    const option = select.selectedOptions[0];
    store(MY_ROLE, select.value ? { id: select.value, title: option.textContent } : null);
    choose();
    updateRoleLinks();
  });
  addEventListener("storage", (event) => {
    if (event.key !== MY_ROLE) return;
    choose();
    updateRoleLinks();
  });
  choose();
}

function updateRoleLinks() {
  document.querySelectorAll("[data-door=mine]").forEach(updateRoleLink);
}

/** @param {HTMLElement} element */
function updateRoleLink(element) {
  const door = /** @type {HTMLAnchorElement} */ (element);
  const label = door.querySelector("span");
  door.dataset.href ??= door.href;
  door.dataset.text ??= label?.textContent ?? "";
  const mine = storedRole();
  const roles = [...document.querySelectorAll("[data-mine] option")];
  const known =
    mine !== null &&
    /^[a-z0-9-]+$/.test(mine.id) &&
    (!roles.length || roles.some((option) => /** @type {HTMLOptionElement} */ (option).value === mine.id));
  door.href = known ? new URL(`${mine.id}/`, door.dataset.href).href : door.dataset.href;
  if (label) label.textContent = known ? mine.title : door.dataset.text;
}

document.querySelectorAll("[data-my-role]").forEach(startRoleButton);
document.querySelectorAll("[data-mine]").forEach(startRolePanel);
updateRoleLinks();
