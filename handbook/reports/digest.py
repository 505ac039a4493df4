"""What a role has to see to, as a letter: in words, the most urgent first."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from handbook.book import Handbook
from handbook.diagnostics import Diagnostic
from handbook.records import Entry, Role
from handbook.reports.duties import Duty, by_heading, duties


class Line(NamedTuple):
    """One thing to see to: what it is about, what is the matter, and where it is looked at.

    `more` is what else is the matter with it, each with where that is looked at.
    """

    title: str
    text: str
    where: str
    more: tuple[tuple[str, str], ...] = ()


class Digest(NamedTuple):
    """What one role has to see to on a day, under headings; `role` is its id, "" for nobody's."""

    role: str
    name: str
    day: date
    groups: Mapping[str, Sequence[Line]]

    @property
    def size(self) -> int:
        """Return how many things there are to see to."""
        return sum(map(len, self.groups.values()))

    @property
    def title(self) -> str:
        """Return what it comes to: "3 things for the COO"."""
        things = "1 thing" if self.size == 1 else f"{self.size} things"
        return f"{things} for the {self.name}"


def digests(
    handbook: Handbook, found: Sequence[Diagnostic], day: date, address: Callable[[Entry], str]
) -> Iterator[Digest]:
    """Yield a digest for every role that has something to see to, in the order of the roles.

    `address` says where the page of an entry is; "" if the site's address is not known.
    """
    for role, listed in duties(handbook, found).items():
        known = handbook.roles.get(role)
        groups = {
            heading: [_together(handbook, together, known, address) for together in group]
            for heading, group in by_heading(listed, day).items()
        }
        yield Digest(role, known.title if known else "handbook's keeper", day, groups)


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
    # Many are called by a whole sentence, which would run into what is said of it.
    title = f"“{entry.title}”" if entry.kind == "discrepancies" else entry.title
    return _titled(title, message, named, where)


def _titled(title: str, message: str, named: str, where: str) -> Line:
    """Return a message below a title; one that does not begin with its name is parted from it."""
    words = message.removeprefix(named)
    if words != message:
        return Line(title, words, where)
    return Line(f"{title}:", message.replace(f" of {named}", " ", 1), where)


# What a check says of a role to everybody, and what a letter says to that role.
_ADDRESSED = (
    ("ask its owner, {name}, to ", ""),
    ("ask {name} to ", ""),
    ("ask {name} whether to ", "decide whether to "),
    ("ask {name} whether ", "see whether "),
    ("ask {name} for ", "find out "),
    ("ask {name}", "see to it"),
    ("{name} can ", "you can "),
)


def _addressed(message: str, name: str) -> str:
    """Return what a message asks for as it is said to the role that is asked; nobody asks oneself.

    Only what stands last, the cure, is said to somebody.
    """
    fault, mark, cure = message.rpartition("; ")
    for words, said in _ADDRESSED:
        cure = cure.replace(words.format(name=name), said)
    return f"{fault}{mark}{cure}" if mark else message
