// The 404 page: suggests pages with a similar address, and fills in the report of a broken link.

/** @param {string} text */
function letterPairs(text) {
  const letters = ` ${text} `;
  return new Set([...letters].slice(1).map((letter, index) => letters[index] + letter));
}

/**
 * The similarity of two texts, from 0 to 1: the Dice coefficient of their letter pairs.
 * @param {string} one
 * @param {string} other
 */
function similarity(one, other) {
  const [pairs, otherPairs] = [letterPairs(one), letterPairs(other)];
  const common = [...pairs].filter((pair) => otherPairs.has(pair)).length;
  return (2 * common) / (pairs.size + otherPairs.size);
}

/** @param {string} address */
function addressParts(address) {
  const found = address.toLowerCase().split("/").filter(Boolean);
  const last = found.pop() ?? "";
  return { section: found.join("/"), last: last.replace(/\.(html?|md)$/, "").replaceAll(/[^\p{L}\p{N}]+/gu, "-") };
}

/**
 * The entries with the most similar addresses; the last part of the path counts most.
 * @param {[address: string, title: string][]} entries
 * @param {string} path
 */
function nearest(entries, path) {
  const wanted = addressParts(path);
  return entries
    .map(([address, title]) => {
      const { section, last } = addressParts(address);
      const lastScore = similarity(last, wanted.last);
      // A procedure wins a tie.
      const procedureBonus = section === "procedures" ? 0.01 : 0;
      const score = lastScore + similarity(section, wanted.section) / 10 + procedureBonus;
      return { address, title, lastScore, score };
    })
    .filter(({ lastScore }) => lastScore >= 0.6)
    .sort((one, other) => other.score - one.score)
    .slice(0, 3);
}

/** @param {URL} root */
function requestedPath(root) {
  const path = location.pathname.slice(root.pathname.length);
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** @param {HTMLElement} page */
async function startNotFound(page) {
  const root = new URL(`${page.dataset.lost}/`.replace("//", "/"), location.href);
  const address = requestedPath(root);
  const field = page.querySelector("input");
  const form = page.querySelector("form");
  if (field && form) {
    field.value = addressParts(address).last.replaceAll("-", " ");
    form.hidden = false;
  }

  /** @type {HTMLAnchorElement | null} */
  const report = page.querySelector("[data-report]");
  if (report) {
    report.href = (report.dataset.report ?? "")
      .replace("%7Bhere%7D", encodeURIComponent(location.href))
      .replace("%7Bfrom%7D", encodeURIComponent(document.referrer));
  }

  const suggestions = page.querySelector("[data-near]");
  const list = suggestions?.querySelector("ul");
  if (!suggestions || !list) return;
  const response = await fetch(page.dataset.list ?? "").catch(() => null);
  if (!response?.ok) return;
  /** @type {Record<string, string>} */
  const titles = await response.json();
  const items = nearest(Object.entries(titles), address).map(({ address, title }) => {
    const link = document.createElement("a");
    link.href = new URL(address, root).href;
    link.textContent = title;
    const section = document.createElement("span");
    section.className = "hb-quiet";
    section.textContent = titles[address.replace(/[^/]+\/$/, "")] ?? "";
    const item = document.createElement("li");
    item.append(link, " ", section);
    return item;
  });
  if (items.length) list.append(...items);
  else list.replaceWith("None found.");
  suggestions.hidden = false;
}

document.querySelectorAll("[data-lost]").forEach(startNotFound);
