"""Which entry is meant by a name on a command line: its id, its title or an alias."""

from pathlib import Path

from handbook.load import Loaded
from handbook.records import Entry
from scripts.refusal import Refusal

# Which report lists all of a kind.
_REPORTS = {"sops": "contents", "areas": "contents", "roles": "ownership"}


def named(loaded: Loaded, kind: str, noun: str, name: str) -> Entry:
    """Return the entry that is called so; raises Refusal if there is none, or it has errors."""
    names = loaded.handbook.names
    entry = names.find((kind,), name, "")
    if entry is not None:
        return entry
    for fault in loaded.faults:
        path = Path(fault.place.path)
        if kind == "sops" and path.parts[:1] == ("sops",) and path.stem == name:
            raise Refusal(mend(fault.place.path))
    there = names.known([kind])
    cure = f"'handbook report {_REPORTS[kind]}' lists all" if there else "there is none yet"
    raise Refusal(f"unknown {noun}: {name!r}{names.offered([kind], name) or f'; {cure}'}")


def mend(path: str) -> str:
    """Return what is said of a file with errors to whoever asks for what it holds."""
    return f"{path!r} has errors; mend them first: 'handbook check {path}' says which"
