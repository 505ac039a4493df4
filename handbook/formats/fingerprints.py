"""Stable, unique fingerprints of diagnostics, independent of line numbers."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from handbook.diagnostics import Diagnostic

# "is already given on line 12" must not change when line 12 becomes line 13.
_LINE = re.compile(r"\bline \d+")


def fingerprinted(found: Iterable[Diagnostic]) -> Iterator[tuple[Diagnostic, str]]:
    """Yield each diagnostic with a unique fingerprint of 64 hexadecimal digits.

    Identical diagnostics in a file are numbered in reading order, because forges drop all but
    the first with the same fingerprint.
    """
    occurrences: Counter[str] = Counter()
    for diagnostic in found:
        message = _LINE.sub("line", diagnostic.message)
        meaning = f"{diagnostic.place.path}\0{diagnostic.code}\0{message}"
        occurrences[meaning] += 1
        text = f"{meaning}\0{occurrences[meaning]}"
        yield diagnostic, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
