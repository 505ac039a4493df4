"""A reader that stores documents in the persistent cache."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from handbook.addresses import Home
from handbook.cache import Cache, user_cache
from handbook.digests import code, digest
from handbook.readers import PlainReader, Read, Reader
from handbook.schema import Kind
from handbook.source.document import Document
from handbook.source.packing import pack
from handbook.source.spool import Spool
from handbook.source.unpacking import Broken, unpack

# The code that affects the result of reading.
_READERS = ("*.py", "source/*.py", "diagrams/*.py")


class CachedReader:
    """Reads texts that are not in the cache, and adds them to it.

    The key of a text covers everything that its document depends on: its path, the schema of its
    kind, the homes of entries, and the code and libraries that read it. A text with faults is read
    every time.

    Large values stay packed and spooled until they are needed, to save memory.
    """

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._plain = PlainReader()
        self._spool = Spool()
        self._seeds: dict[str, bytes] = {}
        # The cache key of each text that was read, by path.
        self.keys: dict[str, bytes] = {}

    def set_schemas(self, kinds: Mapping[str, Kind]) -> None:
        """Set the schemas for all reads from now on."""
        homes = tuple(kind.home for kind in kinds.values())
        self._seeds = {
            # MessagePack cannot represent every number and text of JSON.
            name: digest(code(*_READERS), repr((name, homes, kind.schema)).encode())
            for name, kind in kinds.items()
        }

    def read(self, kind: Kind, path: str, text: str, homes: tuple[Home, ...]) -> Read:
        """Return a text as a document of a kind, and its faults."""
        key = digest(self._seeds[kind.name], path.encode(), text.encode())
        self.keys[path] = key
        cached = self.known(path, key)
        if cached is not None:
            return cached, ()
        document, faults = self._plain.read(kind, path, text, homes)
        packed = None if faults else self._packed(kind, document)
        if packed is None:
            return document, faults
        self._cache.put(key, packed)
        # The document as read takes several times the memory.
        return unpack(packed, path, self._spool), ()

    def known(self, path: str, key: bytes) -> Document | None:
        """Return the cached document at a path by its key, None if there is none."""
        packed = self._cache.get(key)
        if packed is None:
            return None
        try:
            return unpack(packed, path, self._spool)
        except Broken:
            return None

    def _packed(self, kind: Kind, document: Document) -> bytes | None:
        return pack(document, () if kind.one_file else kind.mentions(document.data))


def reader_over(cache: Cache) -> Reader:
    """Return a reader that uses a cache if it stores anything."""
    return CachedReader(cache) if cache.is_enabled else PlainReader()


@contextmanager
def cached_reader(asked: str | None) -> Iterator[Reader]:
    """Yield a reader that uses the cache of the current user."""
    with user_cache(asked) as cache:
        yield reader_over(cache)
