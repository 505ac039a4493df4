"""Partials that many pages share, each rendered once."""

import posixpath
from collections.abc import Callable, Iterable
from typing import Any

from mkdocs.structure.pages import Page


class Partials:
    """The template function that caches a partial, given its name, the page and a renderer."""

    def __init__(self, navigated: Iterable[Page]) -> None:
        # The navigation marks the current page.
        self._in_nav = {page.url for page in navigated}
        self._rendered: dict[tuple[str, str], Any] = {}

    def __call__(self, name: str, page: Page | None, caller: Callable[[], Any]) -> Any:
        """Return the partial, rendered for this page or for another in the same folder."""
        if page is None:
            return caller()
        # Links are relative, so they are the same for all pages of a folder.
        folder = posixpath.dirname(page.url.rstrip("/"))
        where = page.url if page.url in self._in_nav or not folder else folder
        key = (name, where)
        if key not in self._rendered:
            self._rendered[key] = caller()
        return self._rendered[key]
