"""The versions of the served site, and which of them a browser's page is no different in.

The server knows one number for all of the site: a browser that has another one loads its page
again. Here it is told to do so only if that page may be different.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from mkdocs.livereload import LiveReloadServer

_POLL = re.compile(r"/livereload/\d+/\d+")
Start = Callable[..., Any]


class _Alike(NamedTuple):
    """A page that is in the build of one time what it was in the preview of another."""

    first: int
    last: int


class _Change(NamedTuple):
    """A preview: only these pages of the site are not what they were in the version before."""

    before: int
    after: int
    pages: frozenset[str]


class Versions:
    """Stands between the browsers and the server's word for "new"."""

    def __init__(self, server: LiveReloadServer) -> None:
        self._server = server
        self._alike: dict[str, _Alike] = {}
        self._changes: tuple[_Change, ...] = ()

    def next(self) -> int:
        """Return the next version of the site: a moment, as the server counts, after the last."""
        return max(round(time.monotonic() * 1000), self._last + 1)

    @property
    def _last(self) -> int:
        return self._server._wanted_epoch  # noqa: SLF001 - it has no public word

    def hold(self) -> None:
        """Go on with the version that is shown, though the server makes the next one.

        It would let every request wait until that is done.
        """
        self._announce(self._server._visible_epoch)  # noqa: SLF001 - as above

    def change(self, version: int, pages: frozenset[str]) -> None:
        """Begin a version in which only some pages are different."""
        self._changes += (_Change(self._last, version, pages),)
        self._announce(version)

    def end(self, version: int) -> None:
        """Begin a version once the server knows that the build is done; pages may be different."""
        self._changes = ()
        with self._server._epoch_cond:  # noqa: SLF001 - as above
            self._server._wanted_epoch = version  # noqa: SLF001 - as above

    def switch(self, version: int, since: Mapping[str, int]) -> None:
        """Begin a version after a build, in which some pages are as they were since another one."""
        self._alike = {name: _Alike(first, version) for name, first in since.items()}
        self.end(version)

    def _announce(self, version: int) -> None:
        """Tell the waiting browsers of a version of the site, which is there to be loaded."""
        server = self._server
        with server._epoch_cond:  # noqa: SLF001 - as above
            server._visible_epoch = server._wanted_epoch = version  # noqa: SLF001 - as above
            server._epoch_cond.notify_all()  # noqa: SLF001 - as above

    def poll(self, environ: Mapping[str, Any], file: str, start: Start) -> Iterable[bytes]:
        """Tell a browser of a newer version as soon as there is one in which its page differs."""
        _, version, number = environ["PATH_INFO"].rsplit("/", 2)
        asked = int(version)
        path = f"/livereload/{self._last_alike(file, asked)}/{number}"
        answer = int(b"".join(self._server.serve_request({**environ, "PATH_INFO": path}, start)))
        # What it waited for may have left the page as it was.
        return [b"%d" % (asked if self._last_alike(file, asked) == answer else answer)]

    def _last_alike(self, file: str, version: int) -> int:
        """Return the last version of the site in which a page is as it was in another one."""
        for before, after, pages in self._changes:
            if before <= version < after and file not in pages:
                version = after
        alike = self._alike.get(file)
        return alike.last if alike and alike.first <= version < alike.last else version


def is_poll(environ: Mapping[str, Any]) -> bool:
    """Return whether a browser asks if there is a newer version than the one that it has."""
    return _POLL.fullmatch(environ.get("PATH_INFO", "")) is not None
