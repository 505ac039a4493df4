// Print buttons, copy buttons, and labels that work with the keyboard.

/** @param {HTMLElement} button */
function startPrint(button) {
  button.addEventListener("click", () => print());
  button.hidden = false;
}

/** @param {HTMLElement} button */
function startCopy(button) {
  if (!navigator.clipboard) return;
  const label = button.textContent;
  // Screen readers do not announce a change of the button's own text.
  const status = document.createElement("span");
  status.className = "hb-unseen";
  status.setAttribute("role", "status");
  button.after(status);
  button.addEventListener("click", async () => {
    const source = document.getElementById(button.dataset.copy ?? "");
    try {
      await navigator.clipboard.writeText(source?.textContent ?? "");
      button.textContent = status.textContent = "Copied";
    } catch {
      button.textContent = status.textContent = "Could not copy";
    }
    setTimeout(() => {
      button.textContent = label;
      status.textContent = "";
    }, 2000);
  });
  button.hidden = false;
}

// Make a label that opens the menu or the search work like a button.
/** @param {HTMLElement} label */
function startLabelKeys(label) {
  label.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    label.click();
  });
}

document.querySelectorAll("[data-print]").forEach(startPrint);
document.querySelectorAll("[data-copy]").forEach(startCopy);
document.querySelectorAll("[data-key-click]").forEach(startLabelKeys);
