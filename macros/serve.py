"""Live serving: if a rebuild fails, the last good site stays up and shows the error.

The MkDocs server empties the site before it builds, and stops answering requests once a build has
failed. Here each rebuild goes to a new folder, which is served only if the build succeeds.
"""

from __future__ import annotations

import importlib
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

from macros.build_warnings import Requests, Warnings
from macros.folders import Folders
from macros.live import BuildResult, Live
from macros.versions import Start, is_poll

log = get_plugin_logger("handbook")
# In addition to docs/ and mkdocs.yml, which MkDocs watches; a new handbook may lack some.
WATCHED = ("sops", "data", "macros", "handbook")


class Guard:
    """A wrapper around the server's builder; `folder` is where the next build is written."""

    def __init__(
        self,
        server: LiveReloadServer,
        root: Path,
        latest: Callable[[], BuildResult | None],
        folders: Folders,
    ) -> None:
        self.folder = server.root
        self._server = server
        self._folders = folders
        self._build = server.builder
        self._message = ""
        # Whether the message lists errors of the handbook, which a check can find again.
        self._lists_errors = False
        self._root = root
        self._app: Any = server.get_app()
        self._requests = Requests()
        self._requests.begin()
        server.builder = self.rebuild
        server.error_handler = self._error_page
        server.set_app(self.respond)
        for folder in WATCHED:
            if (root / folder).is_dir():
                server.watch(str(root / folder))
        self._live = Live(server, root, latest, self._fail_later, self._check)
        log.info("Pages are built when opened; the rest are built in the background")

    def _fail_later(self, fault: BaseException) -> None:
        """Show on every page why some pages could not be built."""
        self._message = _error_text(fault, [])
        log.error("Some pages cannot be built until this is fixed:\n%s", self._message)

    def _check(self) -> None:
        """Show or remove errors as soon as a text is saved: a build takes longer, or is running."""
        try:
            if not importlib.import_module("macros.site").abort_on_known_errors(self._root):
                return
            message = ""
        except MkDocsException as fault:
            message = str(fault)
        except Exception:
            # The build will tell.
            log.debug("Not checked", exc_info=True)
            return
        with self._live.lock.urgent():
            is_known = message == self._message if message else not self._lists_errors
            if not is_known:
                self._message, self._lists_errors = message, bool(message)
                self._live.show(failed=bool(message))

    def rebuild(self) -> None:
        """Build into a new folder and serve it, or keep the last good one and show the error."""
        self._live.begin()
        self.folder = fresh = self._folders.new()
        warnings = Warnings()
        warnings.begin()
        try:
            self._build()
            warnings.stop()
        except (Exception, SystemExit) as fault:  # noqa: BLE001 - whatever fails, the server goes on
            self._folders.remove(fresh)
            self._lists_errors = getattr(fault, "lists_errors", False)
            self._keep_last(_error_text(fault, warnings.lines))
        else:
            self._switch(fresh)
        finally:
            warnings.end()

    def _keep_last(self, message: str) -> None:
        self._message = message
        self._live.fail()
        log.error("The last good site stays up until this is fixed:\n%s", message)

    def _switch(self, fresh: str) -> None:
        """Serve a new folder; requests that began before the switch still use the last one."""
        before = self._server.root
        self._message, self._lists_errors = "", False
        self._live.switch(fresh)
        self._folders.keep({fresh, before, self._live.whole})

    def _error_page(self, code: int) -> bytes | None:
        page = Path(self._server.root) / f"{code}.html"
        return page.read_bytes() if page.is_file() else None

    def respond(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        """Answer a request; add the build error, if any, to pages."""
        if is_poll(environ):
            return self._live.poll(environ, start)
        # WSGI passes bytes decoded as Latin-1.
        path = environ.get("PATH_INFO", "").encode("latin-1").decode("utf-8", "ignore")
        fallback = self._live.provide(self._live.file(path))
        if fallback:
            return _file_response(fallback, start)
        response: list[Any] = []
        body: Iterable[bytes] = self._app(
            environ, lambda status, headers, *_: response.extend((status, headers))
        )
        status, headers = response
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
        """Stop watching and writing."""
        self._requests.end()
        self._live.close()


def abort_if_in_use(host: str, port: int) -> None:
    """Raise Abort if the address to serve on is already in use."""
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


def _file_response(file: Path, start: Start) -> Iterable[bytes]:
    """Answer a request with a file from any folder."""
    content = file.read_bytes()
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    start("200 OK", [("Content-Type", kind), ("Content-Length", str(len(content)))])
    return [content]


def _error_text(fault: BaseException, warnings: list[str]) -> str:
    """Return an error for readers; a bug in our own code keeps its traceback."""
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
