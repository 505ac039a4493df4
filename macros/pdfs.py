"""The PDFs of a site: which ones to build, each typeset only if its content has changed."""

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from mkdocs.exceptions import Abort
from mkdocs.plugins import get_plugin_logger

from handbook.book import Handbook
from handbook.pages.edition import WHOLE, Edition
from handbook.pdf.document import Document
from handbook.pdf.printable import PrintOptions, of_area, of_procedure, whole
from handbook.pdf.revision import revision
from handbook.pdf.typeset import program, typeset

log = get_plugin_logger("handbook")
_EVERY = frozenset({WHOLE, "areas", "sops"})
CHOICES = {
    "all": _EVERY,
    "areas": frozenset({WHOLE, "areas"}),
    "none": frozenset[str](),
}
_AUTO = "auto"
# Up to this number of procedures, all PDFs of a site take less than half a minute.
_MAX_PROCEDURES = 200
# The cache keeps unused PDFs up to this multiple of the number that a build uses.
_KEPT_UNUSED = 4


class Order(NamedTuple):
    """A PDF and its address, relative to the site root."""

    address: str
    document: Document


def choice(wanted: object, *, serving: bool) -> str:
    """Return the chosen set of PDFs; raise Abort if the value is unknown.

    While serving there are none unless they are requested.
    """
    # YAML reads "yes" and "no" as booleans, 1 and 0 as numbers equal to them, and an empty value
    # as None, which is how CI passes a variable without a value.
    chosen = ("none", "all")[bool(wanted)] if wanted in (0, 1) else wanted
    chosen = _AUTO if chosen is None else chosen
    if chosen not in {*CHOICES, _AUTO}:
        known = ", ".join([*CHOICES, _AUTO])
        raise Abort(f"HANDBOOK_PDF is {wanted!r}; choose one of {known}")
    return "none" if serving and chosen == _AUTO else str(chosen)


def kinds_printed(handbook: Handbook, chosen: str) -> frozenset[str]:
    """Return the kinds of PDFs to build: by default all, unless that takes too long."""
    number = len(handbook.sops_in_use)
    if chosen == _AUTO and number > _MAX_PROCEDURES:
        log.info(
            "skipped PDFs: %s procedures would take too long; set HANDBOOK_PDF to 'areas' or "
            "'all' to build them",
            f"{number:,}",
        )
        return CHOICES["none"]
    return CHOICES.get(chosen, _EVERY)


def write_pdfs(edition: Edition, site: Path, kept: Path) -> None:
    """Write all PDFs of an edition into a site; those cached in `kept` are not typeset again."""
    used = {_write(order, site, kept) for order in _orders(edition)}
    if used:
        _prune(kept, used)


def _orders(edition: Edition) -> Iterator[Order]:
    handbook = edition.handbook
    if not edition.printed:
        return
    how = PrintOptions(str(handbook.settings.get("paper", "A4")), revision(handbook.root))
    if WHOLE in edition.printed:
        yield Order(edition.pdf(None), whole(edition, how))
    if "areas" in edition.printed:
        for area in filter(edition.pdf, handbook.entries("areas")):
            yield Order(edition.pdf(area), of_area(edition, area, how))
    if "sops" in edition.printed:
        for sop in handbook.sops.values():
            yield Order(edition.pdf(sop.entry), of_procedure(edition, sop, how))


def _write(order: Order, site: Path, kept: Path) -> str:
    """Write one PDF, and return its name in the cache."""
    name = f"{_digest(order.document)}.pdf"
    content = _read(kept / name)
    if content is None:
        printed = typeset(order.document)
        content = printed.pdf
        _cache(kept / name, content)
        if printed.missing:
            log.info("%s: no installed font has %s", order.address, " ".join(printed.missing))
    target = site / order.address
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    return name


def _digest(document: Document) -> str:
    """Return a digest of everything that a PDF is made from."""
    parts = [version("typst").encode(), json.dumps(document.data, sort_keys=True).encode()]
    for files in (program(), document.pictures):
        parts += [part for name, text in sorted(files.items()) for part in (name.encode(), text)]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _read(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError:
        return None


def _cache(file: Path, content: bytes) -> None:
    """Cache a PDF atomically; do nothing if the cache is not writable."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f"{file.name}.")
    except OSError:
        return
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
    Path(name).replace(file)


def _prune(kept: Path, used: set[str]) -> None:
    """Remove the oldest cached PDFs that this build did not use, to limit the cache."""
    others = [file for file in kept.glob("*") if file.name not in used]
    others.sort(key=lambda file: (file.stat().st_mtime, file.name), reverse=True)
    for file in others[_KEPT_UNUSED * len(used) :]:
        file.unlink(missing_ok=True)
