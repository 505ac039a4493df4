"""Reading of schemas written for a test."""

import json
from pathlib import Path
from typing import Any

from handbook.schema import Kind, read_kinds

OBJECT: dict[str, Any] = {"type": "object"}


def read(folder: Path, **schemas: Any) -> tuple[dict[str, Kind], list[str]]:
    """Return the kinds of some schemas, given as texts or data, and their faults."""
    for name, schema in schemas.items():
        text = schema if isinstance(schema, str) else json.dumps(schema, indent=2)
        (folder / f"{name}.json").write_text(text, encoding="utf-8")
    kinds, faults = read_kinds(folder, "data/schemas")
    assert {fault.code for fault in faults} <= {"invalid-schema"}
    return kinds, [f"{fault.place}: {fault.message}" for fault in faults]


def refused(folder: Path, schema: Any) -> str:
    """Return the faults of one schema, which defines no kind."""
    kinds, faults = read(folder, risks=schema)
    assert kinds == {}
    (fault,) = faults
    return fault.removeprefix("data/schemas/risks.json:")
