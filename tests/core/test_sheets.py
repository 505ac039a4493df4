"""A sheet contains everything to do, under keys that are stable as long as the text is."""

import json
from pathlib import Path

import pytest

from handbook.book import Handbook
from handbook.formats.sheets import published
from handbook.load import load
from handbook.pieces import Piece, plain
from handbook.sheets import Sheet, runnable_entries, sheet
from tests.support.handbooks import REPOSITORY, procedure, write_handbook

STEPS = """\
### Count the stock

**Owner:** COO · **With:** Porter · **When:** day 1-2 · **Timeline:** 2 days
**Channel:** by `radio` · **Tools:** Scale

> [!NOTE]
> Ask [the COO](../../data/roles.yaml#coo) first.

1. Weigh *all* of it
   - in the hall
   - on the roof

   | Sign | Meaning |
   |---|---|
   | x | broken |
2. Write it down
3. Write it down

**Outputs:** a list, a [note](../../data/roles.yaml#coo)

### Order

**When:** ongoing

1. Order
"""
ROLES = """\
coo:
  title: COO
  area: operations
  holders: [Ada Example]
porter:
  title: Porter
  area: operations
  holders: [Bo Example]
"""
TOOLS = """\
scale:
  title: Scale
  category: Product
  purpose: To weigh
  owner: COO
"""
LOCKING = """\
---
title: Locking up
occasion: people
owner: COO
---

Leave nothing open.

## Lists

### Doors

- [ ] Front door shut
- [ ] Back door shut

### Lights

Start on the roof.

- [ ] All off
"""
SHORT = """\
---
title: Before a meeting
occasion: meetings
---

Come prepared.

## Checklist

- [ ] Agenda sent
- [x] Room booked
"""


def _handbook(root: Path, steps: str = STEPS, more: str = 'version: "1.2"\n') -> Handbook:
    files = {
        "data/roles.yaml": ROLES,
        "data/tools.yaml": TOOLS,
        "data/checklists/locking-up.md": LOCKING,
        "data/checklists/before.md": SHORT,
        "sops/operations/order.md": procedure(steps=steps, more=more),
    }
    return load(write_handbook(root, files)).handbook


def _order(handbook: Handbook) -> Sheet:
    return sheet(handbook, handbook.sops["order"].entry)


def test_a_procedure_becomes_a_sheet(tmp_path: Path) -> None:
    written = json.loads(published(_order(_handbook(tmp_path))))
    fingerprint = written.pop("fingerprint")
    first, second = written["parts"]

    assert len(fingerprint) == 16
    assert {name: value for name, value in written.items() if name != "parts"} == {
        "format": 1,
        "address": "procedures/order/",
        "title": "Ordering supplies",
        "version": "1.2",
        "owner": ["COO", "roles/coo/"],
        "begins": True,
    }
    assert first == {
        "key": "count-the-stock",
        "title": "Count the stock",
        "who": ["COO", "roles/coo/"],
        "with": [["Porter", "roles/porter/"]],
        "said": "day 1-2",
        "when": {"unit": "day", "start": 1, "end": 2, "origin": 1},
        "takes": "2 days",
        "channel": ["by radio"],
        "tools": [["Scale", "tools/scale/"]],
        "notes": [["Note"], ["Ask ", ["the COO", "roles/coo/"], " first."]],
        "boxes": [
            {
                "key": "count-the-stock/ed1f2a51",
                "text": ["Weigh all of it"],
                "details": [
                    {"key": "count-the-stock/746d751e", "text": ["in the hall"]},
                    {"key": "count-the-stock/fd6d88a6", "text": ["on the roof"]},
                ],
                "notes": [["Sign · Meaning"], ["x · broken"]],
            },
            {"key": "count-the-stock/6dcbba6a", "text": ["Write it down"]},
            {"key": "count-the-stock/6dcbba6a-2", "text": ["Write it down"]},
        ],
        "outputs": [["a list"], ["a ", ["note", "roles/coo/"]]],
    }
    assert second["said"] == "ongoing"
    assert "when" not in second


