// Filter: lines of a list that match every choice stay; the choices stand in the address.
// Its words are not called "q" there: by that name Material would open its search with them.

/** @typedef {HTMLInputElement | HTMLSelectElement} Field */

/** @param {HTMLFormElement} form */
function startFilter(form) {
  const lines = [...document.querySelectorAll("[data-line]")];
  const sections = [...document.querySelectorAll("[data-section]")];
  const elements = /** @type {Field[]} */ ([...form.elements]);
  const fields = elements.filter((field) => field.name);
  const count = form.querySelector("[data-count]");
  const reset = form.querySelector("[data-reset]");
  const nothing = document.querySelector("[data-nothing]");
  if (!count || !reset || !nothing) return;

  /**
   * @param {HTMLElement} line
   * @param {Field} field
   */
  function matches(line, field) {
    const wanted = field.value.trim().toLowerCase();
    if (!wanted) return true;
    if (field.name !== "words") return (line.dataset[field.name] ?? "").split(" ").includes(wanted);
    return wanted.split(/\s+/).every((word) => line.dataset.text?.includes(word));
  }

  const show = () => {
    let shown = 0;
    for (const line of lines) {
      line.hidden = !fields.every((field) => matches(line, field));
      if (!line.hidden) shown += 1;
    }
    for (const section of sections) {
      section.hidden = !section.querySelector("[data-line]:not([hidden])");
    }
    const chosen = fields.some((field) => field.value.trim());
    count.textContent = chosen ? `${shown} of ${lines.length} shown` : `${lines.length} in the list`;
    reset.hidden = !chosen;
    nothing.hidden = shown > 0 || !lines.length;
  };

  function remember() {
    const address = new URL(location.href);
    for (const field of fields) {
      const value = field.value.trim();
      if (value) address.searchParams.set(field.name, value);
      else address.searchParams.delete(field.name);
    }
    history.replaceState(history.state, "", address);
  }

  const asked = new URLSearchParams(location.search);
  for (const field of fields) {
    const value = asked.get(field.name);
    if (value !== null) field.value = value;
    // A choice that the list does not offer would leave the field empty and hide every line.
    if ("selectedIndex" in field && field.selectedIndex === -1) field.value = "";
  }
  form.addEventListener("input", () => {
    show();
    remember();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => {
    setTimeout(() => {
      show();
      remember();
      fields.find((field) => field.name === "words")?.focus();
    });
  });
  form.hidden = false;
  show();
}

/** @type {NodeListOf<HTMLFormElement>} */
const filters = document.querySelectorAll("[data-filter]");
filters.forEach(startFilter);
