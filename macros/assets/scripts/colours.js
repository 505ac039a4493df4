// Colour scheme: system, light or dark. The choice is stored in the browser only.
// An earlier choice is applied while the page's head is parsed (theme/partials/early.html).

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
function apply(colours) {
  if (colours === "light" || colours === "dark") root.dataset.colours = colours;
  else delete root.dataset.colours;
  buttons.forEach(show);
}

/** @param {HTMLElement} button */
function startColours(button) {
  button.addEventListener("click", () => {
    apply(NEXT[chosen()]);
    try {
      if (chosen() === "system") localStorage.removeItem(COLOURS);
      else localStorage.setItem(COLOURS, chosen());
    } catch {
      // Storage is blocked: the choice lasts until the page is closed.
    }
  });
  show(button);
  button.hidden = false;
}

// On a phone there is room for it only in the menu.
const button = document.querySelector("[data-colours-button]");
if (button) document.getElementById("page--menu")?.append(button.cloneNode());
const buttons = document.querySelectorAll("[data-colours-button]");
buttons.forEach(startColours);
// The choice was changed in another window.
addEventListener("storage", ({ key, newValue }) => key === COLOURS && apply(newValue));
