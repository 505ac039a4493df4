"""Links on a page prefill the forge's issue forms, and submitted forms are counted."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from handbook.pages.contents import contents
from handbook.pages.issue import FORMS, Issue, filled
from handbook.pages.tasks import Tasks, entry_tasks
from macros.search_index import request_address
from macros.site import Site, SiteSettings, open_site
from tests.support.commands import PINNED, run, said
from tests.support.forge import FakeForge, forge
from tests.support.handbooks import procedure, write_handbook
from tests.support.issue_forms import GITHUB, GITLAB, headings, labels, submitted_issue

SUPPLIES = "sops/operations/supplies.md"
TITLE = 'Ordering {body} & "supplies": 100% <b>#1'
ADDRESSES = {"github": GITHUB, "gitlab": GITLAB}
COUNTS = "data/usage/issues.csv"


@pytest.fixture(autouse=True)
def pinned(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in PINNED.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a handbook with two procedures, one with a title that is difficult to encode."""
    text = procedure(f"'{TITLE}'", more='version: "1.2"\n')
    files = {SUPPLIES: text, "sops/operations/dust.md": procedure("Dust")}
    return write_handbook(tmp_path, files)


@pytest.fixture(params=ADDRESSES)
def there(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeForge]:
    """Yield a forge of each kind in turn, named by the environment."""
    for name in ("GITHUB_REPOSITORY", "CI_PROJECT_ID"):
        monkeypatch.delenv(name, raising=False)
    with forge(request.param) as fake:
        for name, value in fake.environment.items():
            monkeypatch.setenv(name, value)
        yield fake


def _site(root: Path, template: str) -> Site:
    site = open_site(root, SiteSettings("https://handbook.example.com/", "edit:{path}", template))
    open_site.cache_clear()
    return site


def _tasks(site: Site) -> Tasks:
    view = site.edition.view("procedures/supplies/")
    return entry_tasks(view, site.handbook.sops["supplies"].entry, ["Count the stock"])


@pytest.mark.parametrize("name", FORMS)
def test_both_forges_have_the_fields_that_links_fill_in(name: str) -> None:
    assert labels(name) == FORMS[name]
    assert headings(name) == list(FORMS[name].values())


def test_the_error_form_is_prefilled_from_the_page(root: Path) -> None:
    title, body = submitted_issue(_tasks(_site(root, GITHUB)).error)

    assert title == f"Error in: {TITLE}"
    assert body == (
        f"### Procedure\n\n{TITLE}\n\n"
        "### Page\n\n"
        "https://handbook.example.com/procedures/supplies/ (version 1.2, 21 November 2026)\n\n"
        "### Step or section\n\nKeep the line that applies:\n\n- Count the stock\n\n"
        "### What is wrong\n\n_No response_\n\n"
        "### What it should say\n\n_No response_"
    )


def test_on_gitlab_the_description_is_the_filled_template(root: Path) -> None:
    title, body = submitted_issue(_tasks(_site(root, GITLAB)).report_run)

    assert title == f"Ran: {TITLE}"
    assert body == (
        f"### Procedure\n\n{TITLE}\n\n"
        "### Page\n\n"
        "https://handbook.example.com/procedures/supplies/ (version 1.2, 21 November 2026)\n\n"
        "### How it went\n\n"
    )


def test_a_missing_procedure_links_to_its_form(root: Path) -> None:
    site = _site(root, GITHUB)
    searched = request_address(site.edition).replace("%7Bwords%7D", "book%20a%20trip")
    listed = contents(site.edition.view("procedures/"))

    assert submitted_issue(searched).title == "Wanted: book a trip"
    assert submitted_issue(searched).body.startswith(
        "### What needs a procedure\n\nbook a trip\n\n"
    )
    assert "title=Wanted:+a+procedure&amp;template=request.yml" in listed


def test_questions_and_copied_runs_need_no_form(root: Path) -> None:
    address = filled(GITHUB, Issue("A question", text="Who?\n"))

    assert submitted_issue(address) == ("A question", "Who?\n")


def test_a_gitlab_template_may_be_named_too() -> None:
    template = f"{GITLAB}&issuable_template={{form}}"

    assert (filled(template, Issue("x", "ran")) or "").endswith("&issuable_template=ran")


@pytest.mark.parametrize("above", ["", "template"])
def test_prefilled_issues_are_counted(above: str, root: Path, there: FakeForge) -> None:
    found = _tasks(_site(root, ADDRESSES[there.kind]))
    for address in (found.report_run, found.report_run, found.error):
        title, body = submitted_issue(address)
        # Some versions of GitLab append the text of a link to the template.
        asked = [f"### {heading}\n\n" for heading in headings("ran")] if above else []
        there.add(title, "".join(asked) + body, "2026-11-02")

    assert said(run(root, "sync", "issues"))[0] == 0
    assert (root / COUNTS).read_text(encoding="utf-8") == (
        "procedure,date,runs,errors\nsupplies,2026-11-02,2,1\n"
    )


def test_an_edited_answer_is_counted_as_edited(root: Path, there: FakeForge) -> None:
    address = _tasks(_site(root, GITHUB)).report_run
    there.add(*submitted_issue(address, {"Procedure": "Dust"}), "2026-11-02")

    run(root, "sync", "issues")

    assert "\ndust,2026-11-02,1,0\n" in (root / COUNTS).read_text(encoding="utf-8")


def test_the_page_is_counted_if_no_procedure_is_selected(root: Path, there: FakeForge) -> None:
    body = "### Procedure\n\n_No response_\n\n### Page\n\nprocedures/dust/ (21 November 2026)\n"
    there.add("Ran: it", body, "2026-11-02")

    run(root, "sync", "issues")

    assert "\ndust,2026-11-02,1,0\n" in (root / COUNTS).read_text(encoding="utf-8")
