"""Discrepancies between sources, for test handbooks."""

from pathlib import Path

from tests.support.handbooks import write_handbook

SOURCES = """\
guide:
  title: Office guide
  description: How the office is run.
sign:
  title: Sign on the door
  description: When the office is open.
"""


def discrepancy_text(
    title: str,
    *,
    state: str = "open",
    due: str | None = "2027-01-31",
    decider: str = "COO",
    sort: str = "contradiction",
    concerns: str = "roles/coo",
) -> str:
    """Return the text of a discrepancy."""
    when = f"due: {due}\n" if due else ""
    return f"""\
title: {title}
description: When the office closes.
sort: {sort}
says:
  - text: At 17:00
    source: guide
    lines: "12"
  - text: At 18:00
    source: sign
    lines: "1, 3-4"
kept: at five
why: The guide is newer.
state: {state}
decider: {decider}
{when}concerns: [{concerns}]
"""


def write_discrepancies(root: Path, **texts: str) -> Path:
    """Write a minimal handbook with the given discrepancies, by id, and return its folder."""
    files = {f"data/discrepancies/{name}.yaml": text for name, text in texts.items()}
    return write_handbook(root, {"data/sources.yaml": SOURCES, **files})
