"""The whole handbook as one JSON document for other programs: written and computed data.

Registers contain data as it is written, with names resolved to ids; computed values are listed
separately, once. Back-links are omitted: they are the references reversed.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from handbook.book import Handbook, Register
from handbook.json_text import Items, Pairs, pieces, readable
from handbook.measures import Measure, measures
from handbook.records import Entry, Process
from handbook.references import Reference
from handbook.source.lazy import whole
from handbook.status import Standing, process_status, standing_of

VERSION = "1"


def compact(handbook: Handbook, today: date) -> Iterator[bytes]:
    """Yield the whole handbook, with the status of procedures and metrics on a day.

    It is one line of JSON, yielded in chunks because it may be large.
    """
    yield from pieces(_export(handbook, today))


def pretty(handbook: Handbook, today: date) -> Iterator[bytes]:
    """Yield the same as human-readable JSON, keys sorted."""
    yield from readable(_export(handbook, today))


def _export(handbook: Handbook, today: date) -> dict[str, Any]:
    return {
        "version": VERSION,
        "date": today.isoformat(),
        "company": handbook.settings.get("company"),
        "settings": {name: value for name, value in handbook.settings.items() if name != "company"},
        "registers": {
            name: register_data(handbook, register) for name, register in handbook.registers.items()
        },
        "procedures": Pairs(
            handbook.sops,
            lambda name: standing_data(standing_of(handbook, handbook.sops[name], today)),
        ),
        "processes": {
            process.id: process_data(handbook, process, today)
            for process in handbook.processes.values()
        },
        "metrics": {
            metric_id: measure_data(found) for metric_id, found in measures(handbook, today).items()
        },
        "references": Items(map(reference_data, handbook.references)),
    }


def register_data(handbook: Handbook, register: Register) -> dict[str, Any]:
    """Return a register: its title, its description, and its entries by id."""
    return {
        "title": register.kind.title,
        "description": register.kind.description,
        "entries": Pairs(
            register.entries, lambda name: entry_data(handbook, register.entries[name])
        ),
    }


def entry_data(handbook: Handbook, entry: Entry) -> dict[str, Any]:
    """Return an entry; its data is nested because a register may have a key "source"."""
    place = entry.place()
    exported: dict[str, Any] = {
        "data": whole(entry.data),
        "source": {"path": place.path, "line": place.line},
        "address": handbook.address(entry),
    }
    if entry.document.sections:
        exported["sections"] = [
            {"title": section.title, "anchor": section.anchor, "text": section.body.markdown}
            for section in entry.document.sections
        ]
    return exported


def standing_data(found: Standing) -> dict[str, Any]:
    """Return the standing of a procedure, with the reasons."""
    return {
        "status": found.status.value,
        "word": found.status.word,
        "reasons": [reason.value for reason in found.reasons],
        "due": found.due.isoformat() if found.due else None,
        "lastReview": found.review.date.isoformat() if found.review else None,
        "suspects": list(found.suspects),
    }


def process_data(handbook: Handbook, process: Process, today: date) -> dict[str, Any]:
    """Return the status of a process, and the procedures in use that describe it."""
    status = process_status(handbook, process, today)
    return {
        "status": status.value,
        "word": status.word,
        "procedures": [sop.id for sop in handbook.sops_of(process)],
    }


def measure_data(found: Measure) -> dict[str, Any]:
    """Return the status of a metric; its recorded values are in the register of values."""
    newest = found.latest
    return {
        "value": newest.value if newest else None,
        "date": newest.written if newest else None,
        "shown": found.shown,
        "state": found.state.value,
        "word": found.word,
        "trend": found.trend or None,
        "calculated": found.calculated,
    }


def reference_data(reference: Reference) -> dict[str, Any]:
    """Return a reference, with a flag if it only mentions its target."""
    target = reference.target
    exported = {
        "from": f"{reference.source.kind}/{reference.source.id}",
        "route": list(reference.route),
        "name": reference.name,
        "to": f"{target.kind}/{target.id}" if target else None,
    }
    return exported if reference.uses else {**exported, "uses": False}
