"""A fake forge on this machine, with the APIs of GitHub and GitLab."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

TOKEN = "secret-of-a-test"
_AT_ONCE = 2


@dataclass
class Request:
    """A request: its method, path, query and body."""

    method: str
    path: str
    query: dict[str, str]
    data: Any


@dataclass
class FakeForge:
    """The contents of the forge, its simulated faults, and the requests it received.

    `faults` are responses sent before any others: a status, headers and a body.
    """

    kind: str
    issues: list[dict[str, Any]] = field(default_factory=list)
    comments: list[dict[str, Any]] = field(default_factory=list)
    faults: list[tuple[int, Mapping[str, str], str]] = field(default_factory=list)
    asked: list[Request] = field(default_factory=list)
    address: str = ""

    @property
    def environment(self) -> dict[str, str]:
        """Return the environment that CI sets on this forge."""
        if self.kind == "github":
            names = {"GITHUB_REPOSITORY": "example/handbook", "GITHUB_API_URL": self.address}
        else:
            names = {"CI_PROJECT_ID": "example/handbook", "CI_API_V4_URL": self.address}
        return {**names, "HANDBOOK_TOKEN": TOKEN}

    def add(self, title: str, body: str = "", day: str = "2026-11-02", **more: Any) -> None:
        """Open an issue."""
        number = len(self.issues) + 1
        text = {"body": body} if self.kind == "github" else {"description": body}
        name = "number" if self.kind == "github" else "iid"
        state = "open" if self.kind == "github" else "opened"
        self.issues.append(
            {
                name: number, "title": title, "labels": [], "state": state,
                "created_at": f"{day}T09:30:00Z", **text, **more,
            }
        )  # fmt: skip

    @property
    def written(self) -> list[Request]:
        """Return every request that changes something."""
        return [one for one in self.asked if one.method != "GET"]


@contextmanager
def forge(kind: str) -> Iterator[FakeForge]:
    """Run a forge, "github" or "gitlab", on a free port for the duration of the block."""
    fake = FakeForge(kind)

    class Handler(_Handler):
        holder = fake

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    fake.address = f"http://127.0.0.1:{server.server_port}/api"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    holder: FakeForge

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is inherited
        """Log nothing."""

    def _answer(self) -> None:
        fake = self.holder
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        length = int(self.headers.get("Content-Length", 0))
        data: Any = json.loads(self.rfile.read(length)) if length else {}
        fake.asked.append(Request(self.command, parts.path.removeprefix("/api"), query, data))
        if fake.faults:
            self._say(*fake.faults.pop(0))
            return
        token = self.headers.get("Authorization", self.headers.get("PRIVATE-TOKEN", ""))
        if token.removeprefix("Bearer ") != TOKEN:
            self._say(401, {}, '{"message": "Bad credentials"}')
            return
        if self.command == "GET":
            self._list(parts.path, query)
        else:
            self._change(parts.path, data)

    def _list(self, path: str, query: Mapping[str, str]) -> None:
        fake = self.holder
        found = fake.issues if path.endswith("/issues") else fake.comments
        if query.get("state", "all") != "all":
            found = [one for one in found if one["state"] == query["state"]]
        if "labels" in query:
            found = [one for one in found if query["labels"] in _labels(one)]
        page = int(query.get("page", "1"))
        headers = {}
        if len(found) > page * _AT_ONCE:
            more = "&".join(f"{name}={value}" for name, value in query.items() if name != "page")
            at = f"{fake.address}{path.removeprefix('/api')}?{more}&page={page + 1}"
            headers["Link"] = f'<{at}>; rel="next", <{at}>; rel="last"'
        self._say(200, headers, json.dumps(found[(page - 1) * _AT_ONCE : page * _AT_ONCE]))

    def _change(self, path: str, data: dict[str, Any]) -> None:
        fake = self.holder
        if re.search(r"/(comments|notes)$", path):
            fake.comments.append({"id": 70 + len(fake.comments), "body": data["body"]})
            self._say(201, {}, json.dumps(fake.comments[-1]))
        elif path.endswith("/issues"):
            body = data.get("body", data.get("description", ""))
            fake.add(data["title"], body, labels=_as_labels(fake.kind, data["labels"]))
            self._say(201, {}, json.dumps(fake.issues[-1]))
        else:
            number = int(path.rpartition("/")[2])
            held = fake.comments if re.search(r"/(comments|notes)/", path) else fake.issues
            one = next(x for x in held if number in {x.get(n) for n in ("id", "iid", "number")})
            if data.pop("state_event", None) == "close":
                data["state"] = "closed"
            one.update(data)
            self._say(200, {}, json.dumps(one))

    def _say(self, code: int, headers: Mapping[str, str], body: str) -> None:
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        encoded = body.encode()
        self.send_header("Content-Length", str(len(encoded)))
        self.end_headers()
        self.wfile.write(encoded)

    do_GET = do_POST = do_PATCH = do_PUT = _answer  # noqa: N815 - names of the standard library


def _labels(issue: Mapping[str, Any]) -> list[str]:
    return [one["name"] if isinstance(one, dict) else one for one in issue["labels"]]


def _as_labels(kind: str, labels: Any) -> Any:
    return [{"name": one} for one in labels] if kind == "github" else labels.split(",")
