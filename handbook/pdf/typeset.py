"""Typeset a document as a PDF, reproducibly; nothing in it can run code or read files."""

import json
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import NamedTuple, cast

import typst

from handbook.pdf.document import Document
from handbook.pdf.glyphs import is_letter, missing_glyphs, name_table

_PRESS = Path(__file__).parent / "press"
_MAIN = "book.typ"
_DATA = "document.json"
_PROBE = b"""
#import "look.typ": faces
#set document(title: "Letters")
#set text(font: faces)
#for one in json("characters.json") [#one ]
"""
_FRAME = b'#image(bytes(json("picture.json")), alt: "")'
# The date of PDFs that are only test runs.
_ANY_DAY = date(2000, 1, 1)
_WITHOUT_GLYPH = "could not be displayed"


class Printed(NamedTuple):
    """A PDF, whether it conforms to PDF/UA, and the letters that appear as boxes.

    No font on this machine has these letters; a PDF that contains any does not claim conformance.
    """

    pdf: bytes
    accessible: bool
    missing: str


def typeset(document: Document) -> Printed:
    """Return a document as a PDF.

    It uses the fonts bundled with the library, so the bytes are the same on every machine. A
    symbol missing from them is replaced by its name; for a missing letter, system fonts are used.
    """
    pictures = {f"{name}.json": _numbers(content) for name, content in document.pictures.items()}
    spoiled = [name.removesuffix(".json") for name in pictures if not _is_valid(pictures[name])]
    text = json.dumps({**document.data, "spoiled": spoiled}, ensure_ascii=False)
    unset = missing_glyphs(text, _sets)
    letters = "".join(filter(is_letter, unset))
    text = text.translate(name_table("".join(one for one in unset if one not in letters)))
    files = {**program(), _DATA: text.encode(), **pictures}
    missing = missing_glyphs(letters, _sets_with_system_fonts) if letters else ""
    if not missing:
        try:
            pdf = _compile(files, ["ua-1"], document.day, system=bool(letters))
            return Printed(pdf, True, "")
        except typst.TypstError:
            # Unforeseen content: a PDF that does not claim conformance is better than none.
            pass
    return Printed(_compile(files, [], document.day, system=True), False, missing)


def _sets(characters: str, *, system: bool = False) -> bool:
    """Return whether the fonts contain every character of a JSON list."""
    files = {**program(), "main.typ": _PROBE, "characters.json": characters.encode()}
    try:
        _compile(files, ["ua-1"], system=system)
    except typst.TypstError as fault:
        if _WITHOUT_GLYPH not in fault.message:
            raise
        return False
    return True


def _sets_with_system_fonts(characters: str) -> bool:
    return _sets(characters, system=True)


def _numbers(content: bytes) -> bytes:
    """Return bytes as a JSON list of numbers, because the library accepts only text files."""
    return json.dumps(list(content)).encode()


def _is_valid(picture: bytes) -> bool:
    """Return whether a picture can be printed; an invalid one would abort the compilation."""
    try:
        _compile({"main.typ": _FRAME, "picture.json": picture}, [])
    except typst.TypstError:
        return False
    return True


def _compile(
    files: dict[str, bytes],
    standards: list["typst.PDFStandard"],
    day: date = _ANY_DAY,
    *,
    system: bool = False,
) -> bytes:
    pdf = _compiler(system=system).compile(
        # The library accepts a mapping of files too, but its type stubs do not say so.
        cast("bytes", files),
        format="pdf",
        pdf_standards=standards,
        timestamp=datetime.combine(day, time(), UTC),
    )
    return cast("bytes", pdf)


@cache
def program() -> dict[str, bytes]:
    """Return the source files of the typesetter's program, by name."""
    files = {file.name: file.read_bytes() for file in sorted(_PRESS.glob("*.typ"))}
    return {"main.typ": files.pop(_MAIN), **files}


@cache
def _compiler(*, system: bool) -> typst.Compiler:
    # The root contains only the program, so a picture cannot include any other file.
    return typst.Compiler(root=_PRESS, ignore_system_fonts=not system)
