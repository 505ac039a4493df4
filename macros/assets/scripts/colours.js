// Colours: as the system has them, light or dark; the browser remembers it, and nothing leaves it.
// What was chosen before is set while the page's head is read (theme/partials/early.html).

const COLOURS = "handbook.colours";
const NEXT = /** @type {const} */ ({ system: "light", light: "dark", dark: "system" });
const LABELS = {
  system: "Switch to light",
  light: "Switch to dark",
  dark: "Switch to the system setting",
};
const root = document.documentElement;

function chosen() {
  const { colours } = root.dataset;
  return colours === "light" || colours === "dark" ? colours : "system";
}

/** @param {HTMLElement} button */
function show(button) {
  button.dataset.shown = chosen();
  button.ariaLabel = button.title = LABELS[chosen()];
}

/** @param {string | null} colours */
function choose(colours) {
  if (colours === "light" || colours === "dark") root.dataset.colours = colours;
  else delete root.dataset.colours;
  buttons.forEach(show);
}

/** @param {HTMLElement} button */
function startColours(button) {
  button.addEventListener("click", () => {
    choose(NEXT[chosen()]);
    try {
      if (chosen() === "system") localStorage.removeItem(COLOURS);
      else localStorage.setItem(COLOURS, chosen());
    } catch {
      // Holds as long as the page is open.
    }
  });
  show(button);
  button.hidden = false;
}

// A phone has room for it in the menu only.
const button = document.querySelector("[data-colours-button]");
if (button) document.getElementById("page--menu")?.append(button.cloneNode());
const buttons = document.querySelectorAll("[data-colours-button]");
buttons.forEach(startColours);
// Another window of the handbook has chosen.
addEventListener("storage", ({ key, newValue }) => key === COLOURS && choose(newValue));
