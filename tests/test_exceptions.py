"""An exception lets one known fault pass, in one place, until its day."""

from datetime import date
from pathlib import Path

import pytest

from tests.support.commands import run, said
from tests.support.handbooks import problems, report, write_handbook

TOOLS = """\
printer:
  title: Printer
  category: Product
  purpose: Labels
stamp:
  title: Stamp
  category: Product
  purpose: Post
"""
LAST = date(2026, 12, 31)


def _exception(**changed: str) -> str:
    values = {
        "title": "Nobody owns the printer yet",
        "code": "unowned-entry",
        "about": "tools/printer",
        "owner": "COO",
        "reason": "The post is about to be filled.",
        "until": LAST.isoformat(),
        **changed,
    }
    return "printer:\n" + "".join(f"  {name}: {value}\n" for name, value in values.items())


def _found(root: Path, today: date = LAST) -> list[tuple[str, str, int]]:
    return [(one.code, one.place.path, one.place.line) for one in problems(root, today)]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A handbook with two tools that nobody owns, one of them excepted."""
    return write_handbook(
        tmp_path, {"data/tools.yaml": TOOLS, "data/exceptions.yaml": _exception()}
    )


def test_only_the_entry_it_is_about_passes_though_others_share_the_file(root: Path) -> None:
    assert _found(root) == [("unowned-entry", "data/tools.yaml", 5)]
    assert [one.place.line for one in report(root, LAST).excepted] == [1]


def test_on_the_day_after_the_fault_is_back_and_the_exception_is_told(root: Path) -> None:
    assert _found(root, date(2027, 1, 1)) == [
        ("expired-exception", "data/exceptions.yaml", 7),
        ("unowned-entry", "data/tools.yaml", 1),
        ("unowned-entry", "data/tools.yaml", 5),
    ]


def test_what_waits_for_a_question_is_told_when_that_is_decided(root: Path) -> None:
    question = (
        "title: Whose printer\ndescription: Two want it.\nsort: gap\nsays:\n"
        '  - {text: Ours, source: guide, lines: "3"}\nkept: nobody\nwhy: It is open.\n'
        "state: %s\ndecider: coo\n%sconcerns: [tools/printer]\n"
    )
    files = {
        "data/sources.yaml": "guide: {title: Guide, description: How it is done.}\n",
        "data/exceptions.yaml": _exception(discrepancy="printer"),
        "data/discrepancies/printer.yaml": question % ("open", "due: 2027-06-01\n"),
    }
    write_handbook(root, files, base=False)
    before = _found(root)
    decided = {"data/discrepancies/printer.yaml": question % ("decided", "")}
    write_handbook(root, decided, base=False)

    assert [one for one in _found(root) if one not in before] == [
        ("expired-exception", "data/exceptions.yaml", 8)
    ]
    assert [one.place.line for one in report(root, LAST).excepted] == [1]


def test_with_words_of_the_message_only_that_finding_passes(root: Path) -> None:
    says = _exception(says="\"'Stamp'\"")
    write_handbook(root, {"data/exceptions.yaml": says}, base=False)

    assert ("unowned-entry", "data/tools.yaml", 1) in _found(root)


def test_an_exception_is_no_use_of_the_entry_it_is_about(tmp_path: Path) -> None:
    groups = "friends:\n  title: Friends\n  members: [coo]\n"
    passes = _exception(code="unused-entry", about="groups/friends")
    root = write_handbook(tmp_path, {"data/groups.yaml": groups, "data/exceptions.yaml": passes})

    assert _found(root) == []
    assert [one.code for one in report(root, LAST).excepted] == ["unused-entry"]


def test_the_check_counts_what_it_lets_pass(root: Path) -> None:
    code, out, _ = said(run(root, "check", "--today", LAST.isoformat()))

    assert code == 0
    assert "(0 procedures, 0 processes); 1 let pass by exceptions\n" in out
    assert "Printer" not in out


def test_an_error_may_pass_too(root: Path) -> None:
    page = "---\ntitle: Supplies\nprocess: null\nowner: COO\nreview: every 3 months\n---\n\n"
    text = f"{page}See [it](gone.md).\n\n## Steps\n\n### Look\n\n1. Look\n"
    passes = _exception(code="broken-link", about="sops/supplies")
    write_handbook(
        root, {"sops/operations/supplies.md": text, "data/exceptions.yaml": passes}, base=False
    )

    assert said(run(root, "check", "--today", LAST.isoformat()))[0] == 0


def test_where_a_check_could_not_look_nothing_is_called_unused(root: Path) -> None:
    passes = _exception(code="meeting-clash", about="roles/coo")
    files = {"data/exceptions.yaml": passes, "data/groups.yaml": "team: [\n"}
    write_handbook(root, files, base=False)

    assert "unused-exception" not in {code for code, *_ in _found(root)}


def test_where_a_file_could_not_be_read_only_a_code_that_is_none_is_told(root: Path) -> None:
    # The printer is in use still, but nobody knows whether something is wrong with it.
    exceptions = _exception() + _exception(title="Other", code="unown").replace(
        "printer", "stamp", 1
    )
    broken = {"data/tools.yaml": TOOLS.replace("category", "kategory")}
    write_handbook(root, {"data/exceptions.yaml": exceptions, **broken}, base=False)

    told = [(code, line) for code, path, line in _found(root) if path == "data/exceptions.yaml"]

    assert told == [("unused-exception", 10)]


@pytest.mark.parametrize("slip", [{"until": "soon"}, {"untill": "2026-12-31"}, {"owner": "CEEO"}])
def test_a_slip_in_the_file_brings_back_nothing(slip: dict[str, str], root: Path) -> None:
    write_handbook(root, {"data/exceptions.yaml": _exception(**slip)}, base=False)

    assert [one for one in _found(root) if one[1] == "data/tools.yaml"] == [
        ("unowned-entry", "data/tools.yaml", 5)
    ]


@pytest.mark.parametrize("text", ["printer: [\n", "- printer\n", "printer: no\n", "3\n"])
def test_of_a_file_that_is_none_of_exceptions_nothing_passes(text: str, root: Path) -> None:
    write_handbook(root, {"data/exceptions.yaml": text}, base=False)

    assert [line for _, path, line in _found(root) if path == "data/tools.yaml"] == [1, 5]
