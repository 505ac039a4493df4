"""A small handbook with templates to fill in."""

from pathlib import Path

from handbook.book import Handbook
from handbook.load import load
from tests.support.handbooks import write_handbook

ROUND = """\
---
title: Round
cadence: weekly
day: monday
attendees: [Crew, Clerk]
---

Talk.
"""
NOTES = """\
---
title: Round notes
purpose: Keep what was said.
for: meeting
meeting: round
placeholders:
  Date: {description: The day., from: date}
  Names: {description: Who was there., from: attendees}
  Chair: {description: Who led., from: role, role: COO}
  Clerk name: {description: Who wrote., from: role, role: Clerk}
  Checked by: {description: Who checked., from: reviewer}
  Metric: {description: A row each., from: metrics, metrics: [Apples, Pears]}
  Actual: {description: What is., from: metric-actual}
  Target: {description: What should be., from: metric-target}
  Status: {description: How it is., from: metric-status}
  Remark: {description: What to say of it.}
  Shed: {description: A row each., from: systems, part: system}
  Point: {description: What was said., example: It rains.}
  tag: {description: A word for it., as: slug}
  Next: {description: The next day., from: next-meeting}
---

# Round, [Date]

[Names], led by [Chair], written by [Clerk name], checked by [Checked by]

| Metric | Actual | Target | Status | Remark |
|---|---|---|---|---|
| [Metric] | [Actual] | [Target] | [Status] | [Remark] |

| Shed | State |
|---|---|
| [Shed] | |

1. [Point 1]
2. [Point 2]

[Point 1] again, [the list](https://example.com/[Date]), `[Date]`, \\[Date\\], #[tag]

- [ ] Next: [next]
"""
FILES = {
    "data/meetings/round.md": ROUND,
    "data/templates/round-notes.md": NOTES,
    "data/groups.yaml": "crew:\n  title: Crew\n  members: [COO, Clerk]\n",
    "data/roles.yaml": (
        "coo:\n  title: COO\n  area: operations\n  holders: [Ada Example]\n"
        "clerk:\n  title: Clerk\n  area: operations\n"
    ),
    "data/metrics.yaml": (
        "apples:\n  title: Apples\n  category: Quality\n"
        "pears:\n  title: Pears | quinces\n  aliases: [Pears]\n  category: Quality\n"
    ),
    "data/systems.yaml": (
        "north:\n  title: North shed\n  part: system\n"
        "harvest:\n  title: Harvest\n  part: process\n"
        "south:\n  title: South shed\n  part: system\n"
        "old:\n  title: Old shed\n  part: system\n  status: retired\n"
    ),
}


def write_templates(root: Path) -> Path:
    """Write the small handbook into a folder and return it."""
    return write_handbook(root, FILES)


def loaded(root: Path) -> Handbook:
    """Return the small handbook, written into a folder and loaded."""
    loaded = load(write_templates(root))
    assert loaded.faults == ()
    return loaded.handbook
