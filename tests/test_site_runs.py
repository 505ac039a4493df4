"""The runs page knows the calendar; everything that can be run has a link to start a run."""

import json
from collections.abc import Mapping
from html import unescape
from pathlib import Path

from handbook.pages.page import Page
from macros.modules import modules_by_attribute
from macros.runs import Runs
from macros.site import Site, SiteSettings, open_site
from tests.support.handbooks import procedure, write_handbook
from tests.support.pages import pages

HOLIDAYS = """\
christmas:
  title: Christmas "Day" <b>
  date: 2026-12-25
  every: year
easter:
  title: Easter Monday
  date: 2027-03-29
"""
ORDER = "sops/operations/order.md"
ISSUES = "https://forge.example/new?title={title}&body={body}"


def _site(root: Path, issues: str = "", files: Mapping[str, str] | None = None) -> Site:
    write_handbook(root, {ORDER: procedure(), **(files or {})})
    return open_site(root, SiteSettings(issues=issues))


def _page(site: Site, address: str) -> Page:
    return next(page for page in pages(site.edition) if page.address == address)


def _data(page: Page) -> dict[str, object]:
    data: dict[str, object] = json.loads(
        unescape(page.html.partition('data-runs="')[2].partition('"')[0])
    )
    return data


def test_the_page_of_runs_has_the_working_week_and_the_holidays(tmp_path: Path) -> None:
    site = _site(tmp_path, ISSUES, {"data/holidays.yaml": HOLIDAYS})

    page = _page(site, "runs/")

    assert "<b>" not in page.html
    assert _data(page) == {
        "root": "../",
        "issues": "https://forge.example/new?title=%7Btitle%7D&body=%7Bbody%7D",
        "zone": "Europe/Brussels",
        "week": [0, 1, 2, 3, 4],
        "holidays": [
            {"title": 'Christmas "Day" <b>', "date": "2026-12-25", "yearly": True},
            {"title": "Easter Monday", "date": "2027-03-29", "yearly": False},
        ],
    }


def test_without_an_issue_form_there_is_no_link_to_one(tmp_path: Path) -> None:
    assert _data(_page(_site(tmp_path), "runs/"))["issues"] is None


def test_a_procedure_can_be_started_where_scripts_run(tmp_path: Path) -> None:
    html = _page(_site(tmp_path), "procedures/order/").html

    assert (
        '<a class="hb-soon" href="../../runs/?start=procedures/order/" '
        "data-run-start hidden>Start a run</a>"
    ) in html


def test_a_retired_procedure_cannot_be_started(tmp_path: Path) -> None:
    site = _site(tmp_path, files={ORDER: procedure(more="status: retired\n")})

    assert "data-run-start" not in _page(site, "procedures/order/").html


def test_every_procedure_and_checklist_publishes_its_sheet(tmp_path: Path) -> None:
    text = "---\ntitle: Closing\noccasion: people\n---\n\nShut it.\n\n## Checklist\n\n- [ ] Door\n"
    site = _site(tmp_path / "book", files={"data/checklists/closing.md": text})

    runs = Runs(site, tmp_path / "site")

    for page in pages(site.edition):
        runs.write(page.address)

    assert len(list((tmp_path / "site").rglob("*.*"))) == 2
    order = json.loads((tmp_path / "site/procedures/order/run.json").read_text("utf-8"))
    closing = json.loads((tmp_path / "site/checklists/closing/run.json").read_text("utf-8"))
    assert order["parts"][0]["boxes"][0]["text"] == ["Note what runs out"]
    assert closing["parts"][0]["boxes"][0]["text"] == ["Door"]


def test_only_the_page_of_runs_loads_its_scripts(tmp_path: Path) -> None:
    site = _site(tmp_path)

    marked = [page.address for page in pages(site.edition) if "data-runs=" in page.html]

    assert marked == ["runs/"]
    assert modules_by_attribute()["data-runs="][0].endswith("/page.js")
