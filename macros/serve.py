"""Serving while editing: a rebuild that fails leaves the last good site up, and says what is wrong.

The stock server empties the site before it builds, and answers no request any more once a build
has failed. Here each rebuild is written into a fresh folder, which is served only if it is good.
"""

from __future__ import annotations

import mimetypes
import os
import socket
import traceback
from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path
from typing import Any

from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import get_plugin_logger

from macros.build_warnings import Warnings
from macros.folders import Folders
from macros.live import Built, Live
from macros.versions import Start, is_poll

log = get_plugin_logger("handbook")
# Beside docs/ and mkdocs.yml, which MkDocs watches; a new handbook may lack some of them.
WATCHED = ("sops", "data", "macros", "handbook")


class Guard:
    """Stands between the server and its builder; `folder` is where the next build is written."""

    def __init__(
        self,
        server: LiveReloadServer,
        root: Path,
        latest: Callable[[], Built | None],
        folders: Folders,
    ) -> None:
        self.folder = server.root
        self._server = server
        self._folders = folders
        self._build = server.builder
        self._message = ""
        self._app: Any = server.get_app()
        server.builder = self.rebuild
        server.error_handler = self._error_page
        server.set_app(self.respond)
        for folder in WATCHED:
            if (root / folder).is_dir():
                server.watch(str(root / folder))
        self._live = Live(server, root, latest, self._fail_later)
        log.info("Pages are built when opened; the rest are built in the background")

    def _fail_later(self, fault: BaseException) -> None:
        """Say on every page why not all of the site could be made."""
        self._message = _said(fault, [])
        log.error("Some pages cannot be built until this is fixed:\n%s", self._message)

    def rebuild(self) -> None:
        """Build into a fresh folder and serve it, or keep the last good one and say why."""
        self._live.begin()
        self.folder = fresh = self._folders.new()
        warnings = Warnings()
        warnings.begin()
        try:
            self._build()
            warnings.stop()
        except (Exception, SystemExit) as fault:  # noqa: BLE001 - whatever fails, the server goes on
            self._folders.remove(fresh)
            self._keep_last(_said(fault, warnings.lines))
        else:
            self._switch(fresh)
        finally:
            warnings.end()

    def _keep_last(self, message: str) -> None:
        self._message = message
        self._live.fail()
        log.error("The last good site stays up until this is fixed:\n%s", message)

    def _switch(self, fresh: str) -> None:
        """Serve a new folder; who asked before the switch is still answered from the last one."""
        before = self._server.root
        self._message = ""
        self._live.switch(fresh)
        self._folders.keep({fresh, before, self._live.whole})

    def _error_page(self, code: int) -> bytes | None:
        page = Path(self._server.root) / f"{code}.html"
        return page.read_bytes() if page.is_file() else None

    def respond(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        """Answer a request; on a page, show what keeps the handbook from being built."""
        if is_poll(environ):
            return self._live.poll(environ, start)
        # WSGI hands over bytes, each as a letter of its own.
        path = environ.get("PATH_INFO", "").encode("latin-1").decode("utf-8", "ignore")
        stands_in = self._live.provide(self._live.file(path))
        if stands_in:
            return _given(stands_in, start)
        held: list[Any] = []
        body: Iterable[bytes] = self._app(
            environ, lambda status, headers, *_: held.extend((status, headers))
        )
        status, headers = held
        kind = dict(headers).get("Content-Type", "")
        if not self._message or not kind.startswith("text/html"):
            start(status, headers)
            return body
        content = b"".join(body)
        end = content.rfind(b"</body>")
        banner = _banner(self._message).encode()
        content = content[:end] + banner + content[end:] if end >= 0 else content + banner
        kept = [(name, value) for name, value in headers if name != "Content-Length"]
        start(status, [*kept, ("Content-Length", str(len(content)))])
        return [content]

    def close(self) -> None:
        """Follow nothing any more, and write nothing."""
        self._live.close()


def stop_if_taken(host: str, port: int) -> None:
    """Raise Abort if somebody else listens where the site is to be served."""
    try:
        with socket.create_server((host, port), family=_family(host)):
            pass
    except OSError as fault:
        why = os.strerror(fault.errno).lower() if fault.errno else str(fault)
        raise Abort(
            f"Cannot serve the site on {host}:{port}: {why}. Stop the process that uses it, "
            f"or choose another address: make serve ADDRESS=127.0.0.1:{port + 1}"
        ) from fault


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def _given(file: Path, start: Start) -> Iterable[bytes]:
    """Answer a request by a file, whatever is served."""
    content = file.read_bytes()
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    start("200 OK", [("Content-Type", kind), ("Content-Length", str(len(content)))])
    return [content]


def _said(fault: BaseException, warnings: list[str]) -> str:
    """Return what went wrong, for a reader; a fault of our own code keeps its traceback."""
    if isinstance(fault, MkDocsException | SystemExit):
        return "\n".join(dict.fromkeys([*warnings, str(fault)]))
    return "".join(traceback.format_exception(fault))


def _banner(message: str) -> str:
    return (
        '<div role="alert" style="position:fixed;inset:auto 0 0 0;z-index:99;max-height:45vh;'
        "overflow:auto;padding:16px 24px;background:#7a1712;color:#fff;"
        'font:14px/1.5 ui-monospace,Menlo,Consolas,monospace">'
        "<strong>The handbook has an error. This is the last good version.</strong>"
        f'<pre style="margin:8px 0 0;white-space:pre-wrap;background:none;color:inherit">'
        f"{escape(message)}</pre></div>"
    )
