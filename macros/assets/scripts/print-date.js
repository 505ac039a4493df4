// Adds the date of printing to printed pages.

/** @param {HTMLElement} element */
function showPrintDate(element) {
  addEventListener("beforeprint", () => {
    const now = new Date();
    const time = element.querySelector("time");
    if (!time) return;
    time.dateTime = now.toLocaleDateString("sv-SE");
    time.textContent = now.toLocaleDateString("en-GB", { dateStyle: "long" });
    element.hidden = false;
  });
}

document.querySelectorAll("[data-printed]").forEach(showPrintDate);
