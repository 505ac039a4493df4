"""What people call things: every id, title and alias leads to one entry."""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, TypeVar
from unicodedata import normalize

from handbook.addresses import Home, home_of, read_target
from handbook.collation import LETTERS
from handbook.diagnostics import Cure, Place
from handbook.records import Entry
from handbook.similarity import has_words, like, only, size, word_apart
from handbook.source.places import Route

MAX_ID = 60
T = TypeVar("T")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# So many entries that may be meant are named; of more, none is meant more than others.
_FEW = 3
_TITLE: Route = ("title",)


class Name(NamedTuple):
    """One name of one entry; the route leads to it, none to the key that is its id."""

    text: str
    entry: Entry
    route: Route = ()

    @property
    def place(self) -> Place:
        """Where it is written."""
        return self.entry.place(*self.route) if self.route else self.entry.key()


def fold(text: str) -> str:
    """Return a name as it is compared: case, white space, ways to encode an accent do not count."""
    plain = text if text.isascii() else normalize("NFC", text)
    return " ".join(plain.casefold().split())


def names_of(entry: Entry) -> Iterator[Name]:
    """Yield an entry's id, title and aliases, without those that only repeat one before."""
    seen = set()
    spelled: list[tuple[str, Route]] = [(entry.id, ()), (entry.title, _TITLE)]
    spelled += [(alias, ("aliases", index)) for index, alias in enumerate(entry.aliases)]
    for text, route in spelled:
        folded = fold(text)
        if folded not in seen:
            seen.add(folded)
            yield Name(text, entry, route)


def id_of(title: str) -> str:
    """Return the id that a title suggests, "" if it has no letter that an id may have."""
    folded = title.casefold().replace("&", " and ").translate(LETTERS)
    plain = normalize("NFKD", folded).encode("ascii", "ignore").decode()
    found = "-".join(re.findall(r"[a-z0-9]+", plain.replace("'", "")))
    if len(found) <= MAX_ID:
        return found
    return found[: MAX_ID + 1].rpartition("-")[0] or found[:MAX_ID]


def is_told(title: str) -> bool:
    """Return whether the id that a title suggests tells what it is.

    Of a title in another alphabet a sign may be left, by which nobody would know it.
    """
    words = [word for word in title.split() if any(map(str.isalpha, word))]
    letters = [one for one in title if one.isalpha()]
    lost = [one for one in letters if not id_of(one)]
    return all(map(id_of, words)) and 2 * len(lost) <= len(letters)


def is_id(written: str) -> bool:
    """Return whether a name may be an id, however long."""
    return _ID.fullmatch(written) is not None


def not_an_id(written: str) -> str:
    """Return that a name is not an id, and the id that it suggests: "ü" is a small letter too."""
    near = id_of(written) if is_told(written) else ""
    such = f", such as {near!r}" if near not in {"", written} else ""
    most = f"at most {MAX_ID} " if len(written) > MAX_ID else ""
    wanted = f"write {most}small letters from a to z, digits and hyphens"
    return f"{written!r} is not an id; {wanted}{such}"


class Names:
    """An index of all names of all kinds; the first entry to claim a name keeps it."""

    def __init__(self, entries: Iterable[Entry], homes: Iterable[Home]) -> None:
        self._homes = tuple(homes)
        self._found: dict[str, dict[str, Name]] = {}
        self.clashes: list[tuple[Name, Name]] = []
        # The same few roles and tools are named on every page.
        self._asked: dict[tuple[tuple[str, ...], str], Entry | None] = {}
        listed = list(entries)
        for entry in listed:
            by_name = self._found.setdefault(entry.kind, {})
            by_name.setdefault(fold(entry.id), Name(entry.id, entry))
        for entry in listed:
            for name in names_of(entry):
                self._claim(name)

    def _claim(self, name: Name) -> None:
        by_name = self._found[name.entry.kind]
        first = by_name.setdefault(fold(name.text), name)
        if first.entry is not name.entry:
            self.clashes.append((first, name))

    def known(self, kinds: Iterable[str]) -> list[str]:
        """Return every name of these kinds, for "did you mean"."""
        return [name.text for kind in kinds for name in self._found.get(kind, {}).values()]

    def offered(self, kinds: Iterable[str], asked: str) -> str:
        """Return "; did you mean ...?" for whoever asks by a name that nothing has, or nothing.

        What is like the name is meant; if nothing is, a few entries that all its words belong to.
        """
        kinds = tuple(kinds)
        titles = dict.fromkeys(
            name.entry.title
            for kind in kinds
            for name in self._found.get(kind, {}).values()
            if has_words(name.text, asked)
        )
        few = " or ".join(map(repr, titles)) if len(titles) <= _FEW else ""
        return suggestion(asked, self.known(kinds)) or (f"; did you mean {few}?" if few else "")

    def find(self, kinds: Iterable[str], written: str, base: str) -> Entry | None:
        """Return the entry that a name, a "kind/id" or a path from the file at base stands for."""
        kinds = tuple(kinds)
        named = (kinds, written)
        if named not in self._asked:
            self._asked[named] = self._by_name(kinds, written)
        found = self._asked[named]
        if found is None and ("/" in written or ".md" in written):
            return self._by_path(kinds, written, base)
        return found

    def _by_name(self, kinds: tuple[str, ...], written: str) -> Entry | None:
        folded = fold(written)
        for kind in kinds:
            name = self._found.get(kind, {}).get(folded)
            if name:
                return name.entry
        kind, slash, entry_id = written.partition("/")
        if slash and kind in kinds and fold(entry_id) in self._found.get(kind, {}):
            return self._found[kind][fold(entry_id)].entry
        return None

    def _by_path(self, kinds: tuple[str, ...], written: str, base: str) -> Entry | None:
        target = read_target(written, base)
        home = None if target.scheme else home_of(target.path, self._homes)
        if home is None or home.kind not in kinds:
            return None
        stem = posixpath.splitext(posixpath.basename(target.path))[0]
        entry_id = stem if "*" in home.files else target.anchor
        name = self._found.get(home.kind, {}).get(fold(entry_id))
        return name.entry if name and name.entry.document.path == target.path else None


def is_external(written: str) -> bool:
    """Return whether a reference is a link to somewhere outside the handbook."""
    return written.lower().startswith(("https://", "http://", "mailto:"))


def suggestion(name: str, known: list[str]) -> str:
    """Return "; did you mean ...?" for the known name most like this one, or nothing.

    A name with another word in the place of one is not meant: who wrote 'Support team' wants no
    'Support Lead'. One word more or fewer may have been forgotten.
    """
    near = [
        one for one in like(name, known) if size(name) != size(one) or not word_apart(name, one)
    ]
    return f"; did you mean {near[0]!r}?" if near else ""


def asked_for(known: Mapping[str, T], name: str, lack: str) -> T:
    """Return what has a name; raises LookupError with what lacks and the name that was meant."""
    if name not in known:
        raise LookupError(lack + suggestion(name, list(known)))
    return known[name]


def cure_of(name: str, known: Iterable[str]) -> Cure | None:
    """Return the cure of a misspelt name, None if none of the known ones or several are like it.

    A name with another word in it is not misspelt: it means something else.
    """
    meant = only(like(name, known))
    return None if meant is None or word_apart(name, meant) else Cure(meant, name)
