"""What was worked out once of what git keeps is in the cache, and need not be worked out again."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from handbook.cache import Cache
from handbook.digests import code, digest

_READERS = ("*.py", "changes/*.py", "diagrams/*.py", "history/*.py", "source/*.py")
_SCHEMAS = "data/schemas/*.json"


class Store:
    """Answers of plain data by name; `made` stands for what they are made by."""

    def __init__(self, cache: Cache, made: bytes) -> None:
        self._cache = cache
        self._made = made

    def get(self, name: str) -> Any:
        """Return an answer, None if it is not known."""
        found = self._cache.get(self._key(name))
        return None if found is None else json.loads(found)

    def put(self, name: str, answer: Any) -> None:
        """Keep an answer that is not None."""
        self._cache.put(self._key(name), json.dumps(answer).encode())

    def _key(self, name: str) -> bytes:
        return digest(self._made, name.encode(errors="surrogateescape"))


def made_by(root: Path, readers: Sequence[str] = _READERS) -> bytes:
    """Return what stands for the code and the schemas that give the answers.

    `readers` are the patterns of the modules that have a part in them.
    """
    schemas = sorted(root.glob(_SCHEMAS))
    parts = (part for file in schemas for part in (file.name.encode(), file.read_bytes()))
    return digest(b"history", code(*readers), *parts)
