"""A new site replaces the old one only when it is complete."""

import logging
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from mkdocs.exceptions import Abort

from macros.staging import Staging

_LOG = logging.getLogger("mkdocs.plugins.handbook")


def _site(root: Path) -> Path:
    site = root / "site"
    for name in ("index.html", "gone/index.html", ".well-known/key"):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text("before", encoding="utf-8")
    return site


def _begin(site: Path, *, strict: bool = True) -> Staging:
    """Return a build that has written its pages."""
    fresh = Staging(str(site), strict=strict)
    for name in ("index.html", "new/index.html", ".well-known/other"):
        (fresh.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (fresh.folder / name).write_text("after", encoding="utf-8")
    return fresh


def _texts(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8")
        for file in folder.rglob("*")
        if file.is_file()
    }


_BEFORE = dict.fromkeys(["index.html", "gone/index.html", ".well-known/key"], "before")
_AFTER = {
    ".well-known/key": "before",
    **dict.fromkeys(["index.html", "new/index.html", ".well-known/other"], "after"),
}


def test_the_site_is_replaced_at_the_end_and_its_folder_and_hidden_files_are_kept(
    tmp_path: Path,
) -> None:
    site = _site(tmp_path)
    folder = site.stat().st_ino
    fresh = _begin(site)
    assert _texts(site) == _BEFORE

    fresh.end()

    assert _texts(site) == _AFTER
    assert site.stat().st_ino == folder
    assert list(tmp_path.iterdir()) == [site]


def test_a_site_behind_a_link_is_replaced_in_place(tmp_path: Path) -> None:
    site = _site(tmp_path / "disk")
    link = tmp_path / "site"
    link.symlink_to(site, target_is_directory=True)

    _begin(link).end()

    assert link.is_symlink()
    assert _texts(site) == _AFTER
    assert list((tmp_path / "disk").iterdir()) == [site]


def test_a_dropped_build_leaves_nothing(tmp_path: Path) -> None:
    site = _site(tmp_path)

    _begin(site).discard()

    assert _texts(site) == _BEFORE
    assert list(tmp_path.iterdir()) == [site]


_ENDED = """import os, sys, time
from macros.staging import Staging
fresh = Staging(sys.argv[1], strict=True)
assert fresh.folder.is_dir()
os.kill(os.getpid(), int(sys.argv[2]))
time.sleep(60)"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process without a word to it")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_terminated_build_leaves_nothing(tmp_path: Path, name: str) -> None:
    site = _site(tmp_path)
    number = int(signal.Signals[name])

    ended = subprocess.run([sys.executable, "-c", _ENDED, str(site), str(number)], check=False)

    assert ended.returncode == 128 + number
    assert list(tmp_path.iterdir()) == [site]
    assert _texts(site) == _BEFORE


@pytest.mark.parametrize(("strict", "stands"), [(True, _BEFORE), (False, _AFTER)])
def test_a_warning_keeps_the_old_site_only_if_the_build_is_strict(
    strict: bool, stands: dict[str, str], tmp_path: Path
) -> None:
    site = _site(tmp_path)
    fresh = _begin(site, strict=strict)

    _LOG.warning("Something is amiss")
    fresh.end()

    assert _texts(site) == stands
    assert list(tmp_path.iterdir()) == [site]


@pytest.mark.parametrize("first", [True, False])
def test_if_the_new_site_cannot_be_put_in_place_the_old_one_is_kept(
    first: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site" if first else _site(tmp_path)
    fresh = _begin(site)
    move = Path.rename

    def _rename(file: Path, target: Path) -> Path:
        if file.parent == fresh.folder and len(list(fresh.folder.iterdir())) == 1:
            raise PermissionError(13, "Permission denied")
        return move(file, target)

    monkeypatch.setattr(Path, "rename", _rename)

    with pytest.raises(Abort, match=r"Cannot write the site to .*site: permission denied\. Choose"):
        fresh.end()

    fresh.discard()
    assert (_texts(site) if site.exists() else None) == (None if first else _BEFORE)
    assert list(tmp_path.iterdir()) == ([] if first else [site])


def test_two_concurrent_builds_are_each_complete(tmp_path: Path) -> None:
    site = _site(tmp_path)
    one = _begin(site)
    other = Staging(str(site), strict=True)
    (other.folder / "index.html").write_text("half", encoding="utf-8")

    one.end()

    assert _texts(site) == _AFTER
    (other.folder / "last.html").write_text("after", encoding="utf-8")
    other.end()
    assert (site / "index.html").read_text(encoding="utf-8") == "half"
    assert not (site / "new").exists()
    assert list(tmp_path.iterdir()) == [site]


def test_the_site_is_written_in_its_folder_if_nothing_can_be_next_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = _site(tmp_path)

    def _refuse(**_: object) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("macros.staging.mkdtemp", _refuse)
    fresh = Staging(str(site), strict=True)

    assert fresh.folder == site
    fresh.end()
    assert _texts(site) == _BEFORE


def test_a_file_in_place_of_the_site_is_reported_first(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("A note.", encoding="utf-8")

    with pytest.raises(Abort, match=r"Cannot write .* to .*site: .*site is not a folder\. Choose"):
        Staging(str(tmp_path / "site"), strict=True)

    assert (tmp_path / "site").read_text(encoding="utf-8") == "A note."
