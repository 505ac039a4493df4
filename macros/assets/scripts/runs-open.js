// Where a run can be begun, and how many are open: a page of its own keeps them (scripts/runs/).

const RUN = "handbook.run.";

/** @returns {{id?: unknown, finished?: unknown, sheet?: {address?: unknown}}[]} */
function keptRuns() {
  try {
    const keys = Array.from(localStorage, (_, index) => localStorage.key(index) ?? "");
    return keys.flatMap((key) => (key.startsWith(RUN) ? parsedRun(localStorage.getItem(key)) : []));
  } catch {
    return [];
  }
}

/** @param {string | null} text */
function parsedRun(text) {
  try {
    const run = JSON.parse(text ?? "")?.run;
    return run?.sheet ? [run] : [];
  } catch {
    return [];
  }
}

/** @param {HTMLAnchorElement} element of one procedure, or of all if it names none */
function tellOpenRuns(element) {
  const { runsOpen } = element.dataset;
  const open = keptRuns().filter(
    ({ finished, sheet }) => !finished && (!runsOpen || sheet?.address === runsOpen),
  );
  const runs = open.length === 1 ? "run" : "runs";
  element.textContent = runsOpen ? `${open.length} open` : `${open.length} ${runs} open`;
  // Who speaks to the browser says what is to be seen: the name begins with it.
  if (runsOpen) element.setAttribute("aria-label", `${element.textContent} ${runs}`);
  const [only] = open;
  element.hash = open.length === 1 && /^[a-z0-9]+$/.test(String(only?.id)) ? String(only?.id) : "";
  element.hidden = !open.length;
}

/** @param {HTMLAnchorElement} start of a procedure, whose address it names */
function offerRun(start) {
  const { pathname, searchParams } = new URL(start.href);
  const open = document.createElement("a");
  open.href = pathname;
  open.dataset.runsOpen = searchParams.get("start") ?? "";
  start.after(open);
  start.hidden = false;
}

/** @type {NodeListOf<HTMLAnchorElement>} */
const starts = document.querySelectorAll("[data-run-start]");
starts.forEach(offerRun);

function tellAll() {
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const links = document.querySelectorAll("[data-runs-open]");
  links.forEach(tellOpenRuns);
}

// Another window has begun or finished one, or this one has and came back.
addEventListener("storage", ({ key }) => (key ?? RUN).startsWith(RUN) && tellAll());
addEventListener("pageshow", ({ persisted }) => persisted && tellAll());
tellAll();
