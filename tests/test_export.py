"""The export contains everything once, and is the same for the same handbook and day."""

import json
from pathlib import Path
from typing import Any

import pytest

from handbook.export import compact, pretty
from handbook.load import load
from tests.support.handbooks import RISKS, TODAY, procedure, review, risks, write_handbook

RISK = {
    "owner": {"type": "string", "refersTo": "roles", "description": "Who watches it."},
    "source": {"type": "string", "description": "Who saw it first."},
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_handbook(
        tmp_path,
        {
            "data/risks.yaml": "fire:\n  title: Fire\n  owner: COO\n  source: The neighbours, é\n",
            "data/processes.yaml": (
                "supplies:\n  title: Supplies\n  owner: coo\n  area: operations\n"
            ),
            "sops/operations/supplies.md": procedure(
                process="supplies", after="\n## History\n\nOnce *we* had none.\n"
            ),
        },
    )
    write_handbook(tmp_path, {RISKS: risks(RISK)}, base=False)
    review(tmp_path, "supplies", "2026-08-01")
    return tmp_path


def _export(root: Path) -> dict[str, Any]:
    exported: dict[str, Any] = json.loads(b"".join(compact(load(root).handbook, TODAY)))
    return exported


def test_a_register_needs_only_its_data_and_its_schema(root: Path) -> None:
    exported = _export(root)

    assert exported["registers"]["risks"] == {
        "title": "Risks",
        "description": "What may go wrong.",
        "entries": {
            "fire": {
                "data": {"title": "Fire", "owner": "coo", "source": "The neighbours, é"},
                "source": {"path": "data/risks.yaml", "line": 2},
                "address": "registers/risks/#fire",
            }
        },
    }
    assert exported["references"][0] == {
        "from": "areas/operations",
        "route": ["lead"],
        "name": "coo",
        "to": "roles/coo",
    }
    assert {
        "from": "risks/fire",
        "route": ["owner"],
        "name": "COO",
        "to": "roles/coo",
    } in exported["references"]


def test_a_document_includes_its_free_sections(root: Path) -> None:
    entry = _export(root)["registers"]["sops"]["entries"]["supplies"]

    assert entry["address"] == "procedures/supplies/"
    assert entry["source"] == {"path": "sops/operations/supplies.md", "line": 1}
    assert entry["sections"] == [
        {"title": "History", "anchor": "history", "text": "Once *we* had none."}
    ]


def test_computed_values_are_separate(root: Path) -> None:
    exported = _export(root)

    assert exported["procedures"] == {
        "supplies": {
            "status": "overdue",
            "word": "Needs update",
            "reasons": ["overdue"],
            "due": "2026-11-01",
            "lastReview": "2026-08-01",
            "suspects": [],
        }
    }
    assert sorted(exported) == [
        "company",
        "date",
        "metrics",
        "procedures",
        "processes",
        "references",
        "registers",
        "settings",
        "version",
    ]
    assert (exported["version"], exported["company"], exported["date"]) == (
        "1",
        "Example",
        "2026-11-21",
    )


def test_the_same_handbook_and_day_give_the_same_bytes(root: Path) -> None:
    first, second = (b"".join(pretty(load(root).handbook, TODAY)) for _ in range(2))

    assert first == second
    text = json.dumps(_export(root), ensure_ascii=False, indent=1, sort_keys=True)
    assert first == f"{text}\n".encode()
    assert "The neighbours, é" in text


def test_the_site_has_the_same_on_one_line(root: Path) -> None:
    text = b"".join(compact(load(root).handbook, TODAY))

    assert json.loads(text) == json.loads(b"".join(pretty(load(root).handbook, TODAY)))
    assert text.count(b"\n") == 1


def test_readable_output_is_made_in_chunks(root: Path) -> None:
    made = pretty(load(root).handbook, TODAY)

    assert max(map(len, made)) < len(b"".join(pretty(load(root).handbook, TODAY))) / 2


def test_an_empty_handbook_can_be_exported(tmp_path: Path) -> None:
    write_handbook(tmp_path, {}, base=False)

    exported = _export(tmp_path)

    assert (exported["company"], exported["settings"], exported["procedures"]) == (None, {}, {})
    assert {tuple(register["entries"]) for register in exported["registers"].values()} == {()}


def test_a_metric_has_its_status(root: Path) -> None:
    text = "speed:\n  title: Speed\n  category: Support\n  unit: '%'\n  target: '>= 80%'\n"
    rows = "metric,date,value\nSpeed,2026-09,81\nspeed,2026-10,79\n"
    write_handbook(root, {"data/metrics.yaml": text, "data/values/a.csv": rows}, base=False)

    assert _export(root)["metrics"] == {
        "speed": {
            "value": 79,
            "date": "2026-10",
            "shown": "79%",
            "state": "care",
            "word": "Near target",
            "trend": "down",
            "calculated": False,
        }
    }
