// Checklists that can be ticked, and channels that say whether they are open now.
// Nothing here is needed to read them: without it boxes are drawn, and hours are told.

// --- Checklists: the browser remembers the ticks; nothing leaves it. -----------------------------

/** @param {HTMLElement} list */
function startChecklist(list) {
  const key = `handbook.checklist.${list.dataset.checklist}`;
  const clear = list.querySelector("[data-untick]");
  const told = list.querySelector("[data-ticked]");
  /** @type {HTMLInputElement[]} */
  const boxes = [];
  if (!clear || !told) return;

  /** @returns {unknown} */
  function remembered() {
    try {
      return JSON.parse(localStorage.getItem(key) ?? "[]");
    } catch {
      return [];
    }
  }

  const show = () => {
    const ticked = boxes.filter((box) => box.checked);
    told.textContent = `${ticked.length} of ${boxes.length} ticked`;
    told.hidden = false;
    clear.hidden = !ticked.length;
  };

  function remember() {
    const ticked = boxes.filter((box) => box.checked).map((box) => box.value);
    try {
      if (ticked.length) localStorage.setItem(key, JSON.stringify(ticked));
      else localStorage.removeItem(key);
    } catch {
      // Kept as long as the page is open.
    }
    show();
  }

  const before = remembered();
  for (const lines of list.querySelectorAll("[data-boxes]")) {
    for (const line of lines.children) {
      const box = document.createElement("input");
      box.type = "checkbox";
      // By its words: a box that is added later moves no tick.
      box.value = `${lines.dataset.boxes}: ${line.textContent.trim()}`;
      box.checked = Array.isArray(before) && before.includes(box.value);
      const label = document.createElement("label");
      line.prepend(box);
      label.append(...line.childNodes);
      line.append(label);
      boxes.push(box);
    }
  }
  list.addEventListener("change", remember);
  clear.addEventListener("click", () => {
    for (const box of boxes) box.checked = false;
    remember();
    boxes[0]?.focus();
  });
  show();
}

// --- Opening hours ------------------------------------------------------------------------------

/** @param {HTMLElement} mark */
function tellOpening(mark) {
  const { opens, closes, zone } = mark.dataset;
  let parts;
  try {
    /** @type {Intl.DateTimeFormatOptions} */
    const how = { timeZone: zone, hour: "2-digit", minute: "2-digit", weekday: "short", hourCycle: "h23" };
    parts = new Intl.DateTimeFormat("en", how).formatToParts(new Date());
  } catch {
    return;
  }
  /** @param {Intl.DateTimeFormatPartTypes} type */
  const part = (type) => parts.find((one) => one.type === type)?.value ?? "";
  const minute = Number(part("hour")) * 60 + Number(part("minute"));
  const within = minute >= Number(opens) && minute < Number(closes);
  // The hours do not say whether they hold at the weekend.
  if (within && ["Sat", "Sun"].includes(part("weekday"))) return;
  mark.textContent = within ? "open now" : "closed now";
  mark.hidden = false;
}

document.querySelectorAll("[data-checklist]").forEach(startChecklist);
document.querySelectorAll("[data-opens]").forEach(tellOpening);
