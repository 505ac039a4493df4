"""Pages of docs/ that MkDocs does not publish are not checked."""

from pathlib import Path

import pytest

from tests.support.checks import SUPPLIES
from tests.support.handbooks import found, procedure, write_handbook

_SHOWN = "docs/plan.md"


@pytest.mark.parametrize("path", ["docs/.plan.md", "docs/.kept/plan.md"])
def test_a_diagram_on_a_hidden_page_is_ignored(path: str, tmp_path: Path) -> None:
    broken = "```mermaid\nno diagram\n```\n"
    write_handbook(tmp_path, {path: broken, _SHOWN: broken})

    assert [line.partition(":")[0] for line in found(tmp_path, "broken-diagram")] == [_SHOWN]


def test_a_heading_on_a_hidden_page_is_ignored(tmp_path: Path) -> None:
    links = "1. See [a](../../docs/.plan.md#gone) and [b](../../docs/plan.md#gone)\n"
    text = procedure(steps=f"### Look\n\n{links}")
    write_handbook(tmp_path, {"docs/.plan.md": "# Plan\n", _SHOWN: "# Plan\n", SUPPLIES: text})

    (line,) = found(tmp_path, "broken-link")
    assert _SHOWN in line
