// Links to start a run and to the open ones; the page of runs is in scripts/runs/.

const RUN_PREFIX = "handbook.run.";

/** @returns {{id?: unknown, finished?: unknown, sheet?: {address?: unknown}}[]} */
function storedRuns() {
  try {
    const keys = Array.from(localStorage, (_, index) => localStorage.key(index) ?? "");
    return keys.flatMap((key) => (key.startsWith(RUN_PREFIX) ? parsedRun(localStorage.getItem(key)) : []));
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

/** @param {HTMLAnchorElement} element For one procedure, or for all if it names none. */
function showOpenRuns(element) {
  const { runsOpen } = element.dataset;
  const open = storedRuns().filter(
    ({ finished, sheet }) => !finished && (!runsOpen || sheet?.address === runsOpen),
  );
  const runs = open.length === 1 ? "run" : "runs";
  element.textContent = runsOpen ? `${open.length} open` : `${open.length} ${runs} open`;
  // For voice control, the accessible name starts with the visible text.
  if (runsOpen) element.setAttribute("aria-label", `${element.textContent} ${runs}`);
  const [onlyRun] = open;
  element.hash = open.length === 1 && /^[a-z0-9]+$/.test(String(onlyRun?.id)) ? String(onlyRun?.id) : "";
  element.hidden = !open.length;
}

/** @param {HTMLAnchorElement} start The link that starts a run; it names the procedure's address. */
function showStartLink(start) {
  const { pathname, searchParams } = new URL(start.href);
  const open = document.createElement("a");
  open.href = pathname;
  open.dataset.runsOpen = searchParams.get("start") ?? "";
  start.after(open);
  start.hidden = false;
}

/** @type {NodeListOf<HTMLAnchorElement>} */
const starts = document.querySelectorAll("[data-run-start]");
starts.forEach(showStartLink);

function update() {
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const links = document.querySelectorAll("[data-runs-open]");
  links.forEach(showOpenRuns);
}

// A run was started or finished in another window, or in this one before going back.
addEventListener("storage", ({ key }) => (key ?? RUN_PREFIX).startsWith(RUN_PREFIX) && update());
addEventListener("pageshow", ({ persisted }) => persisted && update());
update();
