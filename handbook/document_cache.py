"""Texts that were read at any time before are not read again: what they gave is in a cache."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from handbook.addresses import Home
from handbook.cache import Cache, of_user
from handbook.digests import code, digest
from handbook.readers import PlainReader, Read, Reader
from handbook.schema import Kind
from handbook.source.document import Document
from handbook.source.packing import pack
from handbook.source.spool import Spool
from handbook.source.unpacking import Broken, unpack

# Where the code is that has a part in what is read.
_READERS = ("*.py", "source/*.py", "diagrams/*.py")


class CachedReader:
    """Reads what no cache knows, and lets the cache know it.

    A text is known by all that its document hangs on: its path, its kind's schema, where entries
    live, and the code and the libraries that read it. What has faults is read each time.

    What is large stays packed and spooled until it is asked for, to take little memory.
    """

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._anew = PlainReader()
        self._spool = Spool()
        self._seeds: dict[str, bytes] = {}
        # Under which key each text is kept that was read.
        self.keys: dict[str, bytes] = {}

    def under(self, kinds: Mapping[str, Kind]) -> None:
        """Say by which schemas is read from now on."""
        homes = tuple(kind.home for kind in kinds.values())
        self._seeds = {
            # MessagePack knows neither every number of JSON nor every text.
            name: digest(code(*_READERS), repr((name, homes, kind.schema)).encode())
            for name, kind in kinds.items()
        }

    def read(self, kind: Kind, path: str, text: str, homes: tuple[Home, ...]) -> Read:
        """Return a text as a document of a kind, and what is wrong with it."""
        key = digest(self._seeds[kind.name], path.encode(), text.encode())
        self.keys[path] = key
        known = self.known(path, key)
        if known is not None:
            return known, ()
        document, faults = self._anew.read(kind, path, text, homes)
        found = None if faults else self._packed(kind, document)
        if found is None:
            return document, faults
        self._cache.put(key, found)
        # As it was read it takes several times the memory.
        return unpack(found, path, self._spool), ()

    def known(self, path: str, key: bytes) -> Document | None:
        """Return the document at a path that is kept under a key, None if none is."""
        packed = self._cache.get(key)
        if packed is None:
            return None
        try:
            return unpack(packed, path, self._spool)
        except Broken:
            return None

    def _packed(self, kind: Kind, document: Document) -> bytes | None:
        return pack(document, () if kind.one_file else kind.mentions(document.data))


@contextmanager
def cached_reader(asked: str | None) -> Iterator[Reader]:
    """Return what reads with the cache that `of_user` gives."""
    with of_user(asked) as cache:
        yield CachedReader(cache) if cache.keeps else PlainReader()
