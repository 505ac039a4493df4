"""A reader of the site in a real browser, which records faults that no page may have."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, Response, WebError

WIDE, PHONE = 1280, 360
_HEIGHT = 800
_LOCAL_SCHEMES = ("data:", "blob:", "about:")


# Records unexpected layout shifts while a page loads; those below 0.001 are invisible.
_RECORD_SHIFTS = """window.moves = [];
new PerformanceObserver((list) => {
  for (const { value, hadRecentInput, sources } of list.getEntries())
    if (!hadRecentInput && value >= 0.001) moves.push(value.toFixed(4) + ": " + sources.map(
      ({ node }) => (node?.outerHTML ?? node?.textContent ?? "").slice(0, 60)).join(", "));
}).observe({ type: "layout-shift", buffered: true });"""
# Two frames: the first lays out what scripts changed, the second has observed the shifts.
_SETTLED = """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() =>
  setTimeout(() => done(moves)))))"""


class Reader:
    """Opens pages of one site, each in a new browser context; `faults` lists what went wrong.

    `expected` lists console messages that are not faults.
    """

    def __init__(self, browser: Browser, address: str, expected: tuple[str, ...] = ()) -> None:
        self.address = address
        self.faults: list[str] = []
        self._browser = browser
        self._expected = expected

    def open(self, path: str = "", *, width: int = WIDE, **options: Any) -> Page:
        """Return a loaded page of the site; options are those of a browser context."""
        viewport = {"width": width, "height": _HEIGHT}
        context = self._browser.new_context(viewport=viewport, **options)  # type: ignore[arg-type]
        context.set_default_timeout(60_000)
        context.add_init_script(_RECORD_SHIFTS)
        context.on("console", self._on_console)
        context.on("request", self._on_request)
        context.on("response", self._on_response)
        context.on("weberror", self._on_error)
        page = context.new_page()
        page.on("websocket", lambda socket: self.faults.append(f"opened {socket.url}"))
        page.goto(self.address + path)
        return page

    def go(self, page: Page, path: str) -> None:
        """Load another page of the site in an open page."""
        page.goto(self.address + path)

    def close(self) -> None:
        """Close all open pages."""
        for context in self._browser.contexts:
            context.close()

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.text in self._expected:
            return
        self.faults.append(f"{_where(message.page)} said {message.type}: {message.text}")

    def _on_request(self, request: Request) -> None:
        if not request.url.startswith((self.address, *_LOCAL_SCHEMES)):
            self.faults.append(f"asked for {request.url}")

    def _on_response(self, response: Response) -> None:
        if response.status >= 400:
            self.faults.append(f"{response.url} was answered with {response.status}")

    def _on_error(self, error: WebError) -> None:
        self.faults.append(f"{_where(error.page)} broke: {error.error}")


def _where(page: Page | None) -> str:
    return page.url if page else "a worker"


def text(page: Page) -> Locator:
    """Return the content of a page, without its header, menus and footer."""
    return page.get_by_role("main").get_by_role("article").first


def layout_shifts(page: Page) -> list[str]:
    """Return the layout shifts of a page while it loaded and its scripts ran."""
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


class Brightness(NamedTuple):
    """The brightness of a page's text and background, from 0 to 1."""

    text: float
    background: float


def brightness(page: Page) -> Brightness:
    """Return the brightness of a heading and its background; no background counts as white."""
    heading = page.get_by_role("heading", level=1)
    return Brightness(
        heading.evaluate(_BRIGHTNESS, "color"), heading.evaluate(_BRIGHTNESS, "backgroundColor")
    )


# Without `preload`, axe does not refetch style sheets, which none of its stable rules need.
_AXE = """async () => {
  const options = { resultTypes: ["violations"], preload: false };
  return (await axe.run(options)).violations;
}"""


def violations(page: Page) -> list[str]:
    """Return the serious accessibility violations that axe finds, one line per element."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return [
        f"{found['impact']}: {found['id']}: {', '.join(map(str, node['target']))}: "
        f"{' '.join(node['failureSummary'].split())}"
        for found in page.evaluate(_AXE)
        if found["impact"] in {"serious", "critical"}
        for node in found["nodes"]
    ]


def faultless(browser: Browser, address: str) -> Iterator[Reader]:
    """Yield a reader of the site at an address, and assert at the end that it has no faults."""
    reader = Reader(browser, address)
    yield reader
    reader.close()
    assert reader.faults == []
