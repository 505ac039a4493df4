"""Versions of the served site, page by page.

The server has one version number for the whole site, and a browser reloads its page whenever the
number changes. Here it reloads only if that page may have changed.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from mkdocs.livereload import LiveReloadServer

_POLL = re.compile(r"/livereload/\d+/\d+")
Start = Callable[..., Any]


class _Unchanged(NamedTuple):
    """The range of versions in which a page is identical: from its preview to the build."""

    first: int
    last: int


class _Change(NamedTuple):
    """A preview, which changes only these pages of the site."""

    before: int
    after: int
    pages: frozenset[str]


class Versions:
    """A filter between browsers and the server's version number."""

    def __init__(self, server: LiveReloadServer) -> None:
        self._server = server
        self._unchanged: dict[str, _Unchanged] = {}
        self._changes: tuple[_Change, ...] = ()

    def next(self) -> int:
        """Return the next version: a timestamp in the server's units, later than the last."""
        return max(round(time.monotonic() * 1000), self._last + 1)

    @property
    def _last(self) -> int:
        return self._server._wanted_epoch  # noqa: SLF001 - it has no public name

    def hold(self) -> None:
        """Keep the current version while the server builds the next one.

        The server would make every request wait for the build.
        """
        self._announce(self._server._visible_epoch)  # noqa: SLF001 - as above

    def change(self, version: int, pages: frozenset[str]) -> None:
        """Start a version in which only some pages have changed."""
        self._changes += (_Change(self._last, version, pages),)
        self._announce(version)

    def change_all(self, version: int) -> None:
        """Start a version in which every page has changed."""
        self._changes = ()
        self._announce(version)

    def end(self, version: int) -> None:
        """Start a version, in which any page may have changed, once the build is finished."""
        self._changes = ()
        with self._server._epoch_cond:  # noqa: SLF001 - as above
            self._server._wanted_epoch = version  # noqa: SLF001 - as above

    def switch(self, version: int, since: Mapping[str, int]) -> None:
        """Start a version after a build in which some pages are unchanged since another version."""
        self._unchanged = {name: _Unchanged(first, version) for name, first in since.items()}
        self.end(version)

    def _announce(self, version: int) -> None:
        """Notify waiting browsers of a version of the site."""
        server = self._server
        with server._epoch_cond:  # noqa: SLF001 - as above
            server._visible_epoch = server._wanted_epoch = version  # noqa: SLF001 - as above
            server._epoch_cond.notify_all()  # noqa: SLF001 - as above

    def poll(self, environ: Mapping[str, Any], file: str, start: Start) -> Iterable[bytes]:
        """Answer a browser's poll once there is a version in which its page has changed."""
        _, version, number = environ["PATH_INFO"].rsplit("/", 2)
        asked = int(version)
        path = f"/livereload/{self._last_unchanged(file, asked)}/{number}"
        answer = int(b"".join(self._server.serve_request({**environ, "PATH_INFO": path}, start)))
        # The new version may have left the page unchanged.
        return [b"%d" % (asked if self._last_unchanged(file, asked) == answer else answer)]

    def _last_unchanged(self, file: str, version: int) -> int:
        """Return the last version in which a page is unchanged since the given one."""
        for before, after, pages in self._changes:
            if before <= version < after and file not in pages:
                version = after
        span = self._unchanged.get(file)
        return span.last if span and span.first <= version < span.last else version


def is_poll(environ: Mapping[str, Any]) -> bool:
    """Return whether a request polls for a newer version."""
    return _POLL.fullmatch(environ.get("PATH_INFO", "")) is not None
