"""Parts of the page around the text that many pages have in common, each rendered once."""

import posixpath
from collections.abc import Callable, Iterable
from typing import Any

from mkdocs.structure.pages import Page


class Partials:
    """What templates call around such a part: its name, the page, and what renders it."""

    def __init__(self, navigated: Iterable[Page]) -> None:
        # The navigation marks the page that it leads to.
        self._marked = {page.url for page in navigated}
        self._rendered: dict[tuple[str, str], Any] = {}

    def __call__(self, name: str, page: Page | None, caller: Callable[[], Any]) -> Any:
        """Return the part, rendered for this page or for one beside it."""
        if page is None:
            return caller()
        # Links are relative: from two pages in one folder they are the same.
        folder = posixpath.dirname(page.url.rstrip("/"))
        where = page.url if page.url in self._marked or not folder else folder
        key = (name, where)
        if key not in self._rendered:
            self._rendered[key] = caller()
        return self._rendered[key]
