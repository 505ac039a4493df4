"""Digests for cache keys: the same inputs give the same digest."""

import hashlib
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import yaml

SIZE = 20
_CODE = Path(__file__).parent
_LIBRARIES = Path(yaml.__file__).parent.parent


def digest(*parts: bytes) -> bytes:
    """Return a digest of `SIZE` bytes of some parts in order."""
    found = hashlib.blake2b(digest_size=SIZE)
    for part in parts:
        found.update(len(part).to_bytes(8))
        found.update(part)
    return found.digest()


@cache
def code(*patterns: str) -> bytes:
    """Return a digest of the handbook modules matching patterns, and of all installed libraries."""
    installed = sorted(folder.name for folder in _LIBRARIES.glob("*.dist-info"))
    files = modules(patterns)
    return digest(
        sys.version.encode(),
        *(name.encode() for name in installed),
        *(file.read_bytes() for file in files),
    )


def modules(patterns: Sequence[str]) -> list[Path]:
    """Return the modules of the handbook that match patterns such as "source/*.py"."""
    return sorted({file for pattern in patterns for file in _CODE.glob(pattern)})
