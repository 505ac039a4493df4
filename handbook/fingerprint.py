"""What a review was made on: a digest of meaning, blind to white space and spelling of names."""

import hashlib
import json
from typing import Any

from handbook.book import Handbook
from handbook.records import Entry

LENGTH = 16


def fingerprint(handbook: Handbook, entry: Entry) -> str:
    """Return the digest of an entry's normative content, as 16 hexadecimal digits.

    Names are ids by now, so calling a role by an alias changes nothing; properties that their
    schema marks `"meaning": false` are left out; free sections count.
    """
    key = ("fingerprint", entry.kind, entry.id)
    if key not in handbook.memo:
        handbook.memo[key] = _digest(handbook, entry)
    return str(handbook.memo[key])


def _digest(handbook: Handbook, entry: Entry) -> str:
    kind = handbook.registers[entry.kind].kind
    sections = [
        [part.title, " ".join(part.body.markdown.split())] for part in entry.document.sections
    ]
    content: dict[str, Any] = {"data": kind.meaning(entry.data), "sections": sections}
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()[:LENGTH]


def citations(handbook: Handbook, entry: Entry) -> dict[str, str]:
    """Return the digest of every entry that one cites, by "kind/id", sorted."""
    cited = {
        f"{reference.target.kind}/{reference.target.id}": reference.target
        for reference in handbook.uses(entry)
        if reference.target is not None and reference.target is not entry
    }
    return {name: fingerprint(handbook, target) for name, target in sorted(cited.items())}
