"""What tells one diagnostic from all others, and stays when lines above it are added."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from handbook.diagnostics import Diagnostic

# "is already given on line 12": the fault is the same when line 12 becomes line 13.
_LINE = re.compile(r"\bline \d+")


def fingerprinted(found: Iterable[Diagnostic]) -> Iterator[tuple[Diagnostic, str]]:
    """Yield each diagnostic with 64 hexadecimal digits that no other of them has.

    Equal ones in one file are numbered in reading order: forges show only the first of two
    with one fingerprint.
    """
    seen: Counter[str] = Counter()
    for diagnostic in found:
        message = _LINE.sub("line", diagnostic.message)
        meaning = f"{diagnostic.place.path}\0{diagnostic.code}\0{message}"
        seen[meaning] += 1
        text = f"{meaning}\0{seen[meaning]}"
        yield diagnostic, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
