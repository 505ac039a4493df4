"""Dates, distances, counts and labels in words."""

from datetime import date

import pytest

from handbook.amounts import counted
from handbook.pages.words import (
    clock,
    dated,
    dated_text,
    distance,
    enum_label,
    label,
    sentence,
    truncated,
)
from handbook.values import aim

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 11, 21), "today"),
        (date(2026, 11, 22), "in 1 day"),
        (date(2026, 12, 4), "in 13 days"),
        (date(2026, 12, 5), "in 2 weeks"),
        (date(2027, 1, 12), "in 7 weeks"),
        (date(2026, 11, 18), "3 days ago"),
        (date(2027, 5, 21), "in 6 months"),
        (date(2024, 11, 20), "2 years ago"),
    ],
)
def test_distance_is_given_in_the_usual_unit(day: date, expected: str) -> None:
    assert distance(day, TODAY) == expected


def test_a_date_has_a_machine_readable_form() -> None:
    assert dated(date(2027, 1, 12)) == '<time datetime="2027-01-12">12 January 2027</time>'


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2024-12", '<time datetime="2024-12">December 2024</time>'),
        ("2024-12-01", '<time datetime="2024-12-01">1 December 2024</time>'),
        ("2024-13", "2024-13"),
        ("<b>soon</b>", "&lt;b&gt;soon&lt;/b&gt;"),
    ],
)
def test_a_date_is_shown_with_its_written_precision(written: str, expected: str) -> None:
    assert dated_text(written) == expected


@pytest.mark.parametrize(
    ("number", "noun", "expected"),
    [
        (1, "process", "1 process"),
        (0, "process", "0 processes"),
        (2, "entry", "2 entries"),
        (2, "day", "2 days"),
        (1200, "metric", "1,200 metrics"),
    ],
)
def test_a_number_agrees_with_its_noun(number: int, noun: str, expected: str) -> None:
    assert counted(number, noun) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("timeToValue", "Time to value"),
        ("owner", "Owner"),
        ("real-time", "Real time"),
        ("", ""),
    ],
)
def test_the_name_of_a_property_becomes_a_label(name: str, expected: str) -> None:
    assert label(name) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("as-needed", "As needed"),
        ("X-ray", "X-ray"),
        ("On-call", "On-call"),
        ("chair", "Chair"),
        ("biweekly", "Every two weeks"),
    ],
)
def test_an_option_is_written_as_people_write_it(word: str, expected: str) -> None:
    assert enum_label(word) == expected


def test_a_meeting_past_midnight_ends_in_the_morning() -> None:
    assert [clock(0), clock(9 * 60 + 30), clock(24 * 60 + 15)] == ["00:00", "09:30", "00:15"]


def test_a_long_text_is_cut_between_words() -> None:
    assert truncated("one\n two,  three", most=12) == "one two…"


def test_a_text_that_fits_is_not_cut() -> None:
    assert truncated("one\n two", most=7) == "one two"


def test_a_target_uses_typographic_signs() -> None:
    assert [aim(">= 80%"), aim("<= 3"), aim("< 5")] == ["≥ 80%", "≤ 3", "< 5"]


def test_only_the_first_letter_of_a_sentence_changes() -> None:
    assert [sentence("a CSM"), sentence("")] == ["A CSM", ""]
