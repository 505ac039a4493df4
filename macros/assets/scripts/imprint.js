// Adds the date of printing to printed pages.

/** @param {HTMLElement} printed */
function startImprint(printed) {
  addEventListener("beforeprint", () => {
    const now = new Date();
    const time = printed.querySelector("time");
    if (!time) return;
    time.dateTime = now.toLocaleDateString("sv-SE");
    time.textContent = now.toLocaleDateString("en-GB", { dateStyle: "long" });
    printed.hidden = false;
  });
}

document.querySelectorAll("[data-printed]").forEach(startImprint);
