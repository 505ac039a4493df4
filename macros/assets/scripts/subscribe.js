// A calendar's whole address, which programs need to subscribe: the browser knows where the site is.

/** @param {HTMLElement} offer */
function startSubscribe(offer) {
  /** @type {HTMLAnchorElement | null} */
  const subscribe = offer.querySelector("a[data-webcal]");
  /** @type {HTMLAnchorElement | null} */
  const download = offer.querySelector("a[data-download]");
  const told = offer.querySelector("code");
  const line = told?.closest("p");
  if (!subscribe || !download || !told || !line) return;

  const show = () => {
    const address = new URL(offer.dataset.subscribe ?? "", document.baseURI);
    if (!/^https?:$/.test(address.protocol)) return;
    download.href = address.href;
    told.textContent = address.href;
    line.hidden = false;
    subscribe.href = address.href.replace(/^https?:/, "webcal:");
    subscribe.hidden = false;
  };

  offer.addEventListener("change", show);
  show();
}

document.querySelectorAll("[data-subscribe]").forEach(startSubscribe);
