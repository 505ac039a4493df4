"""Every cell of a CSV file has its place, and nothing is dropped silently."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.diagnostics import Place
from handbook.source.csv import read_csv
from handbook.source.text import Lines
from handbook.source.yaml import Tree

COLUMNS = ("metric", "date", "value")


def _read(text: str) -> Tree:
    return read_csv(Lines("data/values/a.csv", text), "values", COLUMNS, ("value",))


def _messages(text: str) -> list[str]:
    return [str(fault).removeprefix("data/values/a.csv:") for fault in _read(text).faults]


def test_a_row_is_a_mapping_and_every_cell_has_its_place() -> None:
    tree = _read('value,metric,date\n\n 1.5 ,"a ""b"", c",2026-11\n-2,d,\n')

    assert tree.faults == []
    assert tree.data == {
        "values": [
            {"value": 1.5, "metric": 'a "b", c', "date": "2026-11"},
            {"value": -2, "metric": "d"},
        ]
    }
    assert tree.values["values", 0, "value"] == Place("data/values/a.csv", 3, 2, 3)
    assert tree.values["values", 0, "metric"] == Place("data/values/a.csv", 3, 8, 10)
    assert tree.values["values", 1] == Place("data/values/a.csv", 4, 1, 2)


def test_anything_but_a_number_stays_text_for_the_schema_to_reject() -> None:
    tree = _read("metric,date,value\na,2026-11,1,200\nb,2026-11,€5\nc,2026-11,1e5\n")

    assert [row.get("value") for row in tree.data["values"]] == [1, "€5", "1e5"]


def test_a_header_with_other_columns_is_refused() -> None:
    assert _messages("") == [
        ("1:1: error: the first line must name the columns: metric,date,value [wrong-column]")
    ]
    assert _messages("a,2026-11,4\n") == [
        ("1:1: error: the first line must name the columns: metric,date,value [wrong-column]")
    ]
    assert _messages("metric,date,value,,\na,2026-11,4,,\n") == [
        (
            "1:19: error: a column has no name; name it, or remove its comma from every line "
            "[wrong-column]"
        )
    ]
    assert _messages("metric,day,value\n") == [
        (
            "1:8: error: unexpected column 'day'; expected metric,date,value, each once "
            "[wrong-column]"
        ),
        "1:1: error: the first line does not name the column 'date' [wrong-column]",
    ]
    assert _messages("metric,metric,date,value\n") == [
        (
            "1:8: error: unexpected column 'metric'; expected metric,date,value, each once "
            "[wrong-column]"
        )
    ]


def test_a_row_of_empty_cells_is_skipped() -> None:
    tree = _read("metric,date,value\n,,\na,2026-11,1\n,,\n")

    assert [row["value"] for row in tree.data["values"]] == [1]
    assert tree.faults == []


def test_a_misspelt_column_is_one_fault() -> None:
    assert _messages("Metric,dat,value\n") == [
        "1:1: error: unexpected column 'Metric'; did you mean 'metric'? [wrong-column]",
        "1:8: error: unexpected column 'dat'; did you mean 'date'? [wrong-column]",
    ]


@pytest.mark.parametrize(("sign", "shown"), [(";", "';'"), ("\t", "a tab"), ("|", "'|'")])
def test_another_separator_is_reported_with_the_cure(sign: str, shown: str) -> None:
    assert _messages(f"metric{sign}date{sign}value\na{sign}2026-11{sign}4,5\n") == [
        (
            f"1:7: error: {shown} separates the columns; use commas, and write numbers "
            "with a decimal point [wrong-column]"
        )
    ]


def test_decimal_commas_and_mixed_separators_are_reported_with_the_cure() -> None:
    assert _messages("metric,date,value\na,2026-11,4,5\nb,2026-11,1,200,000\nc;2026-11;1\n") == [
        (
            "2:13: error: this line has 4 cells, but the first line names 3 columns; "
            "write numbers with a decimal point and no thousands separators [wrong-column]"
        ),
        (
            "3:17: error: this line has 5 cells, but the first line names 3 columns; "
            "write numbers with a decimal point and no thousands separators [wrong-column]"
        ),
        (
            "4:1: error: this line has 1 cell, but the first line names 3 columns; "
            "separate the cells with commas [wrong-column]"
        ),
    ]


def test_a_row_with_too_few_or_too_many_cells_is_reported() -> None:
    assert _messages("metric,date,value\na,2026-11\nb,2026-11,1,x\n") == [
        ("2:3: error: this line has 2 cells, but the first line names 3 columns [wrong-column]"),
        ("3:13: error: this line has 4 cells, but the first line names 3 columns [wrong-column]"),
    ]


def test_an_open_quote_is_reported_at_the_start_of_its_line() -> None:
    assert _messages('metric,date,value\n"a,2026-11,1\nb,2026-11,2\n') == [
        ('2:1: error: a quote is unclosed or inside a cell; write "a ""word"" in it" [csv-syntax]')
    ]


_cells = st.text(st.characters(codec="utf-8", exclude_characters="\r\n\0"), min_size=1, max_size=9)


@given(st.lists(st.tuples(_cells, _cells), max_size=4))
def test_spreadsheet_output_is_read_back(rows: list[tuple[str, str]]) -> None:
    rows = [(one.strip() or "x", two.strip() or "x") for one, two in rows]
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerows([COLUMNS, *((one, two, 1) for one, two in rows)])

    tree = _read(file.getvalue())

    assert tree.faults == []
    assert tree.data["values"] == [{"metric": one, "date": two, "value": 1} for one, two in rows]


@given(st.text(st.sampled_from('metric,date,value\n"x1 -.é\t'), max_size=80))
def test_no_text_crashes_the_reader(text: str) -> None:
    tree = _read(text)

    assert isinstance(tree.data["values"], list)
    assert all(fault.place.line >= 1 for fault in tree.faults)
