"""Somebody who reads the site in a real browser, and notices what no page of it may do."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, Response, WebError

WIDE, PHONE = 1280, 360
_HEIGHT = 800
_OWN = ("data:", "blob:", "about:")


# Remembers what moved by itself while a page was loaded; less than a thousandth is not seen.
_MOVES = """window.moves = [];
new PerformanceObserver((list) => {
  for (const { value, hadRecentInput, sources } of list.getEntries())
    if (!hadRecentInput && value >= 0.001) moves.push(value.toFixed(4) + ": " + sources.map(
      ({ node }) => (node?.outerHTML ?? node?.textContent ?? "").slice(0, 60)).join(", "));
}).observe({ type: "layout-shift", buffered: true });"""
# Two frames: in the first what scripts did is laid out, in the second it has been seen.
_SETTLED = """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() =>
  setTimeout(() => done(moves)))))"""


class Reader:
    """Opens pages of one site, each in a browser without a past; `faults` is what they did.

    `expected` holds messages for the console that are no fault.
    """

    def __init__(self, browser: Browser, address: str, expected: tuple[str, ...] = ()) -> None:
        self.address = address
        self.faults: list[str] = []
        self._browser = browser
        self._expected = expected

    def open(self, path: str = "", *, width: int = WIDE, **options: Any) -> Page:
        """Return a page of the site, loaded; options are those of a browser context."""
        viewport = {"width": width, "height": _HEIGHT}
        context = self._browser.new_context(viewport=viewport, **options)  # type: ignore[arg-type]
        context.set_default_timeout(60_000)
        context.add_init_script(_MOVES)
        context.on("console", self._said)
        context.on("request", self._asked)
        context.on("response", self._answered)
        context.on("weberror", self._broke)
        page = context.new_page()
        page.on("websocket", lambda socket: self.faults.append(f"opened {socket.url}"))
        page.goto(self.address + path)
        return page

    def go(self, page: Page, path: str) -> None:
        """Load another page of the site in a page that is open."""
        page.goto(self.address + path)

    def close(self) -> None:
        """Close everything that was opened."""
        for context in self._browser.contexts:
            context.close()

    def _said(self, message: ConsoleMessage) -> None:
        if message.text in self._expected:
            return
        self.faults.append(f"{_where(message.page)} said {message.type}: {message.text}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.address, *_OWN)):
            self.faults.append(f"asked for {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self.faults.append(f"{response.url} was answered with {response.status}")

    def _broke(self, error: WebError) -> None:
        self.faults.append(f"{_where(error.page)} broke: {error.error}")


def _where(page: Page | None) -> str:
    return page.url if page else "a worker"


def text(page: Page) -> Locator:
    """Return what is on a page besides the header, the menus and the footer."""
    return page.get_by_role("main").get_by_role("article").first


def moves(page: Page) -> list[str]:
    """Return what moved on a page while it was loaded and its scripts ran."""
    found: list[str] = page.evaluate(_SETTLED)
    return found


_BRIGHTNESS = """(heading, name) => {
  for (let box = heading; box; box = box.parentElement) {
    const [red, green, blue, alpha = 1] = getComputedStyle(box)[name].match(/[\\d.]+/g).map(Number);
    if (name === "color" || alpha > 0)
      return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
  }
  return 1;
}"""


class Light(NamedTuple):
    """How bright the text of a page is, and what it stands on, from 0 to 1."""

    ink: float
    paper: float


def light(page: Page) -> Light:
    """Return how bright a heading is, and what it stands on; paper without colour is white."""
    heading = page.get_by_role("heading", level=1)
    return Light(
        heading.evaluate(_BRIGHTNESS, "color"), heading.evaluate(_BRIGHTNESS, "backgroundColor")
    )


# Without `preload`, axe fetches no style sheet anew; no rule of its stable ones needs that.
_RUN = """async () => {
  const options = { resultTypes: ["violations"], preload: false };
  return (await axe.run(options)).violations;
}"""


def violations(page: Page) -> list[str]:
    """Return what axe says keeps somebody from reading a page, one line for each element."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return [
        f"{found['impact']}: {found['id']}: {', '.join(map(str, node['target']))}: "
        f"{' '.join(node['failureSummary'].split())}"
        for found in page.evaluate(_RUN)
        if found["impact"] in {"serious", "critical"}
        for node in found["nodes"]
    ]


def faultless(browser: Browser, address: str) -> Iterator[Reader]:
    """Yield a reader of the site at an address, to whom nothing has gone wrong in the end."""
    reader = Reader(browser, address)
    yield reader
    reader.close()
    assert reader.faults == []
