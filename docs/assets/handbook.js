// What makes the pages better where scripts run. Nothing here is needed to read the handbook:
// lists are complete without it, and controls that need it are hidden until it has run.

"use strict";

// --- Filter: lines of a list that match every choice stay; the choices stand in the address. ---
// Its words are not called "q" there: by that name Material would open its search with them.

function startFilter(form) {
  const lines = [...document.querySelectorAll("[data-line]")];
  const sections = [...document.querySelectorAll("[data-section]")];
  const fields = [...form.elements].filter((field) => field.name);
  const count = form.querySelector("[data-count]");
  const reset = form.querySelector("[data-reset]");
  const nothing = document.querySelector("[data-nothing]");

  function matches(line, field) {
    const wanted = field.value.trim().toLowerCase();
    if (!wanted) return true;
    if (field.name !== "words") return (line.dataset[field.name] ?? "").split(" ").includes(wanted);
    return wanted.split(/\s+/).every((word) => line.dataset.text.includes(word));
  }

  function show() {
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
  }

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
    if (field.selectedIndex === -1) field.value = "";
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
      form.elements.words.focus();
    });
  });
  form.hidden = false;
  show();
}

// --- Search on the first page: hands its words to the search of the header. ---------------------

function startHomeSearch(form) {
  const query = document.querySelector("[data-md-component=search-query]");
  if (!query) return;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    query.value = form.elements.words.value;
    query.focus();
    query.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
  });
}

// --- My role: the browser remembers it; nothing leaves it. --------------------------------------

const MY_ROLE = "handbook.my-role";

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(MY_ROLE));
  } catch {
    return null;
  }
}

function startMyRole(button) {
  const { myRole, title } = button.dataset;
  const show = () => button.setAttribute("aria-pressed", String(remembered()?.id === myRole));
  button.addEventListener("click", () => {
    const mine = remembered()?.id === myRole;
    try {
      if (mine) localStorage.removeItem(MY_ROLE);
      else localStorage.setItem(MY_ROLE, JSON.stringify({ id: myRole, title }));
    } catch {
      return;
    }
    show();
  });
  button.hidden = false;
  show();
}

function openMyDoor(door) {
  const mine = remembered();
  if (!mine || !/^[a-z0-9-]+$/.test(mine.id)) return;
  door.href = new URL(`${mine.id}/`, door.href).href;
  door.querySelector("span").textContent = String(mine.title);
}

// --- Small things ---------------------------------------------------------------------------------

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

for (const [mark, start] of [
  ["[data-filter]", startFilter],
  ["[data-home-search]", startHomeSearch],
  ["[data-my-role]", startMyRole],
  ["[data-door=mine]", openMyDoor],
  ["[data-print]", startPrint],
  ["[data-copy]", startCopy],
  ["[data-key-click]", startKeyClick],
]) {
  document.querySelectorAll(mark).forEach((element) => start(element));
}
