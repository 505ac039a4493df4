"""Open questions in the sources have their own page and appear on the pages they concern."""

from pathlib import Path

import pytest

from handbook.load import load
from handbook.pages.catalogue import indexes
from handbook.pages.discrepancy import by_decider
from handbook.pages.edition import Edition
from handbook.pages.page import Page, words
from tests.support.discrepancies import discrepancy_text, write_discrepancies
from tests.support.handbooks import TODAY, procedure, write_handbook
from tests.support.pages import pages

NASTY = '"><script>alert(1)</script>'


def _edition(root: Path) -> Edition:
    return Edition(handbook=load(root).handbook, today=TODAY, edit=lambda path: f"edit:{path}")


def _page(root: Path, address: str) -> Page:
    edition = _edition(root)
    return {page.address: page for page in (*indexes(edition), *pages(edition))}[address]


def test_its_page_says_what_is_kept_what_is_said_and_who_decides(tmp_path: Path) -> None:
    write_discrepancies(tmp_path, closing=discrepancy_text("Closing time"))

    page = _page(tmp_path, "discrepancies/closing/")

    assert words(page.html) == (
        "Reports/Discrepancies Closing time When the office closes. State Open Kind Contradiction "
        "Decided by COO Due 31 January 2027, in 10 weeks Suggest an edit "
        "More As Markdown Print "
        "What the handbook uses for now At five The guide is newer. What the sources say "
        "What it says Source Lines At 17:00 Office guide 12 At 18:00 Sign on the door 1, 3-4 "
        "What it concerns Roles COO"
    )
    assert '<a href="../../registers/sources/#guide">Office guide</a>' in page.html
    assert page.description == "When the office closes."


def test_a_decided_one_says_what_holds(tmp_path: Path) -> None:
    write_discrepancies(tmp_path, closing=discrepancy_text("Closing time", state="decided"))

    html = _page(tmp_path, "discrepancies/closing/").html

    assert ">Decided</span>" in html
    assert "What was decided" in html
    assert ">Due<" not in html


def test_an_overdue_one_is_called_so(tmp_path: Path) -> None:
    write_discrepancies(tmp_path, closing=discrepancy_text("Closing time", due="2026-11-20"))

    page = _page(tmp_path, "discrepancies/closing/")

    assert "hb-chip--bad" in page.html
    assert "20 November 2026, 1 day ago" in words(page.html)


@pytest.mark.parametrize(
    ("concerns", "address"),
    [
        ("sops/supplies", "procedures/supplies/"),
        ("roles/coo", "roles/coo/"),
        ("meetings/round", "meetings/round/"),
        ("areas/operations", "areas/operations/"),
        ("templates/notes", "templates/notes/"),
    ],
)
def test_the_pages_it_is_about_say_so(tmp_path: Path, concerns: str, address: str) -> None:
    write_discrepancies(
        tmp_path, closing=discrepancy_text("Closing", decider="clerk", concerns=concerns)
    )
    files = {
        "data/roles.yaml": "coo:\n  title: COO\nclerk:\n  title: Clerk\n",
        "sops/operations/supplies.md": procedure(),
        "data/meetings/round.md": "---\ntitle: Round\ncadence: weekly\n---\n\nTalk.\n",
        "data/templates/notes.md": "---\ntitle: Notes\npurpose: Note\nfor: document\n---\n\nSo.\n",
    }
    write_handbook(tmp_path, files, base=False)
    edition = _edition(tmp_path)
    by_address = {page.address: words(page.html) for page in pages(edition)}
    remark = "Sources disagree: Closing. For now: at five. Clerk decides by 31 January 2027."

    telling = [where for where, text in by_address.items() if remark in text]

    assert telling == [address]


def test_a_day_that_is_over_is_told_as_such(tmp_path: Path) -> None:
    write_discrepancies(tmp_path, closing=discrepancy_text("Closing", due="2026-01-31"))

    shown = words(_page(tmp_path, "roles/coo/").html)

    assert "For now: at five. COO was to decide by 31 January 2026." in shown


