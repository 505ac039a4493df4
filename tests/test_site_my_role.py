"""The home page panel of a role is published next to the role's page, small and plain."""

import json
from pathlib import Path
from typing import Any

from handbook.history.events import History
from handbook.load import load
from handbook.pages.edition import Edition
from handbook.pages.my_role import document, dumps, picker
from macros.downloads import publish
from macros.site import SiteSettings, open_site
from tests.support.handbooks import TODAY, procedure, review, write_handbook
from tests.support.history import Repository

ROLES = (
    "coo:\n  title: COO\n  area: operations\n  holders: [Ada]\n"
    "clerk:\n  title: Clerk\n  area: operations\n  reportsTo: coo\n"
    "cook:\n  title: <Cook>\n"
    "old:\n  title: Old\n  status: retired\n"
)
PROCESSES = "".join(
    f"{name}:\n  title: {name.capitalize()}\n  owner: coo\n  area: operations\n"
    for name in ("keys", "ledger", "stock")
)
TOOLS = "pad:\n  title: Pad\n  category: HR\n  purpose: Notes\n  owner: coo\n  admin: COO\n"
MEETING = (
    "---\ntitle: Round\ncadence: weekly\nday: monday\ntime: 09:00\nduration: 30 min\n"
    "attendees: [Clerk]\npurpose: Talk.\n---\n"
)


def shown(root: Path, role: str, history: History | None = None) -> dict[str, Any]:
    handbook = load(root).handbook
    edition = Edition(
        handbook=handbook, today=TODAY, edit=lambda _: None, history=history or History()
    )
    found: dict[str, Any] = json.loads(dumps(edition, handbook.roles[role]))
    assert found == document(edition, handbook.roles[role])
    return found


def house(root: Path) -> Path:
    """Return a handbook in which the COO owns procedures with several statuses."""
    steps = "### Count\n\n**Owner:** Clerk · **Tools:** Pad\n\n1. Count\n"
    files = {
        "data/roles.yaml": ROLES,
        "data/processes.yaml": PROCESSES,
        "data/tools.yaml": TOOLS,
        "data/meetings/round.md": MEETING,
        "sops/operations/keys.md": procedure("Keys", process="keys"),
        "sops/operations/ledger.md": procedure("Ledger", process="ledger", steps=steps),
        "sops/operations/stock.md": procedure("Stock", process="stock"),
    }
    write_handbook(root, files)
    review(root, "keys", "2026-10-12")
    review(root, "ledger", "2026-11-12")
    return root


def test_it_has_the_procedures_a_role_owns_with_the_most_urgent_first(tmp_path: Path) -> None:
    assert shown(house(tmp_path), "coo")["owns"] == {
        "number": 3,
        "care": 1,
        "writes": 0,
        "decides": 0,
        "first": [
            {"title": "Stock", "page": "procedures/stock/", "text": "Needs update"},
            {
                "title": "Keys",
                "page": "procedures/keys/",
                "text": "Current, next review 12 January 2027",
            },
        ],
    }


def test_it_counts_the_processes_a_role_has_to_document(tmp_path: Path) -> None:
    root = house(tmp_path)
    drill = "drill:\n  title: Drill\n  owner: Clerk\n  area: operations\n"
    write_handbook(root, {"data/processes.yaml": PROCESSES + drill}, base=False)

    assert shown(root, "clerk")["owns"]["writes"] == 1
    assert shown(root, "coo")["owns"]["writes"] == 0


def test_it_has_what_a_role_must_know_use_and_attend(tmp_path: Path) -> None:
    found = shown(house(tmp_path), "clerk")

    assert found["version"] == 1
    assert found["owns"] == {"number": 0, "care": 0, "writes": 0, "decides": 0, "first": []}
    assert found["knows"] == {
        "number": 3,
        "first": [
            {"title": "Ledger", "page": "procedures/ledger/", "text": "Does 1 step"},
            {"title": "Keys", "page": "procedures/keys/", "text": "In its area"},
        ],
    }
    assert found["uses"] == {"number": 1, "first": [{"title": "Pad", "page": "tools/pad/"}]}
    assert found["meets"] == [
        {"title": "Round", "page": "meetings/round/", "day": day, "time": "09:00"}
        for day in ("2026-11-23", "2026-11-30", "2026-12-07", "2026-12-14")
    ]
    assert found["changes"] == []


def test_it_has_the_changes_for_a_role_with_similar_ones_grouped(tmp_path: Path) -> None:
    kept = Repository(house(tmp_path))
    kept.git("init", "--quiet")
    kept.commit_all("2026-11-01")
    ledger = "sops/operations/ledger.md"
    text = (tmp_path / ledger).read_text(encoding="utf-8")
    kept.commit({ledger: text.replace("1. Count", "1. Count twice")}, "2026-11-10")
    many = {
        f"sops/operations/a{index}.md": procedure(f"A{index}", more="backup: Clerk\n")
        for index in range(4)
    }
    kept.commit(many, "2026-11-12")

    changes = shown(tmp_path, "clerk", kept.history())["changes"]

    assert changes[:2] == [
        {"day": "2026-11-12", "title": "4 procedures", "page": "changes/", "text": "new"},
        {
            "day": "2026-11-10",
            "title": "Ledger",
            "page": "procedures/ledger/",
            "text": "Step 'Count': action 'Count twice': text changed from Count to Count twice",
        },
    ]


def test_only_roles_in_use_are_offered_by_area(tmp_path: Path) -> None:
    edition = Edition(handbook=load(house(tmp_path)).handbook, today=TODAY, edit=lambda _: None)

    html = picker(edition.view(""))

    assert html.count("<optgroup") == 2
    assert html.index(">Clerk<") < html.index(">COO<") < html.index("Others") < html.index("Cook")
    assert '<option value="cook">&lt;Cook&gt;</option>' in html
    assert "Old" not in html


def test_every_role_in_use_has_published_data(tmp_path: Path) -> None:
    root = house(tmp_path / "book")
    open_site.cache_clear()

    publish(open_site(root, SiteSettings()), tmp_path / "site")

    open_site.cache_clear()
    found = sorted(file.parent.name for file in (tmp_path / "site/roles").glob("*/mine.json"))
    assert found == ["clerk", "coo", "cook"]
