"""Diagnostics and tables keep their format, whatever their content."""

import csv
import io
import json
import re

from hypothesis import given
from hypothesis import strategies as st

from handbook.diagnostics import Diagnostic, Place, Severity
from handbook.formats import github, tables, text
from handbook.formats import json as json_format
from handbook.formats.characters import printable, width
from handbook.formats.outcome import CheckCoverage, Inventory, Outcome, total
from handbook.source.markdown import parse, plain

ERROR = Diagnostic(
    Place("sops/cs/onboarding.md", 2, 12, 9),
    Severity.ERROR,
    "unknown-reference",
    "step 'Training' names an unknown role: 'CS Manger'; did you mean 'CS Manager'?",
)
WARNING = Diagnostic(
    Place("data/processes.yaml", 3, 1), Severity.WARNING, "undocumented-process", "has no SOP"
)
INVENTORY = Inventory(12, 10, 8)
SOURCE = {
    "sops/cs/onboarding.md": ["## Steps", "**Owner:** CS Manger · **When:** day 8-14", ""],
    "data/processes.yaml": ["a:", "", "b: {}"],
}


def _text(outcome: Outcome, columns: int = text.WIDTH) -> str:
    lines = text.lines(outcome, lambda path: SOURCE.get(path, []), columns)
    return "".join(f"{text.plain(line)}\n" for line in lines)


def _excerpt(line: str, column: int, length: int, columns: int = text.WIDTH) -> list[str]:
    fault = Diagnostic(Place("x.md", 1, column, length), Severity.ERROR, "code", "message")
    shown = list(text.lines(Outcome([fault], 1), lambda _: [line], columns))
    return [text.plain(one) for one in shown[1:3]]


def test_text_has_a_line_per_diagnostic_and_the_totals() -> None:
    outcome = Outcome([WARNING, ERROR], 62, INVENTORY)

    assert text.text(outcome) == (
        "data/processes.yaml:3:1: warning: has no SOP [undocumented-process]\n"
        "sops/cs/onboarding.md:2:12: error: step 'Training' names an unknown role: 'CS Manger'; "
        "did you mean 'CS Manager'? [unknown-reference]\n"
        "1 error, 1 warning in 62 files (12 procedures, 10 processes: 8 not documented)\n"
    )


def test_an_excerpt_has_carets_below_the_problem() -> None:
    assert _text(Outcome([WARNING, ERROR], 62)) == (
        "data/processes.yaml:3:1: warning: has no SOP [undocumented-process]\n"
        "   3 | b: {}\n"
        "     | ^\n"
        "sops/cs/onboarding.md:2:12: error: step 'Training' names an unknown role: 'CS Manger'; "
        "did you mean 'CS Manager'? [unknown-reference]\n"
        "   2 | **Owner:** CS Manger · **When:** day 8-14\n"
        "     |            ^^^^^^^^^\n"
        "1 error, 1 warning in 62 files\n"
    )


def test_an_unreadable_file_has_no_excerpt() -> None:
    gone = ERROR._replace(place=Place("gone.md", 1, 1))

    assert [text.plain(line) for line in text.lines(Outcome([gone], 1), lambda _: [])] == [
        f"gone.md:1:1: error: {ERROR.message} [unknown-reference]",
        "1 error in 1 file",
    ]


def test_carets_align_with_wide_and_combining_characters() -> None:
    assert _excerpt("役割: CS Manger", 5, 9) == ["   1 | 役割: CS Manger", "     |       ^^^^^^^^^"]
    assert _excerpt("Caf\u0065\u0301: x", 8, 1) == ["   1 | Cafe\u0301: x", "     |       ^"]


def test_a_tab_and_a_control_character_take_one_column() -> None:
    assert _excerpt("\tkey:\x1b[31m\u202e v", 2, 3) == [
        "   1 |  key:\ufffd[31m\ufffd v",
        "     |  ^^^",
    ]


def test_a_long_line_is_truncated_around_the_problem() -> None:
    line = f"{'a ' * 100}HERE {'b ' * 100}"

    shown, carets = _excerpt(line, 201, 4, columns=40)

    assert shown == "   1 | … a a a a a HERE b b b b b b b b…"
    assert carets == "     | " + " " * shown[7:].index("HERE") + "^^^^"


@given(
    st.text(alphabet="ab…é役 ", min_size=0, max_size=300), st.integers(1, 301), st.integers(1, 99)
)
def test_excerpts_fit_the_width_and_always_have_carets(line: str, column: int, length: int) -> None:
    place = Place("x.md", 1, column, length)
    fault = Diagnostic(place, Severity.ERROR, "code", "message")

    shown, carets = (
        text.plain(one) for one in list(text.lines(Outcome([fault], 1), lambda _: [line], 60))[1:3]
    )

    assert len(shown) <= 60
    assert carets.count("^") >= 1


def test_totals_omit_zero_counts() -> None:
    assert total(Outcome([], 62, INVENTORY)) == (
        "no problems in 62 files (12 procedures, 10 processes: 8 not documented)"
    )
    assert total(Outcome([], 1, Inventory(1, 1, 0))) == (
        "no problems in 1 file (1 procedure, 1 process: 0 not documented)"
    )
    assert total(Outcome([], 0, Inventory(0, 0, 0))) == (
        "no problems in 0 files (0 procedures, 0 processes)"
    )
    assert total(Outcome([WARNING, WARNING], 2)) == "2 warnings in 2 files"


def test_control_characters_in_file_names_are_escaped() -> None:
    evil = WARNING._replace(place=Place("a\n::error::b\x1b[2J\udcff.md", 1, 1), message="x\ny")

    first, _ = text.text(Outcome([evil], 1)).splitlines()

    assert first == r"a\n::error::b\x1b[2J\udcff.md:1:1: warning: x\ny [undocumented-process]"


