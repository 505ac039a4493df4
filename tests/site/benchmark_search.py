"""Benchmark of the search in Chromium with an empty cache: time, bytes, files and index size.

    python -m tests.site.benchmark_search --procedures 1000 --procedures 10000

Times are medians from a keystroke in the open box to the first visible result, at full speed and
with the CPU throttled six times. Chromium throttles the main thread but not the worker that
searches: "one thread" runs the worker's code on the main thread, where all of it is throttled,
which is slower than for any reader. CPU is the time this thread was busy, which other load on
the machine affects least. Bytes cover everything fetched since the box was opened, uncompressed.
The index contains only the procedures of the generated handbook.
"""

import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple
from urllib.parse import quote

import click
from playwright.sync_api import Browser, CDPSession, Response, sync_playwright

from handbook.load import load
from handbook.pages.edition import Edition
from handbook.pages.procedure import procedure_page
from handbook.pages.search_documents import SearchDocuments
from handbook.search.document import Document
from handbook.search.index import index
from handbook.search.packs import order
from macros.search_index import store
from scripts.generate_handbook import TODAY, generate
from tests.browser import arguments, chromium
from tests.site.building import built
from tests.site.serving import serving
from tests.site.specimen import specimen

_SLOWDOWN = 6
# One letter, a prefix, a whole title, a typo, a question.
_QUERIES = ("{0}", "{1}", "{2}", "{3}", "who owns {4}")
_TIMER = """() => {
  addEventListener("input", () => (window.typed = performance.now()), { capture: true });
  window.answered = new Promise((resolve) => {
    new MutationObserver(() => {
      if (window.typed && document.querySelector("[role=option]"))
        resolve(performance.now() - window.typed);
    }).observe(document.body, { childList: true, subtree: true });
  });
}"""

# A worker that runs on the main thread of the page.
_ONE_THREAD = """
window.Worker = class extends EventTarget {
  #inner = new EventTarget();
  #ready;
  constructor(address) {
    super();
    this.#ready = fetch(address).then((answer) => answer.text()).then((text) =>
      new Function("addEventListener", "postMessage", "location", text)(
        (name, listener) => this.#inner.addEventListener(name, listener),
        (data) => this.#pass(this, data),
        { href: String(address) },
      ));
  }
  postMessage(data) {
    this.#ready.then(() => this.#pass(this.#inner, data));
  }
  #pass(target, data) {
    const copy = structuredClone(data);
    setTimeout(() => target.dispatchEvent(new MessageEvent("message", { data: copy })));
  }
};
"""


class Measured(NamedTuple):
    """One query: milliseconds to the first result, CPU milliseconds, bytes and files."""

    milliseconds: float
    cpu_time: float
    size: int
    files: int


def _documents(folder: Path, procedures: int) -> tuple[list[Document], float]:
    """Return a generated handbook's documents, and the CPU seconds to extract them from pages."""
    generate(folder, procedures, 1)
    edition = Edition(handbook=load(folder).handbook, today=TODAY, edit=lambda _: None)
    pages = [procedure_page(edition, sop) for sop in edition.handbook.sops.values()]
    start = time.process_time()
    searched = SearchDocuments(edition)
    found = [one for page in pages for one in searched.documents(page, quote(page.address))]
    return found, time.process_time() - start


def _queries(title: str) -> Iterator[str]:
    word = max(title.split(), key=len).lower()
    swapped = word[:2] + word[3] + word[2] + word[4:]
    for query in _QUERIES:
        yield query.format(word[0], word[:4], title, swapped, title)


def _search(
    browser: Browser, address: str, words: str, slowdown: int, script: str = ""
) -> Measured:
    """Return the cost of a reader's first search."""
    context = browser.new_context()
    context.add_init_script(script)
    page = context.new_page()
    responses: list[Response] = []

    def on_response(response: Response) -> None:
        responses.append(response)

    page.goto(address)
    page.evaluate(_TIMER)
    tools = context.new_cdp_session(page)
    tools.send("Performance.enable", {"timeDomain": "threadTicks"})
    tools.send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
    page.on("response", on_response)
    page.keyboard.press("/")
    page.wait_for_selector("[role=listbox][data-words]", state="attached")
    page.wait_for_load_state("networkidle")
    before = _cpu_time(tools)
    page.keyboard.insert_text(words)
    elapsed = page.evaluate("() => window.answered")
    cpu_time = _cpu_time(tools) - before
    page.wait_for_load_state("networkidle")
    size = sum(len(response.body()) for response in responses)
    context.close()
    return Measured(elapsed, cpu_time, size, len(responses))


def _cpu_time(tools: CDPSession) -> float:
    """Return the milliseconds that the main thread of a page has been busy so far."""
    metrics = {one["name"]: one["value"] for one in tools.send("Performance.getMetrics")["metrics"]}
    return 1000 * float(metrics["TaskDuration"])


@click.command()
@click.option(
    "--procedures", type=click.IntRange(min=10), multiple=True, default=(1000,), show_default=True
)
@click.option("--times", type=click.IntRange(min=1), default=5, show_default=True)
def main(procedures: tuple[int, ...], times: int) -> None:
    """Print a table for each handbook size."""
    with TemporaryDirectory() as name, sync_playwright() as playwright:
        root = Path(name)
        site = built(specimen(root / "root"), root / "site")
        browser = playwright.chromium.launch(executable_path=chromium(), args=arguments())
        for count in procedures:
            documents, seconds = _documents(root / str(count), count)
            _replace_index(site, documents, seconds)
            _print_costs(browser, site, list(_queries(documents[count // 2].title)), times)
        browser.close()


def _replace_index(site: Path, documents: list[Document], seconds: float) -> None:
    """Replace the site's index, and print its size and build time."""
    start = time.process_time()
    files = dict(index(sorted(documents, key=order)))
    total = seconds + time.process_time() - start
    shutil.rmtree(site / "search")
    store(files.items(), site / "search")
    whole = sum(len(text.encode()) for text in files.values())
    sys.stdout.write(
        f"\n{len(documents)} procedures: {total / len(documents) * 1000:.2f} ms of CPU each, "
        f"{whole / 1e6:.1f} MB in {len(files)} files\n\n"
        f"{'':44} {'':6} {'':6} {'one thread':>15}\n"
        f"{'query':44} {'ms':>6} {'at 1/6':>6} {'CPU':>8} {'at 1/6':>6} {'KB':>6} {'files':>6}\n"
    )


def _print_costs(browser: Browser, site: Path, queries: list[str], times: int) -> None:
    """Print the cost of each query, one per line."""
    with serving(site) as address:
        for words in queries:
            plain = [_search(browser, address, words, 1) for _ in range(times)]
            slow = [_search(browser, address, words, _SLOWDOWN) for _ in range(times)]
            single = [_search(browser, address, words, 1, _ONE_THREAD) for _ in range(times)]
            single_slow = [
                _search(browser, address, words, _SLOWDOWN, _ONE_THREAD) for _ in range(times)
            ]
            sys.stdout.write(
                f"{words:44} {median(one.milliseconds for one in plain):6.0f} "
                f"{median(one.milliseconds for one in slow):6.0f} "
                f"{median(one.cpu_time for one in single):8.0f} "
                f"{median(one.milliseconds for one in single_slow):6.0f} "
                f"{plain[0].size / 1000:6.0f} {plain[0].files:6}\n"
            )
            sys.stdout.flush()


if __name__ == "__main__":
    main()
