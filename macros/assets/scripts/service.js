// Shows whether a support channel is open now; without scripts only its hours are shown.

/** @param {HTMLElement} mark */
function showOpening(mark) {
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
  // The data does not say whether the hours apply at weekends.
  if (within && ["Sat", "Sun"].includes(part("weekday"))) return;
  mark.textContent = within ? "open now" : "closed now";
  mark.hidden = false;
}

document.querySelectorAll("[data-opens]").forEach(showOpening);
