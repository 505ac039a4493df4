// The absolute address of a calendar, which a subscription needs and only the browser knows.

/** @param {HTMLElement} offer */
function startSubscribe(offer) {
  /** @type {HTMLAnchorElement | null} */
  const subscribe = offer.querySelector("a[data-webcal]");
  /** @type {HTMLAnchorElement | null} */
  const download = offer.querySelector("a[data-download]");
  const output = offer.querySelector("code");
  const line = output?.closest("p");
  if (!subscribe || !download || !output || !line) return;

  const show = () => {
    const address = new URL(offer.dataset.subscribe ?? "", document.baseURI);
    if (!/^https?:$/.test(address.protocol)) return;
    download.href = address.href;
    output.textContent = address.href;
    line.hidden = false;
    subscribe.href = address.href.replace(/^https?:/, "webcal:");
    subscribe.hidden = false;
  };

  offer.addEventListener("change", show);
  show();
}

document.querySelectorAll("[data-subscribe]").forEach(startSubscribe);
