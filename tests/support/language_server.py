"""A client of the YAML language server used by VS Code and most other editors."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

_CAPABILITIES = {
    "workspace": {"configuration": True},
    "textDocument": {
        "completion": {"completionItem": {"snippetSupport": True}},
        "hover": {"contentFormat": ["markdown"]},
    },
}


class Server:
    """A language server with the settings of one folder."""

    def __init__(self, program: Path, root: Path, settings: Mapping[str, Any]) -> None:
        self._root = root
        self._settings = settings
        self._asked = 0
        self._diagnostics: dict[str, list[str]] = {}
        self._process = subprocess.Popen(
            ["node", program, "--stdio"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def __enter__(self) -> Self:
        """Initialise the server, as an editor that opens a folder does."""
        folder = {"uri": self._root.as_uri(), "name": "handbook"}
        self._ask(
            "initialize",
            {
                "processId": None,
                "rootUri": folder["uri"],
                "workspaceFolders": [folder],
                "capabilities": _CAPABILITIES,
            },
        )
        self._send({"method": "initialized", "params": {}})
        return self

    def __exit__(self, *_: object) -> None:
        """Stop the server."""
        self._process.kill()
        self._process.communicate()

    def open(self, files: Mapping[str, str]) -> dict[str, list[str]]:
        """Return the diagnostics for files, by path, opened in an editor with the given texts."""
        for path, text in files.items():
            document = {"uri": self._uri(path), "languageId": "yaml", "version": 1, "text": text}
            self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        wanted = {self._uri(path): path for path in files}
        while not wanted.keys() <= self._diagnostics.keys():
            self._read()
        return {path: self._diagnostics.pop(uri) for uri, path in wanted.items()}

    def offered(self, path: str, line: int, column: int) -> dict[str, str]:
        """Return the completions at a place, counted from 1, with their documentation."""
        answer = self._ask("textDocument/completion", self._place(path, line, column))
        items = answer["items"] if isinstance(answer, dict) else answer
        return {item["label"]: _words(item.get("documentation")) for item in items}

    def hover(self, path: str, line: int, column: int) -> str:
        """Return the hover text at a place."""
        answer = self._ask("textDocument/hover", self._place(path, line, column))
        return _words(answer["contents"])

    def _uri(self, path: str) -> str:
        return (self._root / path).as_uri()

    def _place(self, path: str, line: int, column: int) -> dict[str, Any]:
        position = {"line": line - 1, "character": column - 1}
        return {"textDocument": {"uri": self._uri(path)}, "position": position}

    def _send(self, message: Mapping[str, Any]) -> None:
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(content), content))
        self._process.stdin.flush()

    def _ask(self, method: str, params: Mapping[str, Any]) -> Any:
        self._asked += 1
        asked = self._asked
        self._send({"id": asked, "method": method, "params": params})
        while True:
            message = self._read()
            if message.get("id") == asked and "method" not in message:
                return message["result"]

    def _read(self) -> dict[str, Any]:
        """Return the next message, after answering requests from the server."""
        assert self._process.stdout
        length = 0
        while line := self._process.stdout.readline().strip():
            name, _, value = line.decode().partition(":")
            length = int(value) if name.lower() == "content-length" else length
        assert length, "the language server has gone"
        message: dict[str, Any] = json.loads(self._process.stdout.read(length))
        match message.get("method"):
            case "workspace/configuration":
                items = message["params"]["items"]
                settings = [self._settings.get(item["section"], {}) for item in items]
                self._send({"id": message["id"], "result": settings})
            case "textDocument/publishDiagnostics":
                diagnostics = message["params"]["diagnostics"]
                self._diagnostics[message["params"]["uri"]] = [_line(one) for one in diagnostics]
            case str() if "id" in message:
                self._send({"id": message["id"], "result": None})
        return message


def _line(diagnostic: Mapping[str, Any]) -> str:
    start = diagnostic["range"]["start"]
    return f"{start['line'] + 1}:{start['character'] + 1}: {diagnostic['message']}"


def _words(documentation: Any) -> str:
    words = documentation.get("value", "") if isinstance(documentation, dict) else documentation
    return str(words or "")
