"""Suggestions for broken links are written relative to the file they are in."""

from pathlib import Path

import pytest

from tests.support.checks import GUIDE, SUPPLIES
from tests.support.handbooks import found, procedure, write_handbook


@pytest.mark.parametrize(
    ("href", "cure"),
    [
        ("../office/supplies.md", "did you mean 'supplies.md'?"),
        ("../../docs/giude.md", "did you mean '../../docs/guide.md'?"),
        ("../../docs/guide.html", "did you mean '../../docs/guide.md'?"),
        ("../../docs/guide", "did you mean '../../docs/guide.md'?"),
        ("/docs/guide.md", "write it relative to this file: '../../docs/guide.md'"),
        ("/docs/other.md", "write it relative to this file"),
        ("www.example.com", "write 'https://www.example.com'"),
        ("a.b@example.com", "write 'mailto:a.b@example.com'"),
        ("..\\guide.md", "write '/' instead of '\\'"),
        ("", "add one, or remove the brackets"),
    ],
)
def test_the_corrected_link_is_suggested(tmp_path: Path, href: str, cure: str) -> None:
    steps = f"### Count the stock\n\n1. See [this]({href})\n"
    write_handbook(tmp_path, {SUPPLIES: procedure(steps=steps), "docs/guide.md": GUIDE})

    (message,) = found(tmp_path, "broken-link")

    assert message.partition(f"link {href!r} ")[2].partition("; ")[2] == cure
