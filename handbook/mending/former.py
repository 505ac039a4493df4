"""Names and links of old get the names that things have now."""

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote

from handbook.addresses import home_of, read_target
from handbook.book import Handbook, Reference
from handbook.checks.links import links
from handbook.diagnostics import Cure, Diagnostic
from handbook.history.renames import Renames
from handbook.mending.edits import Edit
from handbook.names import fold
from handbook.source.document import Document

CODES = frozenset({"unknown-reference", "broken-link"})


def former_edits(
    handbook: Handbook, renames: Renames, found: Iterable[Diagnostic]
) -> Iterator[Edit]:
    """Yield how to mend what a rename has left behind, of the faults that were found."""
    places = {one.place for one in found if one.code in CODES}
    for reference in handbook.references:
        if reference.target is None and reference.place in places:
            right = _name_now(handbook, renames, reference)
            if right is not None:
                yield Edit(reference.place, Cure(right, reference.name))
    came_from = {moved.path: path for path, moved in renames.files.items() if moved.path}
    for document, link, _ in links(handbook):
        if link.place in places:
            cure = _link_now(handbook, renames, came_from, document, link.target)
            if cure is not None:
                yield Edit(link.place, cure)


def _name_now(handbook: Handbook, renames: Renames, reference: Reference) -> str | None:
    """Return the name of an entry that was called so, in the form that it is written in."""
    kind, slash, entry_id = reference.name.partition("/")
    if slash and kind in reference.kinds:
        now = renames.ids.get((kind, entry_id))
        return f"{kind}/{now}" if now and handbook.find(kind, now) else None
    for kind in reference.kinds:
        entry = handbook.find(kind, renames.ids.get((kind, reference.name), ""))
        if entry is not None:
            return entry.id
        entry = handbook.find(kind, renames.titles.get((kind, fold(reference.name)), ""))
        if entry is not None:
            return entry.title
    return None


def _link_now(
    handbook: Handbook,
    renames: Renames,
    came_from: Mapping[str, str],
    document: Document,
    written: str,
) -> Cure | None:
    """Return how a link leads to where a file, or the entry that its anchor names, is now."""
    path, _, anchor = written.partition("#")
    target = read_target(written, document.path)
    home = home_of(target.path, handbook.homes)
    if home is not None and "*" not in home.files and anchor:
        now = renames.ids.get((home.kind, target.anchor), "")
        if handbook.find(home.kind, now):
            return Cure(f"#{now}", f"#{anchor}")
    # It may lead elsewhere because the file it stands in was moved.
    bases = [document.path, came_from.get(document.path, document.path)]
    for base in bases:
        meant = read_target(path, base).path
        moved = renames.files.get(meant)
        there = moved.path if moved and moved.path else meant
        if path and _is_there(handbook, there):
            right = quote(posixpath.relpath(there, posixpath.dirname(document.path)))
            return Cure(right, path) if right != path else None
    return None


def _is_there(handbook: Handbook, path: str) -> bool:
    return path in handbook.documents or (handbook.root / path).is_file()
