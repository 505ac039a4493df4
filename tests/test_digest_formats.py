"""Chat messages are short: lines link to pages, and the rest is counted."""

import json

from handbook.reports.digest import Digest, Line
from handbook.reports.digest_formats import chat
from tests.support.handbooks import TODAY


def _message_lines(*groups: list[Line]) -> list[str]:
    named = {f"Group {number}": group for number, group in enumerate(groups, 1)}
    lines: list[str] = json.loads(chat(Digest("coo", "COO", TODAY, named)))["text"].split("\n")
    return lines


def test_a_line_links_to_its_subject() -> None:
    more = (("it has no backup", "https://example.com/a/"),)
    line = Line("Keys | locks", "is overdue", "https://example.com/a/", more)

    assert _message_lines([line]) == [
        "*1 thing for the COO*",
        "",
        "Group 1 (1)",
        "• <https://example.com/a/|Keys / locks> is overdue",
        "    ◦ it has no backup",
    ]


def test_excess_lines_are_counted() -> None:
    lines = [Line(f"Line {number}", "is overdue", "a.md") for number in range(19)]

    assert _message_lines(lines, lines[:1])[-1] == "• Line 0 is overdue"
    assert _message_lines(lines, lines[:2], lines[:3])[-4:] == [
        "Group 2 (2)",
        "• Line 0 is overdue",
        "",
        "and 4 more",
    ]
