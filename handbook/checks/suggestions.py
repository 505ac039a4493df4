"""What was meant by a name that stands for no entry, and how to mend it."""

import re

from handbook.book import Handbook
from handbook.checks.finding import called, enumerated
from handbook.checks.past_references import is_bygone
from handbook.diagnostics import Cure
from handbook.mistyped import NOTHING
from handbook.names import cure_of, fold, id_of, suggestion
from handbook.records import Entry
from handbook.references import Reference
from handbook.similarity import like, size, word_apart

# "Slack and Zoom", "COO / CFO".
_BETWEEN = re.compile(r"[,;/&+]|\band\b|\bor\b")
# "NPS > 50", "CSAT: 90%", "COO (deputy)".
_BEHIND = re.compile(r"[:<>=≥≤(\[]| [-–—] ")


def noun_of(handbook: Handbook, kind: str) -> str:
    """Return what one entry of a kind is called."""
    found = handbook.kinds.get(kind)
    return found.noun if found else kind


def only_cure(handbook: Handbook, reference: Reference) -> Cure | None:
    """Return how to mend a name that is like the names of one entry and no other.

    Whoever writes a kind and an id, more words or fewer, or another word, has meant something else.
    """
    written = reference.name
    if written.lower() in NOTHING - {"tbd"} and _may_be_empty(handbook, reference):
        return Cure("null")
    kind, slash, _ = written.partition("/")
    if slash and kind in handbook.kinds:
        return None
    known = handbook.names.known(reference.kinds)
    near = [
        name
        for name in like(written, known)
        if size(name) == size(written) and not word_apart(written, name)
    ]
    base = reference.source.document.path
    found = (handbook.names.find(reference.kinds, name, base) for name in near)
    meant = {(entry.kind, entry.id) for entry in found if entry}
    if len(meant) != 1:
        return None
    # An id stays an id, although the title may be liker.
    is_id = reference.name == id_of(reference.name)
    return Cure(next(iter(meant))[1] if is_id else near[0], reference.name)


def unknown(handbook: Handbook, reference: Reference) -> str:
    """Return that a name stands for nothing, and what was meant: of a kind that it names itself."""
    kind, slash, entry_id = reference.name.partition("/")
    if slash and len(reference.kinds) > 1 and kind in reference.kinds:
        near, _ = id_meant(handbook, kind, entry_id)
        return f"an unknown {noun_of(handbook, kind)}: {entry_id!r}{near}"
    nouns = enumerated((noun_of(handbook, kind) for kind in reference.kinds), 6, "or")
    return f"an unknown {nouns}: {reference.name!r}{_cure(handbook, reference)}"


def id_meant(handbook: Handbook, kind: str, written: str) -> tuple[str, Cure | None]:
    """Return which id of a kind was meant, as a message ends, and how to mend it if only one."""
    entry = handbook.names.find((kind,), written, "") or _alias_of(handbook, kind, written)
    if entry is not None:
        return f"; its id is {entry.id!r}", Cure(entry.id, written)
    if kind not in handbook.kinds:
        return f"; {_no_schema(kind)}", None
    known = [one.id for one in handbook.entries(kind)]
    file = handbook.kinds[kind].files
    where = "" if "*" in file else f" in {file}"
    near = suggestion(written, known) or f"; name one that there is, or add it{where} first"
    return near, cure_of(written, known)


def _no_schema(kind: str) -> str:
    return f"data/schemas/{kind}.json is missing, which tells how to read one"


def _alias_of(handbook: Handbook, kind: str, written: str) -> Entry | None:
    """Return the entry with a name that would have been this id, as one has that took over."""
    names = (name for name in handbook.names.known((kind,)) if id_of(name) == written)
    return next((handbook.names.find((kind,), name, "") for name in names), None)


def _may_be_empty(handbook: Handbook, reference: Reference) -> bool:
    """Return whether its schema lets a name be null."""
    properties = handbook.kinds[reference.source.kind].entry_schema.get("properties", {})
    return "null" in properties.get(reference.route[0], {}).get("type", ())


def _nameable(handbook: Handbook) -> set[str]:
    """Return the kinds whose entries are named anywhere, or may be spoken of."""
    spoken_of = {name for name, kind in handbook.kinds.items() if kind.schema.get("spokenOf", True)}
    return spoken_of | {kind for one in handbook.references for kind in one.kinds}


def held_by(handbook: Handbook, person: str) -> str:
    """Return what to name instead of a person: the roles that this person holds, "" if none."""
    held = [
        repr(role.title)
        for role in handbook.roles_in_use
        if fold(person) in map(fold, role.holders)
    ]
    which = "the" if len(held) == 1 else "a"
    words = f"; name {which} role that this person holds: {enumerated(held, last='or')}"
    return words if held else ""


def _in_words(handbook: Handbook, reference: Reference) -> str:
    """Return which names stand together or among other words, "" if none do."""
    base = reference.source.document.path

    def is_known(name: str) -> bool:
        return handbook.names.find(reference.kinds, name, base) is not None

    several = [name.strip() for name in _BETWEEN.split(reference.name)]
    if several[1:] and all(map(is_known, several)):
        named = enumerated(map(repr, several), len(several))
        is_listed = isinstance(reference.route[-1], int)
        cure = "write each by itself" if is_listed else "write one of them"
        return f"; {named} are {len(several)} names, {cure}"
    first = _BEHIND.split(reference.name, maxsplit=1)[0].strip()
    return f"; write {first!r} alone" if first != reference.name and is_known(first) else ""


def _cure(handbook: Handbook, reference: Reference) -> str:
    """Return the name that was probably meant, or where this name does exist, or would."""
    if reference.name.lower() in NOTHING and isinstance(reference.route[0], str):
        if _may_be_empty(handbook, reference):
            return "; write null, without quotation marks, if there is none"
        if reference.route[0] not in handbook.kinds[reference.source.kind].entry_schema.get(
            "required", ()
        ):
            return f"; leave the key {reference.route[0]!r} out if there is none"
    if not any(kind in handbook.kinds for kind in reference.kinds):
        return f"; {_no_schema(reference.kinds[0])}"
    if "roles" in reference.kinds and (held := held_by(handbook, reference.name)):
        return held
    near = _in_words(handbook, reference) or suggestion(
        reference.name, handbook.names.known(reference.kinds)
    )
    others = handbook.once(("nameable",), lambda: _nameable(handbook)) - {*reference.kinds}
    other = handbook.names.find(sorted(others), reference.name, reference.source.document.path)
    if near:
        return near
    if other is not None:
        return f"; {called(handbook, other)} is of another kind"
    files = [one.files for kind in reference.kinds if (one := handbook.kinds.get(kind))]
    was = ", with 'status: retired' if it was there once" if is_bygone(reference) else ""
    if len(files) == 1 and "*" not in files[0]:
        return f"; name one that is in {files[0]}, or add it there{was}"
    return f"; name one that there is, or add it first{was}"
