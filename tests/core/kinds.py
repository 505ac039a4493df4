"""Read and validate texts as the loader does, with this repository's schemas."""

from handbook.diagnostics import Diagnostic
from handbook.entries import read_as
from handbook.load import SCHEMAS
from handbook.schema import Kind, read_kinds
from handbook.source.document import Document
from handbook.source.text import decode
from handbook.validation import validate
from tests.support.handbooks import REPOSITORY

KINDS, _ = read_kinds(REPOSITORY / SCHEMAS, SCHEMAS)
HOMES = tuple(kind.home for kind in KINDS.values())
PATHS = {
    "sops": "sops/operations/ordering.md",
    "meetings": "data/meetings/standup.md",
    "templates": "data/templates/notes.md",
    "checklists": "data/checklists/leaving.md",
    "post-mortems": "data/post-mortems/flood.md",
    "roles": "data/roles.yaml",
    "reviews": "data/reviews/ordering.yaml",
    "settings": "data/settings.yaml",
    "values": "data/values/figures.csv",
}


def path_of(kind: str) -> str:
    """Return a valid path for a file of a kind."""
    return PATHS.get(kind, f"data/{kind}.yaml")


def read(kind: str, text: str) -> Document:
    """Return the document of a kind that a text describes."""
    return read_as(KINDS[kind], path_of(kind), text, HOMES)


def diagnostics(kind: Kind, content: bytes, path: str) -> list[Diagnostic]:
    """Return all diagnostics for the bytes of one file, as load() finds them."""
    text = decode(content, path)
    if isinstance(text, Diagnostic):
        return [text]
    document = read_as(kind, path, text, HOMES)
    return list(document.faults) or list(validate(kind, document))


def said(kind: str, text: str) -> list[str]:
    """Return the diagnostics for a text of a kind, as "line:column: message [code]"."""
    faults = sorted(diagnostics(KINDS[kind], text.encode(), path_of(kind)))
    return [f"{at.place.line}:{at.place.column}: {at.message} [{at.code}]" for at in faults]
