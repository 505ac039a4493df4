"""The fingerprint of an entry: a digest of its meaning, independent of whitespace and aliases."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from handbook.addresses import with_updated_links
from handbook.book import Handbook
from handbook.records import Entry
from handbook.schema import normalised

LENGTH = 16
# A change of owner or backup does not affect the procedures that cite this one.
_OWNERSHIP: Mapping[str, frozenset[str]] = {"sops": frozenset({"owner", "backup"})}
_NOTHING: frozenset[str] = frozenset()


def fingerprint(handbook: Handbook, entry: Entry) -> str:
    """Return the digest of an entry's normative content, as 16 hexadecimal digits.

    Names are already resolved to ids, so using an alias changes nothing; properties marked
    `"meaning": false` in the schema are excluded; free sections are included.
    """
    known = handbook.memo.setdefault(("fingerprint", entry.kind), {})
    if entry.id not in known:
        known[entry.id] = _digest(handbook, entry)
    return str(known[entry.id])


def as_cited(handbook: Handbook, entry: Entry) -> str:
    """Return the digest of an entry for citations, which excludes its owner and backup."""
    if entry.kind not in _OWNERSHIP:
        return fingerprint(handbook, entry)
    known = handbook.memo.setdefault(("fingerprint", entry.kind, "cited"), {})
    if entry.id not in known:
        known[entry.id] = _hashed(_content(handbook, entry, without=_OWNERSHIP[entry.kind]))
    return str(known[entry.id])


def matches(handbook: Handbook, entry: Entry, digest: str) -> bool:
    """Return whether an entry still means what it meant when a digest was made of it.

    A new title does not change the meaning if the former one is among the aliases; without that
    alias the entry may have become something else. The digest of a citation may include the owner
    and backup, as in older reviews.
    """
    if any(digest == made(handbook, entry) for made in (fingerprint, as_cited)):
        return True
    # Cached because many reviews may cite an entry that has changed.
    known = handbook.memo.setdefault(("fingerprint", entry.kind, "aliases"), {})
    if entry.id not in known:
        known[entry.id] = frozenset(map(_hashed, _under_aliases(handbook, entry)))
    return digest in known[entry.id]


class FormerNames(NamedTuple):
    """Former ids and paths, by the current ones."""

    ids: Mapping[str, str]
    paths: Mapping[str, str]


def matches_former(handbook: Handbook, entry: Entry, digest: str, former: FormerNames) -> bool:
    """Return whether a digest would match under the former ids and paths.

    Ids are replaced where they are a value of their own or part of a link target.
    """
    ownership = _OWNERSHIP.get(entry.kind, _NOTHING)
    written = (
        _content(handbook, entry),
        _content(handbook, entry, without=ownership),
        *_under_aliases(handbook, entry),
    )
    return any(digest == _hashed(_with_former(one, entry, former)) for one in written)


def _with_former(written: str, entry: Entry, former: FormerNames) -> str:
    written = with_updated_links(written, entry.document.path, former.paths)
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
    """Yield the content of an entry with each of its aliases as the title."""
    for alias in entry.aliases:
        for without in {_NOTHING, _OWNERSHIP.get(entry.kind, _NOTHING)}:
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
    return _tidied_fast(_written(data, sections)) or _written(normalised(data), sections)


def _written(data: Any, sections: list[list[str]]) -> str:
    content = {"data": data, "sections": sections}
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _tidied_fast(written: str) -> str | None:
    """Return JSON with normalised whitespace; None if its texts need the slow path.

    Checking the whole JSON is much faster than checking each text. The fast path applies if words
    are already separated by single spaces or line breaks, with none at the ends, and there are no
    other escapes; a plain space is the only printable whitespace.
    """
    if "\\\\" in written:
        return None
    folded = written.replace("\\n", " ")
    # An escaped quotation mark does not end the text.
    unquoted = folded.replace('\\"', "'")
    is_complex = any(sign in unquoted for sign in ("\\", "  ", '" ', ' "'))
    return None if is_complex or not unquoted.isprintable() else folded


def cited(handbook: Handbook, entry: Entry) -> dict[str, Entry]:
    """Return the other entries that an entry cites, by "kind/id"."""
    return {
        f"{reference.target.kind}/{reference.target.id}": reference.target
        for reference in handbook.uses(entry)
        if reference.target is not None and reference.target is not entry
    }


def citations(handbook: Handbook, entry: Entry) -> dict[str, str]:
    """Return the digest of each entry that an entry cites, by "kind/id", sorted."""
    found = sorted(cited(handbook, entry).items())
    return {name: as_cited(handbook, target) for name, target in found}
