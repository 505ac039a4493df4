"""The small documents of the API, so that clients need not load the whole handbook."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from handbook.book import Handbook, Register
from handbook.export import (
    VERSION,
    entry_data,
    measure_data,
    process_data,
    register_data,
    standing_data,
)
from handbook.history.events import Event, History
from handbook.json_text import Pairs, pieces
from handbook.measures import measures
from handbook.records import Sop
from handbook.status import Standing, standings

FOLDER = f"api/v{VERSION}/"
_SCHEMA = Path(__file__).parent / "schema.json"
_CHANGES = 10
# From a document's folder to the root of the site.
_UP = "../../"


def documents(
    handbook: Handbook, history: History, today: date, base: str
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the path of each document, relative to the API folder, and its content.

    `base` is the address of the site, or empty if it is not known.
    """
    header = {"version": VERSION, "date": today.isoformat()}
    statuses = standings(handbook, today)
    yield "index.json", {**header, **_index(handbook, statuses, base)}
    computed = _computed(handbook, statuses, today)
    for name, register in handbook.registers.items():
        yield f"registers/{name}.json", {**header, **_register(handbook, register, computed)}
    for sop in handbook.sops.values():
        yield (
            f"procedures/{sop.id}.json",
            {
                **header,
                **_procedure(handbook, history, sop, statuses[sop.id]),
            },
        )


def schema() -> str:
    """Return the JSON Schema of the documents."""
    return _SCHEMA.read_text(encoding="utf-8")


def dumps(document: Mapping[str, Any]) -> Iterator[bytes]:
    """Yield a document as one line of JSON in chunks, keys sorted for reproducible output."""
    return pieces(document)


def _index(handbook: Handbook, statuses: Mapping[str, Standing], base: str) -> dict[str, Any]:
    return {
        "title": handbook.settings.get("title"),
        "company": handbook.settings.get("company"),
        "site": base or None,
        "schema": "schema.json",
        "handbook": "handbook.json",
        "registers": {
            name: {
                "title": register.kind.title,
                "description": register.kind.description,
                "entries": len(register),
                "file": f"registers/{name}.json",
                "schema": f"{_UP}schemas/{name}.json",
            }
            for name, register in handbook.registers.items()
        },
        "procedures": {
            sop.id: {
                "title": sop.title,
                "area": sop.area,
                "owner": sop.owner,
                "status": statuses[sop.id].status.value,
                "word": statuses[sop.id].status.word,
                "reasons": [reason.value for reason in statuses[sop.id].reasons],
                "file": f"procedures/{sop.id}.json",
                "address": handbook.address(sop.entry),
            }
            for sop in handbook.sops.values()
        },
        "changes": f"{_UP}changes/feed.json",
    }


def _register(
    handbook: Handbook, register: Register, computed: Mapping[str, dict[str, Any] | Pairs]
) -> dict[str, Any]:
    name = register.kind.name
    found = {"kind": name, **register_data(handbook, register)}
    return {**found, "computed": computed[name]} if name in computed else found


def _computed(
    handbook: Handbook, statuses: Mapping[str, Standing], today: date
) -> dict[str, dict[str, Any] | Pairs]:
    """Return the computed data of some registers, by kind and id."""
    return {
        "sops": Pairs(statuses, lambda name: standing_data(statuses[name])),
        "processes": {
            process.id: process_data(handbook, process, today)
            for process in handbook.processes.values()
        },
        "metrics": {name: measure_data(found) for name, found in measures(handbook, today).items()},
    }


def _procedure(
    handbook: Handbook, history: History, sop: Sop, standing: Standing
) -> dict[str, Any]:
    uses = (one.target for one in handbook.uses(sop.entry))
    used_by = (one.source for one in handbook.used_by(sop.entry))
    return {
        "id": sop.id,
        "title": sop.title,
        "area": sop.area,
        "markdown": f"{handbook.address(sop.entry)}index.md",
        **entry_data(handbook, sop.entry),
        "standing": standing_data(standing),
        "uses": list(dict.fromkeys(f"{one.kind}/{one.id}" for one in uses if one)),
        "usedBy": list(dict.fromkeys(f"{one.kind}/{one.id}" for one in used_by)),
        "changes": [_change(event) for event in history.of("sops", sop.id)[:_CHANGES]],
    }


def _change(event: Event) -> dict[str, Any]:
    return {
        "day": event.written or event.day.isoformat(),
        "how": event.how,
        "text": [*event.notes, *event.phrases],
        "commit": event.commit or None,
    }
