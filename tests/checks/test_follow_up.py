"""Without a limit, no post-mortem is late."""

from pathlib import Path

from tests.support.handbooks import problems, write_handbook

FLOOD = """\
---
title: Flood
resolved: 2020-11-10
held: 2021-11-10
---

Water ran into the stock room.

## Incident summary

- **Date:** 2020-11-10
- **Severity:** P1
"""


def test_without_a_limit_no_post_mortem_is_late(tmp_path: Path) -> None:
    write_handbook(tmp_path, {"data/post-mortems/flood.md": FLOOD})

    assert problems(tmp_path) == []
