"""The index of names: each id, title and alias resolves to one entry."""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, TypeVar
from unicodedata import normalize

from handbook.addresses import Home, home_of, read_target
from handbook.collation import LETTERS
from handbook.diagnostics import Fix, Place
from handbook.records import Entry
from handbook.similarity import differ_in_word, has_words, only, similar, word_count
from handbook.source.places import Route

MAX_ID = 60
T = TypeVar("T")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# At most this many candidates are suggested; with more, none is likely enough.
_MAX_OFFERED = 3
_TITLE: Route = ("title",)


class Name(NamedTuple):
    """A name of an entry, with its route; an empty route is the key that is the entry's id."""

    text: str
    entry: Entry
    route: Route = ()

    @property
    def place(self) -> Place:
        """Return where it is written."""
        return self.entry.place(*self.route) if self.route else self.entry.key()


def fold(text: str) -> str:
    """Return a name for comparison, ignoring case, whitespace and Unicode composition."""
    plain = text if text.isascii() else normalize("NFC", text)
    return " ".join(plain.casefold().split())


def names_of(entry: Entry) -> Iterator[Name]:
    """Yield an entry's id, title and aliases, without repetitions."""
    seen = set()
    names: list[tuple[str, Route]] = [(entry.id, ()), (entry.title, _TITLE)]
    names += [(alias, ("aliases", index)) for index, alias in enumerate(entry.aliases)]
    for text, route in names:
        folded = fold(text)
        if folded not in seen:
            seen.add(folded)
            yield Name(text, entry, route)


def id_of(title: str) -> str:
    """Return the id derived from a title; "" if no letter of it can be part of an id."""
    folded = title.casefold().replace("&", " and ").translate(LETTERS)
    plain = normalize("NFKD", folded).encode("ascii", "ignore").decode()
    found = "-".join(re.findall(r"[a-z0-9]+", plain.replace("'", "")))
    if len(found) <= MAX_ID:
        return found
    return found[: MAX_ID + 1].rpartition("-")[0] or found[:MAX_ID]


def is_recognisable(title: str) -> bool:
    """Return whether the id derived from a title is recognisable.

    From a title in another alphabet a single character may remain, which nobody would recognise.
    """
    words = [word for word in title.split() if any(map(str.isalpha, word))]
    letters = [one for one in title if one.isalpha()]
    lost = [one for one in letters if not id_of(one)]
    return all(map(id_of, words)) and 2 * len(lost) <= len(letters)


def is_id(written: str) -> bool:
    """Return whether a name is a valid id, ignoring its length."""
    return _ID.fullmatch(written) is not None


def invalid_id_message(written: str) -> str:
    """Return the message that a name is not an id, with the id that it suggests."""
    near = id_of(written) if is_recognisable(written) else ""
    example = f", such as {near!r}" if near not in {"", written} else ""
    limit = f"at most {MAX_ID} " if len(written) > MAX_ID else ""
    wanted = f"use {limit}lower-case letters a to z, digits and hyphens"
    return f"{written!r} is not an id; {wanted}{example}"


class Names:
    """An index of the names of all kinds; the first entry to claim a name keeps it."""

    def __init__(self, entries: Iterable[Entry], homes: Iterable[Home]) -> None:
        self._homes = tuple(homes)
        self._found: dict[str, dict[str, Name]] = {}
        self.clashes: list[tuple[Name, Name]] = []
        # The same few roles and tools are named on every page, so lookups are cached.
        self._cached: dict[tuple[tuple[str, ...], str], Entry | None] = {}
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
        """Return "; did you mean ...?" for an unknown name, or "".

        A similar name is suggested first, then the few entries that contain all of its words.
        """
        kinds = tuple(kinds)
        titles = dict.fromkeys(
            name.entry.title
            for kind in kinds
            for name in self._found.get(kind, {}).values()
            if has_words(name.text, asked)
        )
        offers = " or ".join(map(repr, titles)) if len(titles) <= _MAX_OFFERED else ""
        near = suggestion(asked, self.known(kinds))
        return near or (f"; did you mean {offers}?" if offers else "")

    def find(self, kinds: Iterable[str], written: str, base: str) -> Entry | None:
        """Return the entry for a name, a "kind/id" or a path relative to the file at base."""
        kinds = tuple(kinds)
        key = (kinds, written)
        if key not in self._cached:
            self._cached[key] = self._by_name(kinds, written)
        found = self._cached[key]
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
    """Return whether a reference links outside the handbook."""
    return written.lower().startswith(("https://", "http://", "mailto:"))


def suggestion(name: str, known: list[str]) -> str:
    """Return "; did you mean ...?" for the known name most similar to this one, or "".

    A name in which one word replaces another is not suggested: 'Support team' does not mean
    'Support Lead'. A missing or additional word is a likely slip.
    """
    near = [
        one
        for one in similar(name, known)
        if word_count(name) != word_count(one) or not differ_in_word(name, one)
    ]
    return f"; did you mean {near[0]!r}?" if near else ""


def asked_for(known: Mapping[str, T], name: str, lack: str) -> T:
    """Return the value of a name; raises LookupError with `lack` and the likely name."""
    if name not in known:
        raise LookupError(lack + suggestion(name, list(known)))
    return known[name]


def fix_of(name: str, known: Iterable[str]) -> Fix | None:
    """Return the fix for a misspelt name; None unless exactly one known name is similar.

    A name with a different word is not misspelt: it means something else.
    """
    meant = only(similar(name, known))
    return None if meant is None or differ_in_word(name, meant) else Fix(meant, name)
