"""Cache the canonical form of files."""

from handbook.addresses import Home
from handbook.cache import Cache
from handbook.canonical.files import Canonical, canonical
from handbook.digests import code, digest
from handbook.schema import Kind

# The code that determines a file's form and meaning.
_CODE = ("*.py", "canonical/*.py", "source/*.py", "diagrams/*.py")

# Marks a text that is already canonical; no canonical text equals it.
_UNCHANGED = b"\0"


class FormCache:
    """Formats files, and caches the result by text."""

    def __init__(self, cache: Cache, homes: tuple[Home, ...]) -> None:
        self._cache = cache
        self._homes = homes
        self._seeds: dict[str, bytes] = {}

    def of(self, kind: Kind, path: str, text: str) -> Canonical:
        """Return the canonical form of a file, which must have been read without faults."""
        if not self._cache.is_enabled:
            return canonical(kind, path, text, self._homes)
        key = digest(self._seed(kind), path.encode(), text.encode())
        known = self._cache.get(key)
        if known is not None:
            return Canonical(text if known == _UNCHANGED else known.decode(), same=True)
        found = canonical(kind, path, text, self._homes)
        if found.same:
            self._cache.put(key, _UNCHANGED if found.text == text else found.text.encode())
        return found

    def _seed(self, kind: Kind) -> bytes:
        if kind.name not in self._seeds:
            inputs = repr((kind.name, self._homes, kind.schema))
            self._seeds[kind.name] = digest(b"canonical", code(*_CODE), inputs.encode())
        return self._seeds[kind.name]
