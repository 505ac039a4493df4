"""A cache of results computed from git objects."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from handbook.cache import Cache
from handbook.digests import code, digest

_READERS = ("*.py", "changes/*.py", "diagrams/*.py", "history/*.py", "source/*.py")
_SCHEMAS = "data/schemas/*.json"


class Store:
    """Cached results (plain data) by name; `made` is a digest of the code that computes them."""

    def __init__(self, cache: Cache, made: bytes) -> None:
        self._cache = cache
        self._made = made

    def get(self, name: str) -> Any:
        """Return a result; None if it is not cached."""
        found = self._cache.get(self._key(name))
        return None if found is None else json.loads(found)

    def put(self, name: str, answer: Any) -> None:
        """Cache a result, which must not be None."""
        self._cache.put(self._key(name), json.dumps(answer).encode())

    def _key(self, name: str) -> bytes:
        return digest(self._made, name.encode(errors="surrogateescape"))


def code_digest(root: Path, readers: Sequence[str] = _READERS) -> bytes:
    """Return a digest of the code and the schemas that the results depend on.

    `readers` are the patterns of the modules involved.
    """
    schemas = sorted(root.glob(_SCHEMAS))
    parts = (part for file in schemas for part in (file.name.encode(), file.read_bytes()))
    return digest(b"history", code(*readers), *parts)
