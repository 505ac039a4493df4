// The absolute address of a calendar, which a subscription needs and only the browser knows.

/** @param {HTMLElement} container */
function startSubscription(container) {
  /** @type {HTMLAnchorElement | null} */
  const subscribe = container.querySelector("a[data-webcal]");
  /** @type {HTMLAnchorElement | null} */
  const download = container.querySelector("a[data-download]");
  const output = container.querySelector("code");
  const paragraph = output?.closest("p");
  if (!subscribe || !download || !output || !paragraph) return;

  const show = () => {
    const address = new URL(container.dataset.subscribe ?? "", document.baseURI);
    if (!/^https?:$/.test(address.protocol)) return;
    download.href = address.href;
    output.textContent = address.href;
    paragraph.hidden = false;
    subscribe.href = address.href.replace(/^https?:/, "webcal:");
    subscribe.hidden = false;
  };

  container.addEventListener("change", show);
  show();
}

document.querySelectorAll("[data-subscribe]").forEach(startSubscription);
