"""Small handbooks, written to a temporary folder and validated by this repository's schemas."""

import json
import shutil
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from handbook.checks.check import Report
from handbook.checks.registry import run
from handbook.diagnostics import Diagnostic
from handbook.fingerprint import citations, fingerprint
from handbook.load import SCHEMAS, load
from handbook.source.yaml import dump_yaml
from handbook.times import read_month_or_date

# The schema of an existing register, for tests of schema features.
RISKS = f"{SCHEMAS}/risks.json"
REPOSITORY = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 21)

BASE = {
    "data/settings.yaml": """\
company: Example
title: Example handbook
currency: EUR
timezone: Europe/Brussels
workingWeek: [monday, tuesday, wednesday, thursday, friday]
reviewInterval: every 3 months
dueSoonDays: 28
maxProceduresPerRole: 3
placeholders: ["[Link]", "[Date]", TBD, TODO, X%, X days, €X]
""",
    "data/areas.yaml": """\
operations:
  title: Operations
  lead: coo
""",
    "data/roles.yaml": """\
coo:
  title: COO
  area: operations
  holders: [Ada Example]
""",
}


def day_of(root: Path) -> date:
    """Return the day on which tests read a handbook: TODAY, or its last recorded day if later.

    Tests must keep passing after someone records a later review or figure: data dated after the
    day of a build stops it.
    """
    handbook = load(root).handbook
    reviewed = (one.date for found in handbook.reviews.values() for one in found)
    rows = (row for entry in handbook.entries("values") for row in entry.data["values"])
    measured = (read_month_or_date(row["date"]) for row in rows)
    return max([TODAY, *reviewed, *filter(None, measured)])


def write_handbook(root: Path, files: Mapping[str, str], *, base: bool = True) -> Path:
    """Write files, by path, into a folder with the schemas and return it.

    With `base`, a minimal handbook without findings is written first: settings, the area
    "operations", the role "coo" with a holder. A file with the same path replaces its own.
    """
    if not (root / SCHEMAS).exists() and not any(path.startswith(SCHEMAS) for path in files):
        shutil.copytree(REPOSITORY / SCHEMAS, root / SCHEMAS)
    for path, text in {**(BASE if base else {}), **files}.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")
    return root


def risks(
    properties: Mapping[str, object], required: Iterable[str] = ("title",), **root: object
) -> str:
    """Return a schema of risks with a title and these properties, to be written as `RISKS`."""
    return json.dumps(
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": "risks.json",
            "title": "Risks",
            "description": "What may go wrong.",
            "entry": "risk",
            **root,
            "type": "object",
            "propertyNames": {"$ref": "common.json#/$defs/id"},
            "additionalProperties": {
                "type": "object",
                "properties": {"title": {"$ref": "common.json#/$defs/title"}, **properties},
                "required": list(required),
                "additionalProperties": False,
            },
        }
    )


def procedure(
    title: str = "Ordering supplies",
    *,
    process: str = "null",
    owner: str = "COO",
    more: str = "",
    steps: str = "### Count the stock\n\n1. Note what runs out\n",
    after: str = "",
) -> str:
    """Return the text of a procedure; `more` is added to its front matter."""
    front = f"title: {title}\nprocess: {process}\nowner: {owner}\nreview: every 3 months\n{more}"
    return f"---\n{front}---\n\nKeep the office stocked.\n\n## Steps\n\n{steps}\n{after}"


def review(root: Path, sop_id: str, *days: str) -> None:
    """Record reviews of a procedure in its current state on the given days."""
    handbook = load(root).handbook
    entry = handbook.sops[sop_id].entry
    records = [
        {
            "date": day,
            "reviewer": entry.data["owner"],
            "outcome": "unchanged",
            "checked": "Read against how it is done",
            "fingerprint": fingerprint(handbook, entry),
            "cites": citations(handbook, entry),
        }
        for day in days
    ]
    text = dump_yaml({"procedure": sop_id, "reviews": records})
    write_handbook(root, {f"data/reviews/{sop_id}.yaml": text}, base=False)


def problems(root: Path, today: date = TODAY) -> list[Diagnostic]:
    """Return all diagnostics of reading and of all checks, in reading order."""
    loaded = load(root)
    return sorted((*loaded.faults, *run(loaded.handbook, today).diagnostics))


def report(root: Path, today: date = TODAY) -> Report:
    """Return the findings of all checks, and what they could examine."""
    return run(load(root).handbook, today)


def found(root: Path, code: str, today: date = TODAY) -> list[str]:
    """Return the findings of one rule, each as "path:line:column: message"."""
    return [
        f"{problem.place}: {problem.message}"
        for problem in problems(root, today)
        if problem.code == code
    ]
