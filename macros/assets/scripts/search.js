// Search: opens the dialog on a click, a key or a ?q= address, and loads the search engine for it.

/**
 * @typedef {object} Box
 * @property {HTMLDialogElement} dialog
 * @property {HTMLInputElement} field
 * @property {HTMLElement} list
 */

const SHORTCUTS = ["/", "f", "s"];
// Set by readers who use voice control or have a tremor, to disable single-key shortcuts.
const SHORTCUTS_OFF = "handbook.no-search-keys";
// About the number of results visible at once.
const RESULTS_PER_PAGE = 5;
// The address to request a missing procedure; macros/bundles.py fills it in.
const WANTED = "site:wanted";
const opener = /** @type {HTMLAnchorElement | null} */ (document.querySelector("[data-search]"));

/** @param {string} tag @param {Record<string, string>} attributes @param {(Node | string)[]} content */
function make(tag, attributes, ...content) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...content);
  return made;
}

/** @param {HTMLAnchorElement} link */
function startSearch(link) {
  const root = new URL(`${link.dataset.search}/`, location.href);
  root.search = root.hash = "";
  /** @type {Box | undefined} */
  let box;
  /** @type {Promise<any> | undefined} */
  let engine;
  let failures = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let addressTimer;

  function startEngine() {
    engine ??= loadEngine();
    engine.catch(() => {
      engine = undefined;
      failures += 1;
    });
    return engine;
  }

  /** Start the worker, and load the module that shows results at the same time. */
  async function loadEngine() {
    const worker = new Worker(new URL("assets/search-worker.js", root));
    const failed = new Promise((resolve) => worker.addEventListener("error", resolve));
    // Some browsers cache a failed import, so a retry needs another address.
    const { start } = await import(new URL(`assets/search.js${failures ? `?${failures}` : ""}`, root).href);
    return (/** @type {object} */ parts) => start({ ...parts, worker, failed });
  }

  /** @param {string} words */
  function open(words) {
    box ??= makeBox();
    const { dialog, field } = box;
    if (!dialog.open) dialog.showModal();
    field.focus();
    if (words) {
      field.value = words;
      field.dispatchEvent(new Event("input"));
    }
    field.select();
  }

  /** @returns {Box} */
  function makeBox() {
    const field = /** @type {HTMLInputElement} */ (
      make("input", {
        type: "search", role: "combobox", "aria-label": "Search the handbook", "aria-autocomplete": "list",
        "aria-expanded": "false", "aria-controls": "hb-found", "aria-describedby": "hb-found-state",
        autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "go",
        placeholder: "A procedure, a role, a tool, a word in a step",
      })
    );
    const state = make("p", { class: "hb-found__state", id: "hb-found-state", role: "status" });
    const list = make("div", { class: "hb-found__list", id: "hb-found", role: "listbox", "aria-label": "Search results", hidden: "" });
    const more = make("button", { class: "hb-found__more", type: "button", hidden: "" }, "Show more");
    const requestLink = /** @type {HTMLAnchorElement} */ (make("a", {}, "request a procedure"));
    const nothing = make(
      "p", { class: "hb-found__nothing", hidden: "" },
      "Try fewer or different words, browse ", make("a", { href: link.href }, "all procedures"), ", or ",
      requestLink, ".",
    );
    const close = make("button", { class: "hb-found__close", type: "button" }, "Close");
    const dialog = /** @type {HTMLDialogElement} */ (
      make(
        "dialog", { class: "hb-found", "aria-label": "Search" },
        make("div", { class: "hb-found__bar", role: "search" }, field, close),
        make("div", { class: "hb-found__answer", tabindex: "0", role: "group", "aria-label": "Results" }, state, nothing, list, more, shortcutsCheckbox(link)),
      )
    );
    close.addEventListener("click", () => dialog.close());
    // A drag to select text may end outside the dialog; that is not a click on the backdrop.
    /** @type {EventTarget | null} */
    let pressed = null;
    dialog.addEventListener("pointerdown", ({ target }) => (pressed = target));
    dialog.addEventListener("click", ({ target }) => {
      if (target === dialog && pressed === dialog) dialog.close();
    });
    dialog.addEventListener("close", () => updateAddress(""));
    // By default Escape would only clear the search field.
    dialog.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.isComposing) return;
      event.preventDefault();
      dialog.close();
    });
    field.addEventListener("input", () => {
      const form = WANTED.replaceAll("%7Bwords%7D", encodeURIComponent([...field.value].slice(0, 80).join("")));
      requestLink.href = new URL(form, root).href;
      clearTimeout(addressTimer);
      addressTimer = setTimeout(() => updateAddress(field.value), 400);
    });
    // Going back returns to these results.
    list.addEventListener("click", () => updateAddress(field.value));
    document.body.append(dialog);
    const connect = () =>
      startEngine()
        .then((start) => start({ field, state, list, more, nothing, root: root.href }))
        .catch(() => {
          state.textContent = "Search is not available.";
          nothing.hidden = false;
          // The reader may be back online by the next input.
          field.addEventListener("input", () => (settled = connect()), { once: true });
          return () => undefined;
        });
    let settled = connect();
    startNavigation({ dialog, field, list }, () => settled);
    return { dialog, field, list };
  }

  /** @param {string} words */
  function updateAddress(words) {
    clearTimeout(addressTimer);
    const address = new URL(location.href);
    if (/[\p{L}\p{N}]/u.test(words)) address.searchParams.set("q", words.trim());
    else address.searchParams.delete("q");
    if (address.href !== location.href) history.replaceState(history.state, "", address);
  }

  link.setAttribute("role", "button");
  link.setAttribute("aria-haspopup", "dialog");
  link.addEventListener("click", (event) => {
    event.preventDefault();
    open("");
  });
  for (const name of ["pointerenter", "focus"]) link.addEventListener(name, startEngine, { once: true });
  // A link reacts to Enter only, a button also to the space bar.
  link.addEventListener("keydown", (event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    open("");
  });
  document.addEventListener("keydown", (event) => {
    if (!SHORTCUTS.includes(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isTyping(event.target) || document.querySelector("dialog[open]") || !hasShortcuts(link)) return;
    event.preventDefault();
    open("");
  });
  /** @type {NodeListOf<HTMLFormElement>} */
  const forms = document.querySelectorAll("[data-home-search]");
  for (const form of forms) {
    form.addEventListener("focusin", startEngine, { once: true });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      open(String(new FormData(form).get("words")));
    });
  }
  try {
    showShortcut(link, !(SHORTCUTS_OFF in localStorage));
  } catch {
    // Storage is blocked.
  }
  const query = new URLSearchParams(location.search).get("q");
  if (query) open(query);
}

