"""An exception covers one known fault, in one place, until its date."""

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
    """A handbook with two tools without an owner, one of them excepted."""
    return write_handbook(
        tmp_path, {"data/tools.yaml": TOOLS, "data/exceptions.yaml": _exception()}
    )


def test_an_exception_covers_only_its_entry_of_the_file(root: Path) -> None:
    assert _found(root) == [("unowned-entry", "data/tools.yaml", 5)]
    assert [one.place.line for one in report(root, LAST).excepted] == [1]


def test_after_its_last_day_the_fault_and_the_exception_are_reported(root: Path) -> None:
    assert _found(root, date(2027, 1, 1)) == [
        ("expired-exception", "data/exceptions.yaml", 7),
        ("unowned-entry", "data/tools.yaml", 1),
        ("unowned-entry", "data/tools.yaml", 5),
    ]


def test_an_exception_is_reported_once_its_question_is_decided(root: Path) -> None:
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


def test_an_exception_with_words_covers_only_matching_messages(root: Path) -> None:
    says = _exception(says="\"'Stamp'\"")
    write_handbook(root, {"data/exceptions.yaml": says}, base=False)

    assert ("unowned-entry", "data/tools.yaml", 1) in _found(root)


def test_an_exception_does_not_count_as_a_use_of_its_entry(tmp_path: Path) -> None:
    groups = "friends:\n  title: Friends\n  members: [coo]\n"
    passes = _exception(code="unused-entry", about="groups/friends")
    root = write_handbook(tmp_path, {"data/groups.yaml": groups, "data/exceptions.yaml": passes})

    assert _found(root) == []
    assert [one.code for one in report(root, LAST).excepted] == ["unused-entry"]


def test_the_check_counts_excepted_findings(root: Path) -> None:
    code, out, _ = said(run(root, "check", "--today", LAST.isoformat()))

    assert code == 0
    assert "(0 procedures, 0 processes); 1 suppressed by exceptions\n" in out
    assert "Printer" not in out


def test_an_exception_may_cover_an_error(root: Path) -> None:
    page = "---\ntitle: Supplies\nprocess: null\nowner: COO\nreview: every 3 months\n---\n\n"
    text = f"{page}See [it](gone.md).\n\n## Steps\n\n### Look\n\n1. Look\n"
    passes = _exception(code="broken-link", about="sops/supplies")
    write_handbook(
        root, {"sops/operations/supplies.md": text, "data/exceptions.yaml": passes}, base=False
    )

    assert said(run(root, "check", "--today", LAST.isoformat()))[0] == 0


def test_no_exception_is_unused_if_its_check_could_not_run(root: Path) -> None:
    passes = _exception(code="meeting-clash", about="roles/coo")
    files = {"data/exceptions.yaml": passes, "data/groups.yaml": "team: [\n"}
    write_handbook(root, files, base=False)

    assert "unused-exception" not in {code for code, *_ in _found(root)}


def test_with_an_unreadable_file_only_unknown_codes_are_reported(root: Path) -> None:
    # The printer is still in use, but it is unknown whether anything is wrong with it.
    exceptions = _exception() + _exception(title="Other", code="unown").replace(
        "printer", "stamp", 1
    )
    broken = {"data/tools.yaml": TOOLS.replace("category", "kategory")}
    write_handbook(root, {"data/exceptions.yaml": exceptions, **broken}, base=False)

    message = [(code, line) for code, path, line in _found(root) if path == "data/exceptions.yaml"]

    assert message == [("unused-exception", 10)]


@pytest.mark.parametrize("slip", [{"until": "soon"}, {"untill": "2026-12-31"}, {"owner": "CEEO"}])
def test_an_error_in_the_exceptions_file_uncovers_nothing(slip: dict[str, str], root: Path) -> None:
    write_handbook(root, {"data/exceptions.yaml": _exception(**slip)}, base=False)

    assert [one for one in _found(root) if one[1] == "data/tools.yaml"] == [
        ("unowned-entry", "data/tools.yaml", 5)
    ]


@pytest.mark.parametrize("text", ["printer: [\n", "- printer\n", "printer: no\n", "3\n"])
def test_a_file_without_exceptions_covers_nothing(text: str, root: Path) -> None:
    write_handbook(root, {"data/exceptions.yaml": text}, base=False)

    assert [line for _, path, line in _found(root) if path == "data/tools.yaml"] == [1, 5]
