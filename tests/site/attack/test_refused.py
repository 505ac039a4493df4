"""What would run is refused before anything is built of it."""

from pathlib import Path

from tests.site.attack.handbook import page_of_docs, raw
from tests.site.attack.payloads import FILE, MARK
from tests.site.attack.sites import WISH, framed, written
from tests.site.building import build


def test_raw_html_and_links_that_run_are_refused(tmp_path: Path) -> None:
    root = framed(tmp_path / "root", written(raw(), refused=True))

    done = build(root, tmp_path / "site")

    assert done.returncode == 1
    for path in ("sops/areas-0/text-0.md", "data/meetings/text-0.md", "data/templates/text-0.md"):
        for code in ("raw-html", "forbidden-scheme"):
            assert any(
                line.startswith(f"{path}:") and line.endswith(f"[{code}]")
                for line in done.stdout.splitlines()
            )
    assert not (tmp_path / "site").exists()
    assert not (root / FILE).exists()


def test_what_looks_like_the_place_of_a_macro_is_refused(tmp_path: Path) -> None:
    roles = f"coo:\n  title: COO{MARK}\n"
    root = framed(
        tmp_path / "root",
        {"data/roles.yaml": roles, "docs/guide/attack.md": f"# Attack\n\n{MARK}\n"},
    )

    done = build(root, tmp_path / "site")

    assert done.returncode == 1
    assert "data/roles.yaml:2:13: error: character U+E000" in done.stdout
    assert "docs/guide/attack.md:3:1: error: character U+E000" in done.stdout


def test_a_page_that_wants_to_be_a_template_is_refused(tmp_path: Path) -> None:
    wishful = page_of_docs(html=False, more=WISH)
    root = framed(tmp_path / "root", {"docs/guide/attack.md": wishful})

    done = build(root, tmp_path / "site")

    assert done.returncode == 1
    assert (
        "docs/guide/attack.md:4:1: error: page has an unknown key: 'render_macros'" in done.stdout
    )
    assert not (root / FILE).exists()
