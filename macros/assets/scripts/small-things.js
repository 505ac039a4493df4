// Printing, copying, and labels that the keyboard can press.

function startPrint(button) {
  button.addEventListener("click", () => print());
  button.hidden = false;
}

function startCopy(button) {
  if (!navigator.clipboard) return;
  const words = button.textContent;
  button.addEventListener("click", async () => {
    const source = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(source.textContent);
      button.textContent = "Copied";
    } catch {
      button.textContent = "Could not copy";
    }
    setTimeout(() => (button.textContent = words), 2000);
  });
  button.hidden = false;
}

// A label that opens the menu or the search is a button for the keyboard too.
function startKeyClick(label) {
  label.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    label.click();
  });
}

document.querySelectorAll("[data-print]").forEach((element) => startPrint(element));
document.querySelectorAll("[data-copy]").forEach((element) => startCopy(element));
document.querySelectorAll("[data-key-click]").forEach((element) => startKeyClick(element));
