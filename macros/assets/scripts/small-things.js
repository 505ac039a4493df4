// Printing, copying, and labels that the keyboard can press.

/** @param {HTMLElement} button */
function startPrint(button) {
  button.addEventListener("click", () => print());
  button.hidden = false;
}

/** @param {HTMLElement} button */
function startCopy(button) {
  if (!navigator.clipboard) return;
  const words = button.textContent;
  // What becomes of the button's own words is not read out.
  const said = document.createElement("span");
  said.className = "hb-unseen";
  said.setAttribute("role", "status");
  button.after(said);
  button.addEventListener("click", async () => {
    const source = document.getElementById(button.dataset.copy ?? "");
    try {
      await navigator.clipboard.writeText(source?.textContent ?? "");
      button.textContent = said.textContent = "Copied";
    } catch {
      button.textContent = said.textContent = "Could not copy";
    }
    setTimeout(() => {
      button.textContent = words;
      said.textContent = "";
    }, 2000);
  });
  button.hidden = false;
}

// A label that opens the menu or the search is a button for the keyboard too.
/** @param {HTMLElement} label */
function startKeyClick(label) {
  label.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    label.click();
  });
}

document.querySelectorAll("[data-print]").forEach(startPrint);
document.querySelectorAll("[data-copy]").forEach(startCopy);
document.querySelectorAll("[data-key-click]").forEach(startKeyClick);
