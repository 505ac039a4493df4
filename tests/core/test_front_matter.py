"""The front matter of a page in docs/: what is allowed, and what MkDocs would show as text."""

from pathlib import Path

import pytest

from handbook.load import load
from tests.support.commands import run
from tests.support.handbooks import write_handbook

_NO_KEYS = "2:1 front matter must be keys and values, one per line, such as 'title: ...'"
_KNOWN = "known here: title, description, aliases, hide, search"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\ntitle: 2024\n---\n", ["2:8 'title' is 2024, but must be text; put it in quotes"]),
        (
            "---\ntitle: [a]\n---\n",
            ["2:8 'title' is a list, but must be text; write it without brackets or a dash"],
        ),
        ("---\naliases: {a: 1}\n---\n", ["2:10 'aliases' is a group of keys, but must be a list"]),
        (
            "---\naliases: Chart\n---\n",
            ["2:10 'aliases' is 'Chart', but must be a list; write [Chart]"],
        ),
        (
            "---\naliases: [Chart, true]\n---\n",
            ["2:18 item 2 of 'aliases' is true, but must be text; put it in quotes"],
        ),
        ("---\nhide:\n---\n", ["2:6 'hide' has no value; fill it in or remove it"]),
        ("---\ntitel: A\n---\n", ["2:1 page has an unknown key: 'titel'; did you mean 'title'?"]),
        ("---\ntags: [a]\n---\n", [f"2:1 page has an unknown key: 'tags'; {_KNOWN}"]),
        (
            "---\ntitle: A: B\n---\n",
            ["2:9 not YAML: a colon is not expected here; quote a value that contains ': '"],
        ),
        (
            "---\n- title\n---\n",
            [_NO_KEYS],
        ),
        (
            "---\ntitle: A\n\n# A\n",
            [
                "1:1 front matter is not closed: put '---' on a line of its own after the keys",
            ],
        ),
        ("---\ntitle: A\naliases: [B]\nsearch: {boost: 2}\n---\n", []),
        ("---\ntitle: A\n...\n\nSo it is:\n\n---\n", []),
        ("---\ntitle: A\n...  \n", []),
        ("---\n---\n", [_NO_KEYS]),
        ("---\n# only this\n---\n", [_NO_KEYS]),
        (
            "---\ntitle: No\naliases: [12:30, 2026-01-01, Chart, 'on']\n---\n",
            [
                "2:8 'title' is 'No', which MkDocs does not read as text; put it in quotes",
                (
                    "3:11 item 1 of 'aliases' is '12:30', which MkDocs does not read as text; "
                    "put it in quotes"
                ),
                (
                    "3:18 item 2 of 'aliases' is '2026-01-01', which MkDocs does not read as text; "
                    "put it in quotes"
                ),
            ],
        ),
        ("# A\n", []),
        (
            "Note: read this.\n\n# A\n",
            [
                (
                    "1:1 MkDocs reads 'Note:' as a key and does not show this line; "
                    "put an empty line above it"
                ),
            ],
        ),
        ("\nNote: read this.\n\n# A\n", []),
    ],
)
def test_faults_are_reported_at_their_places(
    text: str, expected: list[str], tmp_path: Path
) -> None:
    root = write_handbook(tmp_path, {"docs/page.md": text})

    faults = load(root).faults

    assert [
        f"{fault.place.line}:{fault.place.column} {fault.message.removeprefix('page: ')}"
        for fault in faults
        if fault.place.path == "docs/page.md"
    ] == expected


def test_faults_with_one_fix_are_fixed(tmp_path: Path) -> None:
    text = "---\ntitel: 2024\naliases: Chart\n---\n# A\n"
    root = write_handbook(tmp_path, {"docs/page.md": text})

    run(root, "fix", "--write")
    run(root, "fix", "--write")

    fixed = (root / "docs/page.md").read_text(encoding="utf-8")
    assert fixed == '---\ntitle: "2024"\naliases: [Chart]\n---\n# A\n'
