"""Fake chat and mail servers that record what they receive."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread


@contextmanager
def webhook(code: int) -> Iterator[tuple[str, list[bytes]]]:
    """Yield the address of a chat that responds with a status, and the received messages."""
    sent: list[bytes] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(code)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Log nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/hook/secret", sent
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Mailbox(StreamRequestHandler):
    """A server with just enough SMTP to receive a message."""

    def handle(self) -> None:
        """Respond to every line, and record what follows DATA."""
        self.wfile.write(b"220 mail.example.com\r\n")
        while line := self.rfile.readline():
            verb = line[:4].upper()
            asked = line.strip() if verb == b"AUTH" else verb
            self.server.asked.append(asked.decode())  # type: ignore[attr-defined]
            if verb == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                lines = iter(self.rfile.readline, b".\r\n")
                self.server.letters.append(b"".join(lines))  # type: ignore[attr-defined]
            self.wfile.write(self._answers.get(verb, b"250 ok\r\n"))
            if verb == b"QUIT":
                return

    _answers: Mapping[bytes, bytes] = {b"QUIT": b"221 bye\r\n"}


class AuthenticatedMailbox(Mailbox):
    """A server that requires authentication."""

    _answers: Mapping[bytes, bytes] = {
        b"EHLO": b"250-mail.example.com\r\n250 AUTH PLAIN\r\n",
        b"AUTH": b"235 welcome\r\n",
        b"QUIT": b"221 bye\r\n",
    }


class BrokenTlsMailbox(Mailbox):
    """A server that offers STARTTLS but fails to start it."""

    _answers: Mapping[bytes, bytes] = {
        b"EHLO": b"250-mail.example.com\r\n250 STARTTLS\r\n",
        b"STAR": b"454 not today\r\n",
        b"QUIT": b"221 bye\r\n",
    }


@contextmanager
def mail(handler: type[Mailbox]) -> Iterator[tuple[str, list[bytes], list[str]]]:
    """Yield the address of a mail server, the received messages, and the received verbs."""
    letters: list[bytes] = []
    asked: list[str] = []
    server = ThreadingTCPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    server.letters, server.asked = letters, asked  # type: ignore[attr-defined]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"smtp://127.0.0.1:{server.server_address[1]}", letters, asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
