// The calculator of a scorecard: the same calculation as handbook/scoring.py.
// Without scripts the page shows the factors, the bands and how to calculate a score by hand.

/** @param {number} percents */
function rounded(percents) {
  return Math.floor(percents + 0.5) / 100;
}

/** @param {HTMLFormElement} form */
function startScorecard(form) {
  const low = Number(form.dataset.low);
  const high = Number(form.dataset.high);
  const factors = [...form.querySelectorAll("[data-factor]")].map((row) => ({
    weight: Number(row.dataset.weight),
    against: "against" in row.dataset,
    number: /** @type {HTMLInputElement} */ (row.querySelector("input[type=number]")),
    slider: /** @type {HTMLInputElement} */ (row.querySelector("input[type=range]")),
  }));
  const bands = [...document.querySelectorAll("[data-from]")].map((row) => ({
    row,
    from: Number(row.dataset.from),
    chip: row.querySelector("[data-chip]"),
    action: row.querySelector("[data-do]"),
  }));
  const result = form.querySelector("output");
  const score = form.querySelector("[data-score]");
  const of = form.querySelector("[data-of]");
  const band = form.querySelector("[data-band]");
  const action = form.querySelector("[data-action]");
  if (!result || !score || !of || !band || !action) return;

  const show = () => {
    for (const { row } of bands) row.removeAttribute("aria-current");
    band.replaceChildren();
    action.replaceChildren();
    if (!factors.every(({ number }) => number.value && number.checkValidity())) {
      score.textContent = `Enter a number from ${low} to ${high} for every factor.`;
      of.textContent = "";
      result.classList.add("hb-score__result--open");
      return;
    }
    of.textContent = `of ${high}`;
    result.classList.remove("hb-score__result--open");
    let total = 0;
    for (const { weight, against, number } of factors) {
      const value = Number(number.value);
      total += weight * (against ? low + high - value : value);
    }
    const found = rounded(total);
    score.textContent = String(found);
    const reached = bands.filter(({ from }) => from <= found);
    if (!reached.length) return;
    const matching = reached.reduce((best, one) => (one.from > best.from ? one : best));
    matching.row.setAttribute("aria-current", "true");
    if (matching.chip) band.append(...matching.chip.cloneNode(true).childNodes);
    if (matching.action) action.append(...matching.action.cloneNode(true).childNodes);
  };

  for (const { number, slider } of factors) {
    slider.addEventListener("input", () => {
      number.value = slider.value;
      show();
    });
    number.addEventListener("input", () => {
      if (number.value && number.checkValidity()) slider.value = number.value;
      show();
    });
  }
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  show();
}

/** @type {NodeListOf<HTMLFormElement>} */
const scorecards = document.querySelectorAll("[data-scorecard]");
scorecards.forEach(startScorecard);
