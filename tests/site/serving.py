"""A folder of files as a web server shows it: packed, and with a page for what is not there."""

import gzip
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache, partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any, BinaryIO

# What hosts of static pages pack before they send it.
_PACKED = (".html", ".css", ".js", ".json", ".svg", ".xml", ".ics", ".md", ".txt")


@lru_cache(maxsize=256)
def packed(file: Path, changed: float) -> bytes:
    """Return a file as it is sent; `changed` is when it was, so that an older one is forgotten."""
    return gzip.compress(file.read_bytes(), compresslevel=6, mtime=0)


class _Handler(SimpleHTTPRequestHandler):
    """Says nothing, packs what is text, answers for what is not there with the site's own page."""

    # Browsers keep their connections open, as they do with every host of today.
    protocol_version = "HTTP/1.1"
    # Head and body are written one after the other: the second must not wait for word of the first.
    disable_nagle_algorithm = True

    def send_head(self) -> BytesIO | BinaryIO | None:
        """Send the head of an answer and return its body, packed if the browser can unpack it."""
        file = Path(self.translate_path(self.path))
        if file.is_dir() and self.path.partition("?")[0].endswith("/"):
            file /= "index.html"
        asked = self.headers.get("Accept-Encoding", "")
        known = "If-Modified-Since" in self.headers
        if known or "gzip" not in asked or file.suffix not in _PACKED or not file.is_file():
            return super().send_head()
        changed = file.stat().st_mtime
        body = packed(file, changed)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Last-Modified", self.date_time_string(int(changed)))
        self.end_headers()
        return BytesIO(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is inherited
        """Keep quiet."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Show 404.html, as every host of static pages can be told to."""
        if code != HTTPStatus.NOT_FOUND:
            super().send_error(code, message, explain)
            return
        page = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)


class _Server(ThreadingHTTPServer):
    """Thinks nothing of browsers that leave before the answer is read."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Keep quiet about a closed connection."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port of this machine; yields its address, "http://.../"."""
    server = _Server(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
