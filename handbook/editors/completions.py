"""The names an editor offers where a schema expects the name of an entry."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from handbook.book import Handbook
from handbook.records import Entry
from handbook.schema import Kind

# Every editor supports this draft, and it can express our schemas.
DRAFT = "http://json-schema.org/draft-07/schema#"
# Longer lists are no help, and every change to one would change the repository.
MAX_NAMES = 300
MAX_KINDS = 8


class Completions(NamedTuple):
    """The entries that may be named, by kind, and the noun for each kind."""

    entries: Mapping[str, Sequence[Entry]]
    nouns: Mapping[str, str]

    def of(self, kinds: Sequence[str]) -> list[str]:
        """Return the kinds whose ids are offered for a property that may name any of `kinds`."""
        if len(kinds) > MAX_KINDS:
            return []
        return [kind for kind in kinds if 0 < len(self.entries.get(kind, ())) <= MAX_NAMES]

    def describe(self, kinds: Sequence[str]) -> str:
        """Return a sentence on how to name an entry of some kinds."""
        if len(kinds) > MAX_KINDS:
            return "Write kind/id."
        nouns = listed([self.nouns.get(kind, kind) for kind in kinds])
        many = [kind for kind in kinds if len(self.entries.get(kind, ())) > MAX_NAMES]
        left_out = f" There are too many to offer here: {', '.join(many)}." if many else ""
        return f"{nouns[:1].upper()}{nouns[1:]}, by id, title or alias.{left_out}"


def listed(words: Sequence[str]) -> str:
    """Return words joined as alternatives: "role, area or group"."""
    return " or ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def completions(handbook: Handbook, kinds: Mapping[str, Kind]) -> Completions:
    """Return the entries that may be named, which excludes retired ones."""
    return Completions(
        {
            name: [entry for entry in register if entry.status != "retired"]
            for name, register in handbook.registers.items()
        },
        {name: kind.noun for name, kind in kinds.items()},
    )


def names(kind: Kind, entries: Sequence[Entry]) -> str:
    """Return the schema that offers the ids of a kind, with titles and aliases as descriptions."""
    titles = {entry.id: ", ".join((entry.title, *entry.aliases)) for entry in entries}
    ids = sorted(titles)
    about = f"The ids of {kind.files}. Written by 'handbook editors --write'."
    return (
        f'{{\n  "$schema": "{DRAFT}",\n  "$comment": {_text(about)},\n'
        f'  "enum": {_lines(ids)},\n'
        f'  "enumDescriptions": {_lines(titles[one] for one in ids)}\n}}\n'
    )


def _lines(texts: Iterable[str]) -> str:
    """Return a list with one line per text, so that a diff shows which names were added."""
    joined = ",\n    ".join(_text(text) for text in texts)
    return f"[\n    {joined}\n  ]"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