def test_a_checklist_becomes_a_sheet(tmp_path: Path) -> None:
    handbook = _handbook(tmp_path)
    found = [sheet(handbook, one) for one in runnable_entries(handbook) if one.kind == "checklists"]

    assert [(one.address, one.owner) for one in found] == [
        ("checklists/before/", None),
        ("checklists/locking-up/", Piece("COO", "roles/coo/")),
    ]
    assert [
        (part.key, part.title, [plain(box.text) for box in part.boxes], [*map(plain, part.notes)])
        for one in found
        for part in one.parts
    ] == [
        ("checklist", "", ["Agenda sent", "Room booked"], []),
        ("doors", "Doors", ["Front door shut", "Back door shut"], []),
        ("lights", "Lights", ["All off"], ["Start on the roof."]),
    ]


def test_moving_a_box_or_a_step_keeps_its_key(tmp_path: Path) -> None:
    before = _keys(
        _order(_handbook(tmp_path / "a", "### A\n\n1. One\n2. Two\n\n### B\n\n1. One\n"))
    )
    after = _keys(_order(_handbook(tmp_path / "b", "### B\n\n1. One\n\n### A\n\n1. Two\n2. One\n")))

    assert sorted(before) == sorted(after)
    assert len(set(before)) == 3


def test_changing_text_changes_a_key_but_formatting_does_not(tmp_path: Path) -> None:
    plain_words = _keys(_order(_handbook(tmp_path / "a", "### A\n\n1. Open the board\n")))
    bold = _keys(_order(_handbook(tmp_path / "b", "### A\n\n- Open  the **board**\n")))
    other = _keys(_order(_handbook(tmp_path / "c", "### A\n\n1. Open the door\n")))

    assert plain_words == bold != other


def _keys(found: Sheet) -> list[str]:
    return [box.key for part in found.parts for box in part.boxes]


@pytest.mark.parametrize(
    ("times", "begins", "timed"),
    [
        (("day 1", "day 5"), True, False),
        (("day 0", "day 5"), True, False),
        (("within 5 days",), True, False),
        (("0-15 min", "within 48 hours"), True, True),
        # These start on another day than the one they are counted from.
        (("day -90", "day 0"), False, False),
        (("week 5", "week 12"), False, False),
        (("ongoing",), False, False),
    ],
)
def test_a_sheet_knows_whether_it_starts_on_the_date_it_counts_from(
    times: tuple[str, ...], begins: bool, timed: bool, tmp_path: Path
) -> None:
    steps = "".join(
        f"### Step {index}\n\n**When:** {time}\n\n1. Act\n\n" for index, time in enumerate(times)
    )
    found = _order(_handbook(tmp_path, steps))

    assert (found.begins, found.timed) == (begins, timed)


def test_a_sheet_describes_the_date_it_counts_from() -> None:
    handbook = load(REPOSITORY).handbook
    found = sheet(handbook, handbook.sops["renewal-playbook"].entry)

    assert found.counted_from == "the day of the renewal"
    assert json.loads(published(found))["countedFrom"] == "the day of the renewal"


def test_a_retired_procedure_keeps_its_sheet(tmp_path: Path) -> None:
    found = _order(_handbook(tmp_path, more="status: retired\n"))

    assert json.loads(published(found))["retired"] is True


def test_every_procedure_and_checklist_has_a_sheet_whose_keys_are_unique() -> None:
    handbook = load(REPOSITORY).handbook
    found = [sheet(handbook, one) for one in runnable_entries(handbook)]

    assert len(found) == len(handbook.sops) + len(handbook.registers["checklists"])
    for one in found:
        keys = [
            key
            for part in one.parts
            for box in part.boxes
            for key in (box.key, *(detail.key for detail in box.details))
        ]
        assert len(set(keys)) == len(keys)
        assert len({part.key for part in one.parts}) == len(one.parts)