def test_a_row_of_a_register_says_how_much_is_open_about_it(tmp_path: Path) -> None:
    texts = {name: discrepancy_text(name, concerns="sources/guide") for name in ("a", "b")}
    write_discrepancies(tmp_path, **texts)

    html = _page(tmp_path, "registers/sources/").html

    assert html.count("2 open questions") == 1
    assert "open question" not in html[html.index('id="sign"') :]
    assert '<li>Sources disagree: <a href="../../discrepancies/a/">a</a></li>' in html


def test_more_than_two_remarks_are_folded_behind_their_number(tmp_path: Path) -> None:
    texts = {
        name: discrepancy_text(name, decider="clerk", concerns="roles/coo", sort=sort)
        for name, sort in zip("abcd", ("gap", "ambiguity", "duplicate", "placeholder"), strict=True)
    }
    write_discrepancies(tmp_path, **texts)
    roles = "coo:\n  title: COO\nclerk:\n  title: Clerk\n"
    write_handbook(tmp_path, {"data/roles.yaml": roles}, base=False)

    html = _page(tmp_path, "roles/coo/").html
    shown = words(html[html.index("<aside") : html.index("</aside>")])

    kept = "For now: at five. Clerk decides by 31 January 2027."
    assert shown == (
        "4 open questions about this role "
        f"Sources leave a gap: a. {kept} Sources are unclear: b. {kept} "
        f"Stated twice: c. {kept} Only a placeholder: d. {kept}"
    )
    assert html.index("<details") < html.index("Sources leave a gap")


def test_a_role_is_told_how_much_it_has_to_decide(tmp_path: Path) -> None:
    text = discrepancy_text("Closing time", concerns="areas/operations")
    write_discrepancies(tmp_path, closing=text)

    html = _page(tmp_path, "roles/coo/").html

    assert "1 open question awaits a decision by this role." in words(html)
    assert 'href="../../discrepancies/#decided-by--coo"' in html
    assert "Discrepancies" not in words(html)


def test_the_report_lists_open_ones_by_decider_and_then_the_decided(tmp_path: Path) -> None:
    write_discrepancies(
        tmp_path,
        a=discrepancy_text("A"),
        b=discrepancy_text("B", state="decided"),
        c=discrepancy_text("C", due="2026-01-01"),
        d=discrepancy_text("D", decider="Baker"),
    )
    roles = "coo:\n  title: COO\nbaker:\n  title: Baker\n"
    write_handbook(tmp_path, {"data/roles.yaml": roles}, base=False)

    html = by_decider(_edition(tmp_path).view("discrepancies/"))

    assert words(html) == (
        "Baker: 1 to decide D For now: at five by 31 January 2027 "
        "COO: 2 to decide A For now: at five by 31 January 2027 C For now: at five Overdue "
        "Decided B Decided: at five Decided"
    )
    assert '<h2 id="decided-by--coo">' in html


def test_a_report_without_discrepancies_says_so(tmp_path: Path) -> None:
    write_handbook(tmp_path, {})

    html = by_decider(_edition(tmp_path).view("discrepancies/"))

    assert words(html).startswith("No discrepancies are recorded.")


def test_nothing_in_a_discrepancy_is_markup(tmp_path: Path) -> None:
    text = discrepancy_text("Closing time").replace("at five", f"'{NASTY}'")
    write_discrepancies(tmp_path, closing=text.replace("At 17:00", f"'{NASTY}'"))
    edition = _edition(tmp_path)

    html = "".join([*(page.html for page in pages(edition)), by_decider(edition.view("a/"))])

    assert "&lt;script&gt;" in html
    assert "<script" not in html


def test_all_of_them_are_listed_as_every_register_is(tmp_path: Path) -> None:
    write_discrepancies(tmp_path, closing=discrepancy_text("Closing time"))

    assert "Closing time When the office closes." in words(_page(tmp_path, "discrepancies/").html)
