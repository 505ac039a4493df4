"""Lookup of an entry named on the command line by its id, title or alias."""

from pathlib import Path

from handbook.load import Loaded
from handbook.records import Entry
from scripts.refusal import Refusal

# The report that lists every entry of a kind.
_REPORTS = {"sops": "contents", "areas": "contents", "roles": "ownership"}


def find_entry(loaded: Loaded, kind: str, noun: str, name: str) -> Entry:
    """Return the entry of that name; raises Refusal if there is none or it has errors."""
    names = loaded.handbook.names
    entry = names.find((kind,), name, "")
    if entry is not None:
        return entry
    for fault in loaded.faults:
        path = Path(fault.place.path)
        if kind == "sops" and path.parts[:1] == ("sops",) and path.stem == name:
            raise Refusal(fix_first(fault.place.path))
    known = names.known([kind])
    cure = f"'handbook report {_REPORTS[kind]}' lists them" if known else "there are none yet"
    raise Refusal(f"unknown {noun}: {name!r}{names.offered([kind], name) or f'; {cure}'}")


def fix_first(path: str) -> str:
    """Return the message for a request that needs a file with errors."""
    return f"{path!r} has errors to fix first; 'handbook check {path}' lists them"
