"""Texts that were read at any time before are not read again: what they gave is in a cache."""

import hashlib
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import yaml
from msgspec.msgpack import encode
from platformdirs import user_cache_path

from handbook.addresses import Home
from handbook.cache import Cache
from handbook.schema import Kind
from handbook.source.packing import Broken, pack, unpack
from handbook.unchanged import Anew, Read, Reader

# What the environment says of the cache: a folder for it, or that there is none.
CACHE = "HANDBOOK_CACHE"
OFF = "off"
_FILE = "read.sqlite"
_CODE = Path(__file__).parent
_LIBRARIES = Path(yaml.__file__).parent.parent
# Where the code is that has a part in what is read.
_READERS = ("*.py", "source/*.py", "diagrams/*.py")


class Kept:
    """Reads what no cache knows, and lets the cache know it.

    A text is known by all that its document hangs on: its path, its kind's schema, where entries
    live, and the code and the libraries that read it. What has faults is read each time.
    """

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._anew = Anew()
        self._seeds: dict[str, bytes] = {}

    def under(self, kinds: Mapping[str, Kind]) -> None:
        """Say by which schemas is read from now on."""
        homes = repr(tuple(kind.home for kind in kinds.values())).encode()
        self._seeds = {
            name: _digest(_code(), homes, name.encode(), encode(kind.schema))
            for name, kind in kinds.items()
        }

    def read(self, kind: Kind, path: str, text: str, homes: tuple[Home, ...]) -> Read:
        """Return a text as a document of a kind, and what is wrong with it."""
        key = _digest(self._seeds[kind.name], path.encode(), text.encode())
        packed = self._cache.get(key)
        if packed is not None:
            try:
                return unpack(packed, path), ()
            except Broken:
                pass
        document, faults = self._anew.read(kind, path, text, homes)
        found = None if faults else pack(document)
        if found is not None:
            self._cache.put(key, found)
        return document, faults


@contextmanager
def reader(asked: str | None) -> Iterator[Reader]:
    """Return what reads with the cache of this machine's user.

    `asked` is what the environment says of it, if anything: another folder, or OFF for none.
    """
    if asked == OFF:
        yield Anew()
        return
    folder = Path(asked) if asked else user_cache_path("operations-handbook")
    with Cache(folder / _FILE) as cache:
        yield Kept(cache)


def _digest(*parts: bytes) -> bytes:
    digest = hashlib.blake2b(digest_size=20)
    for part in parts:
        digest.update(len(part).to_bytes(8) + part)
    return digest.digest()


@cache
def _code() -> bytes:
    """Return what stands for the code and the versions of the libraries that read."""
    installed = sorted(folder.name for folder in _LIBRARIES.glob("*.dist-info"))
    files = [file for pattern in _READERS for file in sorted(_CODE.glob(pattern))]
    return _digest(
        sys.version.encode(),
        *(name.encode() for name in installed),
        *(file.read_bytes() for file in files),
    )
