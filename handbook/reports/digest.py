"""Digests: the to-do list of each role in words, most urgent first."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from handbook.book import Handbook
from handbook.diagnostics import Diagnostic
from handbook.records import Entry, Role
from handbook.reports.duties import Duty, by_heading, duties


class Line(NamedTuple):
    """A to-do item: its subject, the problem, and its address or location.

    `more` lists further problems of the same subject, each with its location.
    """

    title: str
    text: str
    where: str
    more: tuple[tuple[str, str], ...] = ()


class Digest(NamedTuple):
    """The to-do list of a role on a day, by heading; `role` is its id, "" if unassigned."""

    role: str
    name: str
    day: date
    groups: Mapping[str, Sequence[Line]]

    @property
    def size(self) -> int:
        """Return the number of items."""
        return sum(map(len, self.groups.values()))

    @property
    def title(self) -> str:
        """Return the summary: "3 things for the COO"."""
        things = "1 thing" if self.size == 1 else f"{self.size} things"
        return f"{things} for the {self.name}"


def digests(
    handbook: Handbook, found: Sequence[Diagnostic], day: date, address: Callable[[Entry], str]
) -> Iterator[Digest]:
    """Yield a digest for every role with something to do, in the order of the roles.

    `address` returns the address of an entry's page; "" if the site's is not known.
    """
    for role, listed in duties(handbook, found).items():
        known = handbook.roles.get(role)
        groups = {
            heading: [_together(handbook, together, known, address) for together in group]
            for heading, group in by_heading(listed, day).items()
        }
        yield Digest(role, known.title if known else "handbook's maintainer", day, groups)


def _together(
    handbook: Handbook,
    listed: Sequence[Duty],
    reader: Role | None,
    address: Callable[[Entry], str],
) -> Line:
    first, *others = (_line(handbook, duty, reader, address) for duty in listed)
    return first._replace(more=tuple((one.text, one.where) for one in others))


def _line(
    handbook: Handbook, duty: Duty, reader: Role | None, address: Callable[[Entry], str]
) -> Line:
    entry, place = duty.entry, duty.found.place
    where = (address(entry) if entry else "") or f"{place.path}:{place.line}"
    message = duty.found.message
    if reader is not None:
        message = _addressed(message, repr(reader.title))
    if entry is None or "title" not in entry.data:
        return _titled(place.path, message, f"{place.path} ", where)
    named = f"{handbook.kinds[entry.kind].noun} {entry.title!r} "
    # Many titles of discrepancies are whole sentences, which would run into the message.
    title = f"“{entry.title}”" if entry.kind == "discrepancies" else entry.title
    return _titled(title, message, named, where)


def _titled(title: str, message: str, named: str, where: str) -> Line:
    """Return a line; unless the message begins with the entry's name, a colon follows the title."""
    words = message.removeprefix(named)
    if words != message:
        return Line(title, words, where)
    return Line(f"{title}:", message.replace(f" of {named}", " ", 1), where)


# Phrases of the checks' messages, and their wording when addressed to the role itself.
_ADDRESSED = (
    ("ask its owner, {name}, to ", ""),
    ("ask {name} to ", ""),
    ("ask {name} whether to ", "decide whether to "),
    ("ask {name} whether ", "check whether "),
    ("ask {name} for ", "find out "),
    ("ask {name}", "take care of it"),
    ("{name} can ", "you can "),
)


def _addressed(message: str, name: str) -> str:
    """Return a message worded for the role it mentions, as in "review it" for "ask 'COO' to ...".

    Only the last clause, the cure, addresses someone.
    """
    fault, mark, cure = message.rpartition("; ")
    for words, said in _ADDRESSED:
        cure = cure.replace(words.format(name=name), said)
    return f"{fault}{mark}{cure}" if mark else message
