"""Files whose canonical form was worked out before are not put into it again."""

from handbook.addresses import Home
from handbook.cache import Cache
from handbook.canonical.files import Canonical, canonical
from handbook.digests import code, digest
from handbook.schema import Kind

# What has a part in what form a file has, and in what it says.
_CODE = ("*.py", "canonical/*.py", "source/*.py", "diagrams/*.py")

# No text of a file in canonical form is like that.
_AS_IT_IS = b"\0"


class FormCache:
    """Puts files into canonical form; what it is of a text is kept in a cache."""

    def __init__(self, cache: Cache, homes: tuple[Home, ...]) -> None:
        self._cache = cache
        self._homes = homes
        self._seeds: dict[str, bytes] = {}

    def of(self, kind: Kind, path: str, text: str) -> Canonical:
        """Return the canonical form of a file of a kind, which must have been read well."""
        if not self._cache.keeps:
            return canonical(kind, path, text, self._homes)
        key = digest(self._seed(kind), path.encode(), text.encode())
        known = self._cache.get(key)
        if known is not None:
            return Canonical(text if known == _AS_IT_IS else known.decode(), same=True)
        found = canonical(kind, path, text, self._homes)
        if found.same:
            self._cache.put(key, _AS_IT_IS if found.text == text else found.text.encode())
        return found

    def _seed(self, kind: Kind) -> bytes:
        if kind.name not in self._seeds:
            told = repr((kind.name, self._homes, kind.schema))
            self._seeds[kind.name] = digest(b"canonical", code(*_CODE), told.encode())
        return self._seeds[kind.name]