/** Whether the shortcut keys are on, as the hint in the link shows. @param {HTMLElement} link */
const hasShortcuts = (link) => !link.querySelector("kbd")?.hidden;

/** @param {HTMLElement} link @param {boolean} on */
function showShortcut(link, on) {
  const kbd = link.querySelector("kbd");
  if (kbd) kbd.hidden = !on;
}

/** The checkbox that turns the shortcut keys on and off. @param {HTMLElement} link */
function shortcutsCheckbox(link) {
  const input = /** @type {HTMLInputElement} */ (make("input", { type: "checkbox" }));
  input.checked = hasShortcuts(link);
  input.addEventListener("change", () => {
    showShortcut(link, input.checked);
    try {
      if (input.checked) localStorage.removeItem(SHORTCUTS_OFF);
      else localStorage.setItem(SHORTCUTS_OFF, "1");
    } catch {
      // Storage is blocked: the choice lasts until the page is closed.
    }
  });
  return make("label", { class: "hb-found__keys" }, input, ` The keys ${SHORTCUTS.join(", ")} open the search`);
}

/** @param {EventTarget | null} target */
function isTyping(target) {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, select, textarea"));
}

/** Keyboard navigation of the results. @param {Box} box @param {() => Promise<() => Promise<void>>} settled */
function startNavigation({ field, list }, settled) {
  /** @returns {HTMLElement[]} */
  const all = () => [...list.querySelectorAll("[role=option]")].filter((one) => one instanceof HTMLElement);
  const chosen = () => all().findIndex((one) => one.getAttribute("aria-selected") === "true");

  /** @param {number} index */
  function choose(index) {
    all().forEach((one, place) => one.setAttribute("aria-selected", String(place === index)));
    const option = all()[index];
    if (option) {
      field.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else field.removeAttribute("aria-activedescendant");
  }

  field.addEventListener("keydown", async (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const next = chosen() + (event.key === "ArrowDown" ? 1 : -1);
      choose(Math.max(-1, Math.min(next, all().length - 1)));
    }
    // Do not scroll the page behind the dialog.
    if (event.key === "PageDown" || event.key === "PageUp") {
      event.preventDefault();
      const next = chosen() + (event.key === "PageDown" ? RESULTS_PER_PAGE : -RESULTS_PER_PAGE);
      choose(Math.max(0, Math.min(next, all().length - 1)));
    }
    if (event.key !== "Enter") return;
    event.preventDefault();
    await (await settled())();
    (all()[chosen()] ?? all()[0])?.click();
  });
}

if (opener) startSearch(opener);
