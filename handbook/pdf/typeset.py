"""A document becomes a PDF: the same document, the same bytes; nothing in it can run or read."""

import json
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import NamedTuple, cast

import typst

from handbook.pdf.document import Document
from handbook.pdf.glyphs import in_words, is_letter, strange

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
# Of pages that are only tried.
_ANY_DAY = date(2000, 1, 1)
_WITHOUT_GLYPH = "could not be displayed"


class Printed(NamedTuple):
    """A PDF, whether it claims that everybody can read it, and the letters that stand as boxes.

    Those are in no font of this machine; a PDF with such letters makes no claim.
    """

    pdf: bytes
    accessible: bool
    missing: str


def typeset(document: Document) -> Printed:
    """Return a document as a PDF.

    The fonts are those the library brings, so the bytes are the same on every machine. A sign
    that none of them has is told in words; for a letter that none has, this machine's fonts are
    taken too.
    """
    pictures = {f"{name}.json": _numbers(content) for name, content in document.pictures.items()}
    spoiled = [name.removesuffix(".json") for name in pictures if not _prints(pictures[name])]
    text = json.dumps({**document.data, "spoiled": spoiled}, ensure_ascii=False)
    lacking = strange(text, _sets)
    letters = "".join(filter(is_letter, lacking))
    text = text.translate(in_words("".join(one for one in lacking if one not in letters)))
    files = {**program(), _DATA: text.encode(), **pictures}
    missing = strange(letters, _sets_here) if letters else ""
    if not missing:
        try:
            pdf = _compile(files, ["ua-1"], document.day, system=bool(letters))
            return Printed(pdf, True, "")
        except typst.TypstError:
            # A text in a shape nobody thought of: better a PDF without the claim than none.
            pass
    return Printed(_compile(files, [], document.day, system=True), False, missing)


def _sets(characters: str, *, system: bool = False) -> bool:
    """Return whether the fonts have every character of a JSON list."""
    files = {**program(), "main.typ": _PROBE, "characters.json": characters.encode()}
    try:
        _compile(files, ["ua-1"], system=system)
    except typst.TypstError as fault:
        if _WITHOUT_GLYPH not in fault.message:
            raise
        return False
    return True


def _sets_here(characters: str) -> bool:
    return _sets(characters, system=True)


def _numbers(content: bytes) -> bytes:
    """Return bytes as a JSON list of numbers: the library takes texts only, and no other file."""
    return json.dumps(list(content)).encode()


def _prints(picture: bytes) -> bool:
    """Return whether a picture can be printed: what only claims to be one would stop the press."""
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
        # The library takes many files as well, and only its types do not say so.
        cast("bytes", files),
        format="pdf",
        pdf_standards=standards,
        timestamp=datetime.combine(day, time(), UTC),
    )
    return cast("bytes", pdf)


@cache
def program() -> dict[str, bytes]:
    """Return the typesetter's program, ours alone, by the names of its files."""
    files = {file.name: file.read_bytes() for file in sorted(_PRESS.glob("*.typ"))}
    return {"main.typ": files.pop(_MAIN), **files}


@cache
def _compiler(*, system: bool) -> typst.Compiler:
    # The root holds nothing but the program: no picture can bring in another file by its name.
    return typst.Compiler(root=_PRESS, ignore_system_fonts=not system)
