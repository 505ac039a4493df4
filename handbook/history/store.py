"""What has been worked out once is kept in a file, so that the next build need not do it again."""

import json
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from handbook.digests import code, digest

_READERS = (
    "changes/renamed.py", "entries.py", "names.py", "schema.py", "source/*.py", "history/*.py",
)  # fmt: skip
_SCHEMAS = "data/schemas/*.json"


class Store:
    """Answers by name, from a file that may be deleted at any time: that costs time, no more.

    Two builds may use it at once: each writes a file of its own and puts it in the place of the
    other's whole.
    """

    def __init__(self, file: Path | None = None, made: str = "") -> None:
        self._file = file
        self._made = made
        self._known = _read(file, made) if file else {}
        self._used: dict[str, Any] = {}

    def get(self, name: str) -> Any:
        """Return an answer, None if it is not known."""
        found = self._used.get(name, self._known.get(name))
        if found is not None:
            self._used[name] = found
        return found

    def put(self, name: str, answer: Any) -> None:
        """Keep an answer of plain data that is not None."""
        self._used[name] = answer

    def save(self) -> None:
        """Write what was asked for this time; where nothing may be written, nothing is kept."""
        if self._file is None or self._used == self._known:
            return
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._file.parent, prefix=f"{self._file.name}.")
        except OSError:
            return
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump({"made": self._made, "known": self._used}, file, separators=(",", ":"))
        Path(name).replace(self._file)


def made_by(root: Path, readers: Sequence[str] = _READERS) -> str:
    """Return what stands for the code and the schemas that give the answers.

    `readers` are the patterns of the modules that have a part in them.
    """
    schemas = sorted(root.glob(_SCHEMAS))
    parts = (part for file in schemas for part in (file.name.encode(), file.read_bytes()))
    return digest(code(*readers), *parts).hex()


def _read(file: Path, made: str) -> dict[str, Any]:
    """Return what is kept; nothing if it is not there, broken, or from other code."""
    try:
        kept = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(kept, dict) or kept.get("made") != made:
        return {}
    known = kept.get("known")
    return known if isinstance(known, dict) else {}
