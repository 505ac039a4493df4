"""Suggestions for references to unknown entries, and their fixes."""

import re

from handbook.book import Handbook
from handbook.checks.finding import joined, subject
from handbook.checks.past_references import is_historical
from handbook.diagnostics import Fix
from handbook.mistyped import NOTHING
from handbook.names import fix_of, fold, id_of, suggestion
from handbook.records import Entry
from handbook.references import Reference
from handbook.similarity import differ_in_word, similar, word_count

# "Slack and Zoom", "COO / CFO".
_SEPARATOR = re.compile(r"[,;/&+]|\band\b|\bor\b")
# "NPS > 50", "CSAT: 90%", "COO (deputy)".
_REMARK = re.compile(r"[:<>=≥≤(\[]| [-–—] ")


def noun_of(handbook: Handbook, kind: str) -> str:
    """Return the noun for one entry of a kind."""
    found = handbook.kinds.get(kind)
    return found.noun if found else kind


def single_fix(handbook: Handbook, reference: Reference) -> Fix | None:
    """Return the fix for a name that resembles the names of exactly one entry.

    A kind with an id, more or fewer words, or a different word is not a typo.
    """
    written = reference.name
    if written.lower() in NOTHING - {"tbd"} and _may_be_empty(handbook, reference):
        return Fix("null")
    kind, slash, _ = written.partition("/")
    if slash and kind in handbook.kinds:
        return None
    known = handbook.names.known(reference.kinds)
    near = [
        name
        for name in similar(written, known)
        if word_count(name) == word_count(written) and not differ_in_word(written, name)
    ]
    base = reference.source.document.path
    found = (handbook.names.find(reference.kinds, name, base) for name in near)
    meant = {(entry.kind, entry.id) for entry in found if entry}
    if len(meant) != 1:
        return None
    # An id stays an id, even if the title is closer.
    is_id = reference.name == id_of(reference.name)
    return Fix(next(iter(meant))[1] if is_id else near[0], reference.name)


def unknown(handbook: Handbook, reference: Reference) -> str:
    """Return the words for an unknown name, with a suggestion from the kind it names, if any."""
    kind, slash, entry_id = reference.name.partition("/")
    if slash and len(reference.kinds) > 1 and kind in reference.kinds:
        near, _ = suggested_id(handbook, kind, entry_id)
        return f"an unknown {noun_of(handbook, kind)}: {entry_id!r}{near}"
    nouns = joined((noun_of(handbook, kind) for kind in reference.kinds), 6, "or")
    return f"an unknown {nouns}: {reference.name!r}{_suggestion(handbook, reference)}"


def suggested_id(handbook: Handbook, kind: str, written: str) -> tuple[str, Fix | None]:
    """Return the end of a message that suggests an id, and the fix if there is only one."""
    entry = handbook.names.find((kind,), written, "") or _alias_of(handbook, kind, written)
    if entry is not None:
        return f"; its id is {entry.id!r}", Fix(entry.id, written)
    if kind not in handbook.kinds:
        return f"; {_no_schema(kind)}", None
    known = [one.id for one in handbook.entries(kind)]
    file = handbook.kinds[kind].files
    where = "" if "*" in file else f" in {file}"
    near = suggestion(written, known) or f"; use an existing one, or add it{where} first"
    return near, fix_of(written, known)


def _no_schema(kind: str) -> str:
    return f"its schema, data/schemas/{kind}.json, is missing"


def _alias_of(handbook: Handbook, kind: str, written: str) -> Entry | None:
    """Return the entry with a name that would give this id, such as a successor's alias."""
    names = (name for name in handbook.names.known((kind,)) if id_of(name) == written)
    return next((handbook.names.find((kind,), name, "") for name in names), None)


def _may_be_empty(handbook: Handbook, reference: Reference) -> bool:
    """Return whether the schema allows null instead of a name."""
    properties = handbook.kinds[reference.source.kind].entry_schema.get("properties", {})
    return "null" in properties.get(reference.route[0], {}).get("type", ())


def _nameable(handbook: Handbook) -> set[str]:
    """Return the kinds whose entries are named anywhere or may be mentioned."""
    mentioned = {name for name, kind in handbook.kinds.items() if kind.schema.get("spokenOf", True)}
    return mentioned | {kind for one in handbook.references for kind in one.kinds}


def roles_held_by(handbook: Handbook, person: str) -> str:
    """Return a suggestion to name a person's roles instead, or "" if they hold none."""
    held = [
        repr(role.title)
        for role in handbook.roles_in_use
        if fold(person) in map(fold, role.holders)
    ]
    which = "the" if len(held) == 1 else "a"
    words = f"; name {which} role that this person holds: {joined(held, last='or')}"
    return words if held else ""


def _embedded_names(handbook: Handbook, reference: Reference) -> str:
    """Return a suggestion for several names in one or a name among other words, or ""."""
    base = reference.source.document.path

    def is_known(name: str) -> bool:
        return handbook.names.find(reference.kinds, name, base) is not None

    several = [name.strip() for name in _SEPARATOR.split(reference.name)]
    if several[1:] and all(map(is_known, several)):
        named = joined(map(repr, several), len(several))
        is_listed = isinstance(reference.route[-1], int)
        cure = "write each separately" if is_listed else "write only one of them"
        return f"; {named} are {len(several)} names, so {cure}"
    first = _REMARK.split(reference.name, maxsplit=1)[0].strip()
    return f"; write only {first!r}" if first != reference.name and is_known(first) else ""


def _suggestion(handbook: Handbook, reference: Reference) -> str:
    """Return the name that was probably meant, or where this name exists or could be added."""
    if reference.name.lower() in NOTHING and isinstance(reference.route[0], str):
        if _may_be_empty(handbook, reference):
            return "; write null, without quotation marks, if there is none"
        if reference.route[0] not in handbook.kinds[reference.source.kind].entry_schema.get(
            "required", ()
        ):
            return f"; leave out {reference.route[0]!r} if there is none"
    if not any(kind in handbook.kinds for kind in reference.kinds):
        return f"; {_no_schema(reference.kinds[0])}"
    if "roles" in reference.kinds and (held := roles_held_by(handbook, reference.name)):
        return held
    near = _embedded_names(handbook, reference) or suggestion(
        reference.name, handbook.names.known(reference.kinds)
    )
    others = handbook.cached(("nameable",), lambda: _nameable(handbook)) - {*reference.kinds}
    other = handbook.names.find(sorted(others), reference.name, reference.source.document.path)
    if near:
        return near
    if other is not None:
        return f"; {subject(handbook, other)} is a different kind of entry"
    files = [one.files for kind in reference.kinds if (one := handbook.kinds.get(kind))]
    retired = ", with 'status: retired' if it no longer exists" if is_historical(reference) else ""
    if len(files) == 1 and "*" not in files[0]:
        return f"; use one from {files[0]}, or add it there{retired}"
    return f"; use an existing one, or add it first{retired}"
