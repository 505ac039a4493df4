"""A static web server for a folder: compressed responses, and a page for missing files."""

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

# The file types that static hosts compress.
_COMPRESSED = (".html", ".css", ".js", ".json", ".svg", ".xml", ".ics", ".md", ".txt")


@lru_cache(maxsize=256)
def compressed(file: Path, changed: float) -> bytes:
    """Return a compressed file; `changed` is its modification time, to replace cached versions."""
    return gzip.compress(file.read_bytes(), compresslevel=6, mtime=0)


class _Handler(SimpleHTTPRequestHandler):
    """Logs nothing, compresses text, and answers missing files with the site's own page."""

    # Browsers keep their connections open, as with every current host.
    protocol_version = "HTTP/1.1"
    # Headers and body are sent separately: the body must not wait for an acknowledgement.
    disable_nagle_algorithm = True

    def send_head(self) -> BytesIO | BinaryIO | None:
        """Send the headers of a response and return its body, compressed if the browser allows."""
        file = Path(self.translate_path(self.path))
        if file.is_dir() and self.path.partition("?")[0].endswith("/"):
            file /= "index.html"
        encodings = self.headers.get("Accept-Encoding", "")
        is_cached = "If-Modified-Since" in self.headers
        if (
            is_cached
            or "gzip" not in encodings
            or file.suffix not in _COMPRESSED
            or not file.is_file()
        ):
            return super().send_head()
        changed = file.stat().st_mtime
        body = compressed(file, changed)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Last-Modified", self.date_time_string(int(changed)))
        self.end_headers()
        return BytesIO(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is inherited
        """Log nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Send 404.html, as every static host can be configured to."""
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
    """Ignores browsers that disconnect before they have read the response."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore a closed connection."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder on a free local port and yield its address, "http://.../"."""
    server = _Server(("127.0.0.1", 0), partial(_Handler, directory=str(folder)))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
