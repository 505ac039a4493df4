"""Every reference names exactly one entry, and that entry is in use."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache

from handbook.addresses import read_target
from handbook.amounts import counted
from handbook.book import Handbook
from handbook.checks import macro_calls
from handbook.checks.finding import Finding, joined, subject, subject_within
from handbook.checks.links import Files
from handbook.checks.past_references import is_historical
from handbook.checks.suggestions import noun_of, single_fix, suggested_id, unknown
from handbook.diagnostics import Place
from handbook.inventory import replacement
from handbook.names import Name
from handbook.records import Entry
from handbook.references import Reference

# More references than this to an empty register are reported as one fault.
_MAX_LISTED = 3


def readable(handbook: Handbook) -> list[Reference]:
    """Return the references whose targets could be read."""
    return [
        reference
        for reference in handbook.references
        if reference.target is not None or handbook.read(*reference.kinds)
    ]


def named(handbook: Handbook) -> list[Reference | macro_calls.NamedEntry]:
    """Return the readable references and the entries named by pages in docs/."""
    return [*readable(handbook), *macro_calls.named_entries(handbook)]


def uses(handbook: Handbook) -> list[Reference]:
    """Return the references that rely on their target."""
    return [reference for reference in handbook.references if reference.uses]


def entries(handbook: Handbook) -> list[Entry]:
    """Return the entries of all registers."""
    return [entry for register in handbook.registers.values() for entry in register]


def relations(handbook: Handbook) -> list[Reference]:
    """Return the references from procedures in use to related procedures in use."""
    return [
        reference
        for reference in handbook.references
        if reference.route[0] == "related"
        and reference.uses
        and reference.source.kind == "sops"
        and reference.source.status != "retired"
        and handbook.find("sops", reference.source.id) is reference.source
        and reference.target is not None
        and reference.target.kind == "sops"
        and reference.target.id != reference.source.id
        and reference.target.status != "retired"
    ]


def unknown_reference(handbook: Handbook, today: date) -> Iterator[Finding]:
    """A reference names an entry that does not exist."""
    files = Files(handbook)
    unresolved = [one for one in readable(handbook) if one.target is None]
    requested = Counter(one.kinds for one in unresolved)
    empty = {
        kinds
        for kinds in requested
        if requested[kinds] > _MAX_LISTED and _is_empty(handbook, *kinds)
    }
    for kinds in sorted(empty):
        yield _empty_register(handbook, kinds[0], [one for one in unresolved if one.kinds == kinds])
    for reference in unresolved:
        if reference.kinds not in empty and not _is_broken_link(reference, files):
            thing = subject_within(handbook, reference.source, reference.route)
            what = unknown(handbook, reference)
            yield reference.place, f"{thing} names {what}", single_fix(handbook, reference)
    for name in macro_calls.named_entries(handbook):
        if handbook.read(name.kind) and handbook.find(name.kind, name.id) is None:
            what = f"an unknown {noun_of(handbook, name.kind)}: {name.id!r}"
            near, fix = suggested_id(handbook, name.kind, name.id)
            yield name.place, f"this page names {what}{near}", fix


def _elsewhere(first: Name, second: Name) -> str:
    """Return where the first of two names is, as seen from the second."""
    place = first.place
    same = place.path == second.place.path
    return f" on line {place.line}" if same else f" in {place.path}"


def duplicate_name(handbook: Handbook, today: date) -> Iterator[Finding]:
    """Two entries of one register share an id, a title or an alias."""
    for first, second in handbook.names.clashes:
        if first.entry.id != second.entry.id:
            message = (
                f"{subject(handbook, second.entry)} has the name {second.text!r}, which "
                f"{subject(handbook, first.entry)} already has{_elsewhere(first, second)}; "
                "choose another"
            )
            yield second.place, message
        elif second.text == second.entry.id:
            # Their titles may clash as well: renaming one file fixes both.
            noun = noun_of(handbook, second.entry.kind)
            message = (
                f"{noun} {second.text!r} is already in {first.entry.document.path}; "
                "rename this file"
            )
            yield second.place, message


def retired_reference(handbook: Handbook, today: date) -> Iterator[Finding]:
    """An entry in use cites a retired entry."""
    for reference in uses(handbook):
        target, source = reference.target, reference.source
        if target is None or target.status != "retired":
            continue
        if source.status != "retired" and not is_historical(reference):
            thing = subject_within(handbook, source, reference.route)
            noun = noun_of(handbook, target.kind)
            cure = _replacement(handbook, source, target)
            yield reference.place, f"{thing} cites a retired {noun}: {target.title!r}; {cure}"


def _replacement(handbook: Handbook, source: Entry, retired: Entry) -> str:
    """Return what to name instead of a retired entry, if its successor is known."""
    found = replacement(handbook, retired)
    if found is None:
        return "name its replacement"
    if found is source:
        return "this entry replaced it, so remove it here"
    return f"name {found.title!r}, which replaced it"


def one_way_relation(handbook: Handbook, today: date) -> Iterator[Finding]:
    """A procedure lists another as related, but that one does not link back."""
    refers = _link_test(handbook)
    for reference in relations(handbook):
        if reference.target is not None and not refers(reference.target, reference.source):
            message = (
                f"{subject(handbook, reference.source)} lists {reference.target.title!r} as "
                f"related, but it does not link back; add it in {reference.target.document.path}"
            )
            yield reference.place, message


def _link_test(handbook: Handbook) -> Callable[[Entry, Entry], bool]:
    """Return a test whether an entry refers to another, by name or by a link in its text."""
    named = {(id(one.source), id(one.target)) for one in uses(handbook)}

    @cache
    def linked(path: str) -> frozenset[str]:
        links = handbook.documents[path].links
        return frozenset(read_target(link.target, path).path for link in links)

    def refers(source: Entry, wanted: Entry) -> bool:
        if (id(source), id(wanted)) in named:
            return True
        return wanted.document.path in linked(source.document.path)

    return refers


def _is_broken_link(reference: Reference, files: Files) -> bool:
    """Return whether the name is a link already reported as broken."""
    document = reference.source.document
    written = any(link.target == reference.name for link in document.links)
    return written and files.fault(read_target(reference.name, document.path)) is not None


def _is_empty(handbook: Handbook, *kinds: str) -> bool:
    """Return whether the only kind is a single-file register without entries."""
    register = handbook.registers.get(kinds[0]) if len(kinds) == 1 else None
    return register is not None and register.kind.one_file and not register.entries


def _empty_register(handbook: Handbook, kind: str, names: Sequence[Reference]) -> Finding:
    """Return one finding for all references to an empty register."""
    file = handbook.kinds[kind].files
    many = counted(len(names), "name refers", "names refer")
    what = joined((repr(name) for name in dict.fromkeys(one.name for one in names)), most=3)
    message = (
        f"{file} contains no {noun_of(handbook, kind)}, but {many} to one: {what}; "
        "add them here, or restore the file from git"
    )
    return Place(file, 1, 1), message
