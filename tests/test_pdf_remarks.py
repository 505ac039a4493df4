"""Open discrepancies are printed in the same words as on the page."""

import re
from pathlib import Path

from handbook.discrepancies import undecided
from handbook.load import load
from handbook.pages.procedure import procedure_page
from tests.support.discrepancies import SOURCES, discrepancy_text
from tests.support.handbooks import REPOSITORY
from tests.support.pdfs import edition, everything, one_procedure, printed, without_breaks

ABOUT = "sops/supplies"


def _files(**texts: str) -> dict[str, str]:
    files = {f"data/discrepancies/{name}.yaml": text for name, text in texts.items()}
    return {"data/sources.yaml": SOURCES, **files}


def _open(title: str, **facts: str) -> str:
    return discrepancy_text(title, concerns=ABOUT, **facts)


def test_a_question_is_worded_as_on_the_page(tmp_path: Path) -> None:
    document = one_procedure(tmp_path, _files(hours=_open("When the office closes")))
    sheets, _ = printed(document)

    expected = (
        "Sources disagree: When the office closes. For now: at five. "
        "COO decides by 31 January 2027."
    )
    assert without_breaks(expected) in sheets.words
    shown = edition(tmp_path)
    page = procedure_page(shown, shown.handbook.sops["supplies"])
    assert without_breaks(expected) in without_breaks(re.sub(r"<[^>]+>", "", page.html))


def test_questions_beyond_two_follow_the_steps(tmp_path: Path) -> None:
    names = ("Doors", "Hours", "Keys", "Lights")
    files = _files(**{name.lower(): _open(name) for name in names})
    sheets, _ = printed(one_procedure(tmp_path, files))

    places = [sheets.words.index(f"Sourcesdisagree:{name}.") for name in names]
    steps = sheets.words.index("Steps")
    assert places[1] < steps < places[2]
    assert without_breaks("2 more questions (page 1)") in sheets.words[:steps]
    assert without_breaks("More questions") in sheets.words[steps : places[2]]


def test_decided_questions_are_not_printed(tmp_path: Path) -> None:
    document = one_procedure(tmp_path, _files(hours=_open("Opening hours", state="decided")))
    sheets, _ = printed(document)

    assert without_breaks("Opening hours") not in sheets.words


def test_typesetter_markup_in_a_question_is_text(tmp_path: Path) -> None:
    hostile = '"#eval(\\"1\\") $x$ <b>*bold*</b> @here"'
    sheets, _ = printed(one_procedure(tmp_path, _files(hours=_open(hostile))))

    assert without_breaks('#eval("1") $x$ <b>*bold*</b> @here') in sheets.words


def test_every_question_about_printed_content_is_printed() -> None:
    sheets, _ = printed(everything(REPOSITORY))

    apart = {"coverage", "sources", "values"}
    for found in undecided(load(REPOSITORY).handbook):
        if {name.partition("/")[0] for name in found.concerns} - apart:
            assert without_breaks(f"{found.title}. For now: {found.kept}") in sheets.words, found.id
