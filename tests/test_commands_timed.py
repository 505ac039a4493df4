"""Commands that depend on today's date need the company's time zone."""

from pathlib import Path

import pytest

from tests.support.commands import run, said
from tests.support.handbooks import BASE, write_handbook


@pytest.mark.parametrize(
    "arguments",
    [
        ("report", "freshness"),
        ("digest",),
        ("pdf", "-o", "handbook.pdf"),
    ],
)
def test_without_a_time_zone_the_command_refuses(
    arguments: tuple[str, ...], tmp_path: Path
) -> None:
    settings = BASE["data/settings.yaml"].replace("/Brussels", "/Brussel")
    write_handbook(tmp_path, {"data/settings.yaml": settings})

    code, shown, remarked = said(run(tmp_path, *arguments))

    assert (code, shown) == (2, "")
    assert remarked.startswith(
        "handbook: cannot determine dates without the settings: data/settings.yaml:4:11: "
    )
    assert not (tmp_path / "handbook.pdf").exists()
