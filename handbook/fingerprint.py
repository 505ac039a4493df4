"""What a review was made on: a digest of meaning, blind to white space and spelling of names."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from handbook.addresses import relinked
from handbook.book import Handbook
from handbook.records import Entry
from handbook.schema import tidied

LENGTH = 16
# Whose a procedure is, is no matter to another one that only cites it.
_WHOSE: Mapping[str, frozenset[str]] = {"sops": frozenset({"owner", "backup"})}
_NOTHING: frozenset[str] = frozenset()


def fingerprint(handbook: Handbook, entry: Entry) -> str:
    """Return the digest of an entry's normative content, as 16 hexadecimal digits.

    Names are ids by now, so calling a role by an alias changes nothing; properties that their
    schema marks `"meaning": false` are left out; free sections count.
    """
    known = handbook.memo.setdefault(("fingerprint", entry.kind), {})
    if entry.id not in known:
        known[entry.id] = _digest(handbook, entry)
    return str(known[entry.id])


def as_cited(handbook: Handbook, entry: Entry) -> str:
    """Return the digest of an entry for those who cite it: without whose it is."""
    if entry.kind not in _WHOSE:
        return fingerprint(handbook, entry)
    known = handbook.memo.setdefault(("fingerprint", entry.kind, "cited"), {})
    if entry.id not in known:
        known[entry.id] = _hashed(_content(handbook, entry, without=_WHOSE[entry.kind]))
    return str(known[entry.id])


def holds(handbook: Handbook, entry: Entry, digest: str) -> bool:
    """Return whether an entry means today what it meant when a digest was made of it.

    Another title is no other meaning where the former one is among the aliases: then the entry
    is the same under two names. A title that went away without a trace may be another thing's.
    Of what is cited a digest may be without whose it is, or with it: former reviews have it so.
    """
    if any(digest == made(handbook, entry) for made in (fingerprint, as_cited)):
        return True
    # Many reviews may name what has changed.
    known = handbook.memo.setdefault(("fingerprint", entry.kind, "aliases"), {})
    if entry.id not in known:
        known[entry.id] = frozenset(map(_hashed, _under_aliases(handbook, entry)))
    return digest in known[entry.id]


class Former(NamedTuple):
    """What was called otherwise before: ids and paths of old, by those of today."""

    ids: Mapping[str, str]
    paths: Mapping[str, str]


def held(handbook: Handbook, entry: Entry, digest: str, former: Former) -> bool:
    """Return whether a digest would hold if all had the ids and paths that it had before.

    Ids are looked for where they stand: as a value of their own, and where links lead.
    """
    whose = _WHOSE.get(entry.kind, _NOTHING)
    written = (
        _content(handbook, entry),
        _content(handbook, entry, without=whose),
        *_under_aliases(handbook, entry),
    )
    return any(digest == _hashed(_as_before(one, entry, former)) for one in written)


def _as_before(written: str, entry: Entry, former: Former) -> str:
    written = relinked(written, entry.document.path, former.paths)
    if not former.ids:
        return written
    named = "|".join(map(re.escape, former.ids))
    pattern = re.compile(rf'(?<=["/(#])(?:{named})(?=["#)]|\.md[#)])')
    return pattern.sub(lambda found: former.ids[found[0]], written)


def _digest(handbook: Handbook, entry: Entry) -> str:
    return _hashed(_content(handbook, entry))


def _hashed(written: str) -> str:
    return hashlib.sha256(written.encode()).hexdigest()[:LENGTH]


def _under_aliases(handbook: Handbook, entry: Entry) -> Iterator[str]:
    """Yield what an entry would say with each of its aliases as its title."""
    for alias in entry.aliases:
        for without in {_NOTHING, _WHOSE.get(entry.kind, _NOTHING)}:
            yield _content(handbook, entry, title=alias, without=without)


def _content(
    handbook: Handbook,
    entry: Entry,
    *,
    title: str | None = None,
    without: frozenset[str] = _NOTHING,
) -> str:
    kind = handbook.registers[entry.kind].kind
    sections = [
        [part.title, " ".join(part.body.markdown.split())] for part in entry.document.sections
    ]
    data = kind.normative(entry.data)
    if title is not None:
        data = {**data, "title": title}
    if without:
        data = {name: value for name, value in data.items() if name not in without}
    return _at_once(_written(data, sections)) or _written(tidied(data), sections)


def _written(data: Any, sections: list[list[str]]) -> str:
    content = {"data": data, "sections": sections}
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _at_once(written: str) -> str | None:
    """Return some JSON with single spaces between the words of all its texts, if that is easy.

    It is told much quicker of all texts together than of each. Easy are texts that have single
    spaces or line breaks already, and none at their ends; the only space that can be printed is
    the plain one, and a backslash stands for many things.
    """
    if "\\\\" in written:
        return None
    folded = written.replace("\\n", " ")
    # A quotation mark in a text does not end it.
    seen = folded.replace('\\"', "'")
    hard = any(sign in seen for sign in ("\\", "  ", '" ', ' "'))
    return None if hard or not seen.isprintable() else folded


def cited(handbook: Handbook, entry: Entry) -> dict[str, Entry]:
    """Return every other entry that one cites, by "kind/id"."""
    return {
        f"{reference.target.kind}/{reference.target.id}": reference.target
        for reference in handbook.uses(entry)
        if reference.target is not None and reference.target is not entry
    }


def citations(handbook: Handbook, entry: Entry) -> dict[str, str]:
    """Return the digest of every entry that one cites, by "kind/id", sorted."""
    found = sorted(cited(handbook, entry).items())
    return {name: as_cited(handbook, target) for name, target in found}
