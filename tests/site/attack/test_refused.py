"""Executable content is refused before anything is built from it."""

from pathlib import Path

from tests.site.attack.handbook import docs_page, refused_attacks
from tests.site.attack.payloads import FILE, PLACEHOLDER
from tests.site.attack.sites import RENDER_MACROS, attack_files, write_attacked_source
from tests.site.building import build


def test_raw_html_and_executable_links_are_refused(tmp_path: Path) -> None:
    root = write_attacked_source(tmp_path / "root", attack_files(refused_attacks(), refused=True))

    result = build(root, tmp_path / "site")

    assert result.returncode == 1
    for path in ("sops/areas-0/text-0.md", "data/meetings/text-0.md", "data/templates/text-0.md"):
        for code in ("raw-html", "forbidden-scheme"):
            assert any(
                line.startswith(f"{path}:") and line.endswith(f"[{code}]")
                for line in result.stdout.splitlines()
            )
    assert not (tmp_path / "site").exists()
    assert not (root / FILE).exists()


def test_forged_macro_placeholders_are_refused(tmp_path: Path) -> None:
    roles = f"coo:\n  title: COO{PLACEHOLDER}\n"
    root = write_attacked_source(
        tmp_path / "root",
        {"data/roles.yaml": roles, "docs/guide/attack.md": f"# Attack\n\n{PLACEHOLDER}\n"},
    )

    result = build(root, tmp_path / "site")

    assert result.returncode == 1
    assert "data/roles.yaml:2:13: error: character U+E000" in result.stdout
    assert "docs/guide/attack.md:3:1: error: character U+E000" in result.stdout


def test_a_page_that_asks_to_be_a_template_is_refused(tmp_path: Path) -> None:
    page = docs_page(html=False, more=RENDER_MACROS)
    root = write_attacked_source(tmp_path / "root", {"docs/guide/attack.md": page})

    result = build(root, tmp_path / "site")

    assert result.returncode == 1
    assert (
        "docs/guide/attack.md:4:1: error: page has an unknown key: 'render_macros'" in result.stdout
    )
    assert not (root / FILE).exists()
