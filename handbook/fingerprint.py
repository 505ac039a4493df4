"""What a review was made on: a digest of meaning, blind to white space and spelling of names."""

import hashlib
import json
from typing import Any

from handbook.book import Handbook
from handbook.records import Entry
from handbook.schema import tidied

LENGTH = 16


def fingerprint(handbook: Handbook, entry: Entry) -> str:
    """Return the digest of an entry's normative content, as 16 hexadecimal digits.

    Names are ids by now, so calling a role by an alias changes nothing; properties that their
    schema marks `"meaning": false` are left out; free sections count.
    """
    known = handbook.memo.setdefault(("fingerprint", entry.kind), {})
    if entry.id not in known:
        known[entry.id] = _digest(handbook, entry)
    return str(known[entry.id])


def _digest(handbook: Handbook, entry: Entry) -> str:
    kind = handbook.registers[entry.kind].kind
    sections = [
        [part.title, " ".join(part.body.markdown.split())] for part in entry.document.sections
    ]
    data = kind.normative(entry.data)
    written = _at_once(_written(data, sections)) or _written(tidied(data), sections)
    return hashlib.sha256(written.encode()).hexdigest()[:LENGTH]


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


def citations(handbook: Handbook, entry: Entry) -> dict[str, str]:
    """Return the digest of every entry that one cites, by "kind/id", sorted."""
    cited = {
        f"{reference.target.kind}/{reference.target.id}": reference.target
        for reference in handbook.uses(entry)
        if reference.target is not None and reference.target is not entry
    }
    return {name: fingerprint(handbook, target) for name, target in sorted(cited.items())}
