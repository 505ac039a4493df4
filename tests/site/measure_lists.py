"""Benchmark of long lists in a real browser: time until usable, and until a filter is applied.

    python -m tests.site.measure_lists 10000

Builds the site of a generated handbook of that size, which takes a while, and prints the median
milliseconds of several runs for the contents and the freshness report:

    page    until the first page is usable, scripts included, with an empty cache
    file    until all lines are fetched, after the first use of the filter
    change  until the list is updated and drawn after a choice
"""

import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright

from scripts.generate_handbook import generate
from tests.browser import arguments, chromium
from tests.site.building import built, write_source
from tests.site.serving import serving

_RUNS = 5
# After the scripts at the end of the page have run.
_READY = "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"
_FETCH = """async () => {
  const started = performance.now();
  document.querySelector("[data-filter]").dispatchEvent(new Event("pointerenter"));
  while (!document.querySelector("[data-pager]").hidden) await new Promise(requestAnimationFrame);
  return performance.now() - started;
}"""
# Types, sorts, ticks and clears; each is drawn before the next.
_CHANGES = """async () => {
  const drawn = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const took = {};
  const measure = async (name, act) => {
    await drawn();
    const started = performance.now();
    act();
    await drawn();
    took[name] = performance.now() - started;
  };
  const set = (field, value, event) => {
    field.value = value;
    field.dispatchEvent(new Event(event, { bubbles: true }));
  };
  const [words] = document.getElementsByName("words");
  const [sort] = document.getElementsByName("sort");
  await measure("first word", () => set(words, "e", "input"));
  await measure("next word", () => set(words, "re", "input"));
  await measure("no word", () => set(words, "", "input"));
  for (const option of [...sort.options].slice(1))
    await measure(`by ${option.text.toLowerCase()}`, () => set(sort, option.value, "change"));
  for (const panel of document.querySelectorAll("[data-choice]")) {
    const name = panel.firstChild.firstChild.textContent.toLowerCase();
    await measure(`open ${name}`, () => { panel.open = true; });
    const box = [...panel.querySelectorAll("[type=checkbox]")].find((one) => !one.disabled);
    await measure(`tick ${name}`, () => box.click());
    await measure(`untick ${name}`, () => box.click());
    panel.open = false;
  }
  return took;
}"""


def measure(browser: Browser, address: str) -> dict[str, float]:
    """Return the milliseconds of each action on a list."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(address)
    found = {"page": page.evaluate(_READY), "file": page.evaluate(_FETCH)}
    found |= page.evaluate(_CHANGES)
    page.close()
    return found


def main(procedures: int) -> None:
    """Build, measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        root = write_source(Path(folder) / "root", {})
        generate(Path(folder) / "generated", procedures, 1)
        shutil.copytree(Path(folder) / "generated", root, dirs_exist_ok=True)
        site = built(root, Path(folder) / "site")
        with serving(site) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=arguments())
            for path in ("procedures/", "reports/freshness/"):
                runs = [measure(browser, address + path) for _ in range(_RUNS)]
                _print_medians(site, path, runs)
            browser.close()


def _print_medians(site: Path, path: str, runs: list[dict[str, float]]) -> None:
    name = path.strip("/").rpartition("/")[2]
    sizes = (site / path / "index.html", site / f"lists/{name}.json")
    page, file = (round(one.stat().st_size / 1000) for one in sizes)
    sys.stdout.write(f"\n{path}: page of {page} KB, file of {file} KB\n")
    for step in runs[0]:
        sys.stdout.write(f"  {median(one[step] for one in runs):6.0f} ms  {step}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
