"""Retired entries may be named in records of the past, and nowhere else."""

from pathlib import Path

import pytest

from tests.support.handbooks import BASE, found, procedure, review, write_handbook

ROLES = BASE["data/roles.yaml"] + "buyer: {title: Buyer, status: retired}\n"
POST_MORTEM = """\
---
title: Burst pipe
resolved: 2026-11-10 14:30
held: 2026-11-11
---

Water ran into the stock room.

## Incident summary

- **Date:** 2026-11-10
- **Severity:** P1

## Action items

| Action | Owner | Due date | Status |
|---|---|---|---|
| Replace the pipe | Buyer | 2026-12-20 | {} |
"""
DISCREPANCY = """\
title: Day of the cleaners
description: What the guide says twice, and not alike.
sort: contradiction
says:
  - {{text: Monday, source: guide, lines: "3"}}
  - {{text: Tuesday, source: guide, lines: "8"}}
kept: Monday
why: It stands first.
state: {}
decider: buyer
due: 2026-12-20
concerns: [roles/coo]
"""
IMPROVEMENT = """\
stamps:
  title: Stamps
  number: "1"
  category: operations
  priority: high
  owner: buyer
  state: {}
"""


@pytest.mark.parametrize(
    ("path", "text", "over", "lasting"),
    [
        ("data/post-mortems/pipe.md", POST_MORTEM, "✅", "open"),
        ("data/discrepancies/cleaners.yaml", DISCREPANCY, "decided", "open"),
        ("data/improvements.yaml", IMPROVEMENT, "done", "planned"),
    ],
)
def test_a_retired_role_may_be_named_in_closed_records(
    tmp_path: Path, path: str, text: str, over: str, lasting: str
) -> None:
    files = {"data/sources.yaml": "guide: {title: Guide, description: How it is done.}\n"}
    write_handbook(tmp_path, {"data/roles.yaml": ROLES, path: text.format(over), **files})
    past = found(tmp_path, "retired-reference")
    write_handbook(tmp_path, {path: text.format(lasting)}, base=False)
    (present,) = found(tmp_path, "retired-reference")

    assert past == []
    assert present.endswith("cites a retired role: 'Buyer'; name its replacement")


def test_a_post_mortem_may_list_a_procedure_that_was_retired_since(tmp_path: Path) -> None:
    listed = POST_MORTEM.replace("---\n\n", "changes: [old]\n---\n\n", 1)
    old = procedure(more="status: retired\n")
    open_one = listed.format("open").replace("Buyer", "COO")
    files = {"data/post-mortems/pipe.md": open_one, "sops/operations/old.md": old}
    write_handbook(tmp_path, files)

    assert found(tmp_path, "retired-reference") == []


def test_values_of_a_retired_metric_are_not_stale(tmp_path: Path) -> None:
    metric = "orders: {title: Orders, category: Quality, frequency: weekly%s}\n"
    values = "metric,date,value\norders,2025-09,3\n"
    files = {"data/metrics.yaml": metric % "", "data/values/all.csv": values}
    write_handbook(tmp_path, files)
    in_force = found(tmp_path, "stale-values")
    retired = metric % ", status: retired"
    write_handbook(tmp_path, {"data/metrics.yaml": retired}, base=False)

    assert len(in_force) == 1
    assert found(tmp_path, "stale-values") == []
    assert found(tmp_path, "retired-reference") == []


def test_a_removed_role_in_a_review_should_be_restored_as_retired(tmp_path: Path) -> None:
    write_handbook(
        tmp_path, {"data/roles.yaml": ROLES, "sops/operations/x.md": procedure(owner="Buyer")}
    )
    review(tmp_path, "x", "2026-11-01")
    files = {"data/roles.yaml": BASE["data/roles.yaml"], "sops/operations/x.md": procedure()}
    write_handbook(tmp_path, files, base=False)

    (message,) = found(tmp_path, "unknown-reference")

    assert message == (
        "data/reviews/x.yaml:4:13: review record 'x' names an unknown role: 'buyer'; use one from "
        "data/roles.yaml, or add it there, with 'status: retired' if it no longer exists"
    )