def test_json_is_one_versioned_object() -> None:
    coverage = [CheckCoverage("unknown-reference", 40, 1), CheckCoverage("unused-entry", None, 0)]
    outcome = Outcome([ERROR], 62, INVENTORY, coverage, excepted=[WARNING])

    assert json.loads(json_format.dumps(outcome)) == {
        "version": 1,
        "diagnostics": [
            {
                "path": "sops/cs/onboarding.md",
                "line": 2,
                "column": 12,
                "length": 9,
                "severity": "error",
                "code": "unknown-reference",
                "message": ERROR.message,
            }
        ],
        "excepted": [
            {
                "path": WARNING.place.path,
                "line": WARNING.place.line,
                "column": WARNING.place.column,
                "length": WARNING.place.length,
                "severity": "warning",
                "code": WARNING.code,
                "message": WARNING.message,
            }
        ],
        "totals": {
            "errors": 1,
            "warnings": 0,
            "files": 62,
            "procedures": 12,
            "processes": 10,
            "notDocumented": 8,
        },
        "coverage": [
            {"code": "unknown-reference", "lookedAt": 40, "found": 1},
            {"code": "unused-entry", "lookedAt": None, "found": 0},
        ],
    }


def test_json_of_selected_paths_has_no_inventory() -> None:
    document = json_format.document(Outcome([], 3))

    assert document["totals"] == {"errors": 0, "warnings": 0, "files": 3}


def test_github_output_is_escaped_with_errors_first() -> None:
    odd = WARNING._replace(place=Place("a,b:100%.md", 1, 2, 3), message="50% of\r\nit: a, b")

    assert github.commands(Outcome([odd, ERROR], 2)) == (
        "::error file=sops/cs/onboarding.md,line=2,col=12,endColumn=21,title=unknown-reference"
        f"::{ERROR.message}\n"
        "::warning file=a%2Cb%3A100%25.md,line=1,col=2,endColumn=5,title=undocumented-process"
        r"::50%25 of\r\nit: a, b" + "\n"
        "1 error, 1 warning in 2 files\n"
    )


@given(st.text(), st.text(min_size=1))
def test_no_message_or_path_can_inject_a_command(message: str, path: str) -> None:
    fault = WARNING._replace(message=message, place=Place(path, 1, 1))

    lines = re.split(r"\r\n|\r|\n", github.commands(Outcome([fault], 1)))

    assert [line.startswith("::") for line in lines] == [True, False, False]


def test_columns_are_aligned() -> None:
    rows = [("Onboarding", 12, None), ("役割", -3, "2026-11-21"), ("a\nb", None, "x")]

    assert tables.aligned(("Name", "Days", "Due"), rows) == (
        "Name        Days  Due\n"
        "Onboarding    12\n"
        "役割          -3  2026-11-21\n"
        "a\\nb              x\n"
    )


def test_an_empty_table_is_its_header() -> None:
    assert tables.aligned(("Name", "Due"), []) == "Name  Due\n"
    assert tables.markdown(("Name", "Due"), []) == "| Name | Due |\n| --- | --- |\n"
    assert tables.comma_separated(("Name", "Due"), []) == "Name,Due\n"


def test_markdown_escapes_markup() -> None:
    rows = [("a|b\nc", 3), ("*x* _y_ `z` [l](m) <b> \\ &lt; AT&T #7 @all", None)]

    assert tables.markdown(("Name", "Days"), rows) == (
        "| Name | Days |\n"
        "| --- | ---: |\n"
        "| a\\|b c | 3 |\n"
        "| \\*x\\* \\_y\\_ \\`z\\` \\[l\\](m) \\<b\\> \\\\ \\&lt; AT\\&T \\#7 \\@all |  |\n"
    )


@given(
    st.lists(
        st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"])), min_size=2, max_size=2
    )
)
def test_a_cell_cannot_break_its_row_and_is_read_back(cells: list[str]) -> None:
    (node,) = parse(tables.markdown(("A", "B"), [cells])).nodes

    _, *rows = node.children

    read = [" ".join(plain(cell.children).split()) for cell in rows[0].children]
    assert len(rows) == 1
    assert read == [" ".join(cell.split()) for cell in cells]


def test_csv_has_no_formulas_but_keeps_numbers() -> None:
    rows = [("=1+1", -3), ("@x", None), ("+1", 2), ("-x", 0), ('a,"b"\nc', 1), ("", 1)]

    assert tables.comma_separated(("=Name", "Days"), rows) == (
        '\'=Name,Days\n\'=1+1,-3\n\'@x,\n\'+1,2\n\'-x,0\n"a,""b""\nc",1\n,1\n'
    )


@given(st.lists(st.text(), min_size=2, max_size=2))
def test_csv_is_read_back_and_no_text_starts_a_formula(cells: list[str]) -> None:
    written = tables.comma_separated(("A", "B"), [cells])

    _, row = csv.reader(io.StringIO(written, newline=""))

    meant = [re.sub(r"\r\n?", "\n", cell) for cell in cells]
    assert [cell.removeprefix("'") for cell in row] == [cell.removeprefix("'") for cell in meant]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


def test_width_counts_columns() -> None:
    assert [width(one) for one in ("abc", "役割", "e\u0301", "a\u200bb", "")] == [3, 4, 1, 2, 0]
    assert [width(one) for one in ("\U0001f44d\U0001f3fd", "\u2714\ufe0f")] == [2, 2]


@given(st.text())
def test_printable_text_is_printable_and_plain_text_is_unchanged(some: str) -> None:
    assert printable(some).isprintable()
    assert not some.isprintable() or printable(some) == some
