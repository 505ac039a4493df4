"""CODEOWNERS matches the current owners, or is reported as out of date."""

from pathlib import Path

import pytest

from handbook.codeowners import codeowners
from handbook.load import load
from tests.support.handbooks import BASE, found, write_handbook

SETTINGS = f"{BASE['data/settings.yaml']}codeOwners: {{team: '@example/{{role}}', rest: COO}}\n"
CURE = "run 'handbook codeowners --write'"


@pytest.mark.parametrize(
    ("written", "message"),
    [
        (b"\xff", [f"CODEOWNERS:1:1: CODEOWNERS cannot be read as text; {CURE}"]),
        (b"* @example/all\n", [f"CODEOWNERS:1:1: CODEOWNERS is out of date; {CURE}"]),
    ],
)
def test_outdated_codeowners_is_reported(
    written: bytes, message: list[str], tmp_path: Path
) -> None:
    write_handbook(tmp_path, {"data/settings.yaml": SETTINGS})
    (tmp_path / "CODEOWNERS").write_bytes(written)

    assert found(tmp_path, "outdated-codeowners") == message


def test_the_codeowners_above_the_handbook_may_be_in_another_encoding(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "CODEOWNERS").write_bytes("* @example/büro\n".encode("latin-1"))
    root = write_handbook(tmp_path / "ops", {"data/settings.yaml": SETTINGS})
    own = codeowners(load(root).handbook) or ""
    (root / "CODEOWNERS").write_text(own, encoding="utf-8")

    assert found(root, "outdated-codeowners") == []
