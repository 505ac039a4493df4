// Shows whether a support channel is open now; without scripts only its hours are shown.

/** @param {HTMLElement} element */
function showOpenState(element) {
  const { opens, closes, zone } = element.dataset;
  let parts;
  try {
    /** @type {Intl.DateTimeFormatOptions} */
    const options = { timeZone: zone, hour: "2-digit", minute: "2-digit", weekday: "short", hourCycle: "h23" };
    parts = new Intl.DateTimeFormat("en", options).formatToParts(new Date());
  } catch {
    return;
  }
  /** @param {Intl.DateTimeFormatPartTypes} type */
  const part = (type) => parts.find((one) => one.type === type)?.value ?? "";
  const minute = Number(part("hour")) * 60 + Number(part("minute"));
  const isOpen = minute >= Number(opens) && minute < Number(closes);
  // The data does not say whether the hours apply at weekends.
  if (isOpen && ["Sat", "Sun"].includes(part("weekday"))) return;
  element.textContent = isOpen ? "open now" : "closed now";
  element.hidden = false;
}

document.querySelectorAll("[data-opens]").forEach(showOpenState);
