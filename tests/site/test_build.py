"""The real build: reproducible output, and no site from a handbook with errors."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from handbook.cache import CACHE, OFF
from tests.site.building import EDIT, build, built, environment, file_hashes, write_source
from tests.site.specimen import specimen
from tests.support.commands import PINNED
from tests.support.handbooks import REPOSITORY, RISKS, procedure, risks, write_handbook


def test_builds_on_the_same_day_are_byte_identical(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    variables = {"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland", CACHE: OFF}
    built(REPOSITORY, first, variables)
    built(REPOSITORY, second, {"PYTHONHASHSEED": "2", "TZ": "America/Los_Angeles"})
    if _day(first) != _day(second):
        # Midnight passed between the two builds.
        built(REPOSITORY, first, variables)

    assert _day(first) == _day(second)
    assert len(file_hashes(first)) > 50
    assert file_hashes(first) == file_hashes(second)


def _day(site: Path) -> str:
    """Return the line of the home page that states its date."""
    lines = (site / "index.html").read_text(encoding="utf-8").splitlines()
    return next(line for line in lines if ", as of <time" in line)


def test_the_site_does_not_depend_on_the_handbook_folder(tmp_path: Path) -> None:
    one = specimen(tmp_path / "one")
    other = Path(shutil.copytree(one, tmp_path / "another folder"))

    assert file_hashes(built(one, tmp_path / "a")) == file_hashes(built(other, tmp_path / "b"))


def test_edit_links_include_the_folder_in_a_larger_repository(tmp_path: Path) -> None:
    root = write_source(tmp_path / "ops", {"sops/operations/order.md": procedure()})
    (tmp_path / ".git").mkdir()

    site = built(root, tmp_path / "site")

    pages = "".join(page.read_text(encoding="utf-8") for page in site.rglob("*.html"))
    edited = set(re.findall(rf"{EDIT}([\w-]+/[\w-]+/)", pages))
    assert edited == {"ops/data/", "ops/docs/", "ops/handbook/", "ops/sops/"}


def test_a_build_with_a_cache_equals_one_without(tmp_path: Path) -> None:
    root = specimen(tmp_path / "root")
    cached = {**PINNED, CACHE: str(tmp_path / "kept")}

    without = file_hashes(built(root, tmp_path / "without", {**PINNED, CACHE: OFF}))

    assert file_hashes(built(root, tmp_path / "first", cached)) == without
    assert file_hashes(built(root, tmp_path / "second", cached)) == without
    assert (tmp_path / "kept").is_dir()


def test_the_build_date_can_be_set(tmp_path: Path) -> None:
    root = write_source(tmp_path / "root", {})

    early = built(root, tmp_path / "early", {"SOURCE_DATE_EPOCH": "1767225600"})

    assert "1 January 2026" in _day(early)


def test_a_build_date_that_is_not_a_number_is_refused(tmp_path: Path) -> None:
    root = write_source(tmp_path / "root", {})

    result = build(root, tmp_path / "site", {"SOURCE_DATE_EPOCH": "today"})

    assert result.returncode != 0
    assert "SOURCE_DATE_EPOCH is not a number of seconds since 1970: 'today'" in result.stdout
    assert "Traceback" not in result.stdout
    assert not (tmp_path / "site").exists()


def test_an_error_stops_the_build_and_leaves_the_site_unchanged(tmp_path: Path) -> None:
    root = write_source(tmp_path / "root", {"sops/operations/order.md": procedure(owner="COO")})
    site = built(root, tmp_path / "site")
    before = file_hashes(site)
    wrong = procedure(owner="CCO") + "\n## Steps\n"
    (root / "sops/operations/order.md").write_text(wrong, encoding="utf-8")

    result = build(root, site)

    twice = "section 'Steps' is already on line 10; merge the two"
    lines = [line for line in result.stdout.splitlines() if line and not line.startswith("INFO")]
    assert result.returncode == 1
    assert lines == [
        f"sops/operations/order.md:17:1: error: {twice} [duplicate-section]",
        "1 error in the handbook; the site was not changed.",
    ]
    assert file_hashes(site) == before


def test_a_missing_hook_is_reported(tmp_path: Path) -> None:
    site = (REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8")
    without = re.sub("(?m)^hooks: .*\n", "", site)
    root = write_source(tmp_path / "root", {"mkdocs.yml": without})

    result = build(root, tmp_path / "site")

    assert result.returncode == 1
    assert "Traceback" not in result.stdout
    assert (
        "mkdocs.yml:1:1: error: hooks in mkdocs.yml must name 'macros/hook.py', " in result.stdout
    )
    assert not (tmp_path / "site").exists()


def test_an_unknown_role_is_reported_with_its_place(tmp_path: Path) -> None:
    root = write_source(tmp_path / "root", {"sops/operations/order.md": procedure(owner="COOO")})

    result = build(root, tmp_path / "site")

    assert result.returncode == 1
    assert re.search(
        r"^sops/operations/order\.md:4:8: error: .*'COOO'.*\[unknown-reference\]$",
        result.stdout,
        re.MULTILINE,
    )
    assert "Traceback" not in result.stdout


def test_an_unwritable_site_folder_is_reported_without_a_traceback(tmp_path: Path) -> None:
    root = write_source(tmp_path / "root", {})
    (tmp_path / "taken").write_text("a file", encoding="utf-8")

    result = build(root, tmp_path / "taken/site", PINNED)

    taken = tmp_path / "taken"
    assert result.returncode == 1
    assert f"Cannot write the site to {taken / 'site'}: {taken} is not a folder" in result.stdout
    assert "Traceback" not in result.stdout


def test_warnings_do_not_stop_the_build(tmp_path: Path) -> None:
    root = write_source(tmp_path / "root", {"sops/operations/order.md": procedure()})

    result = build(root, tmp_path / "site")

    assert result.returncode == 0, result.stdout
    assert "2 warnings in the handbook; `handbook check` lists them" in result.stdout


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("nope()", "4: error: unknown macro: 'nope'"),
        ("register('rolls')", "14: error: unknown kind: 'rolls'; did you mean 'roles'?"),
        ("report('x')", "12: error: unknown report: 'x'; write 'ownership'"),
        ("link('roles', 'cooo')", "19: error: this page names an unknown role: 'cooo'; did you"),
        ("link(", "1: error: this macro cannot be read: "),
    ],
)
def test_an_invalid_macro_call_stops_the_build_and_is_reported(
    call: str, expected: str, tmp_path: Path
) -> None:
    root = write_source(tmp_path / "root", {})
    page = root / "docs/index.md"
    page.write_text(page.read_text(encoding="utf-8") + f"\n{{{{ {call} }}}}\n", encoding="utf-8")

    result = build(root, tmp_path / "site")

    assert result.returncode != 0
    assert re.search(rf"^docs/index\.md:17:{re.escape(expected)}", result.stdout, re.MULTILINE)
    assert "Traceback" not in result.stdout
    assert not (tmp_path / "site").exists()


def test_a_macro_error_found_during_rendering_stops_the_build(tmp_path: Path) -> None:
    page = "---\ndescription: Home.\n---\n\n# Home\n\n{{ config.nope.deeper }}\n"
    root = write_source(tmp_path / "root", {"docs/index.md": page})

    result = build(root, tmp_path / "site")

    _, _, message = result.stdout.partition("a macro failed")
    assert result.returncode != 0
    assert re.search(r"^docs/index\.md: .*has no attribute 'nope'", message, re.MULTILINE)
    assert "UndefinedError" not in message
    assert "Traceback" not in message


def test_a_page_that_fails_leaves_the_site_unchanged(tmp_path: Path) -> None:
    root = write_source(tmp_path / "root", {})
    site = built(root, tmp_path / "site")
    original = file_hashes(site)
    page = root / "docs/index.md"
    before = page.read_text(encoding="utf-8")
    page.write_text(f"{before}\n{{{{ config.nope.deeper }}}}\n", encoding="utf-8")

    result = build(root, site)

    assert result.returncode != 0
    assert file_hashes(site) == original
    assert {file.name for file in tmp_path.iterdir()} == {"root", "site"}
    page.write_text(f"{before}\nMended.\n", encoding="utf-8")
    assert "Mended." in (built(root, site) / "index.html").read_text(encoding="utf-8")
    assert {file.name for file in tmp_path.iterdir()} == {"root", "site"}


@pytest.mark.parametrize(
    ("page", "text", "expected"),
    [
        ("guide/index.md", "[gone](gone.md)", r"docs/guide/index\.md:\d+:1: .*'gone.md'"),
        ("guide/index.md", "[gone](../roles/index.md#gone)", "'guide/index.md'.*#gone"),
        ("guide/index.md", "[gone](../roles/nobody.md)", r"index\.md:\d+:1: .*nobody.md"),
        ("roles/coo.md", "Mine.", "docs/roles/coo.md produce the same page, roles/coo/"),
    ],
)
def test_an_error_in_a_docs_page_stops_the_build_and_is_reported(
    page: str, text: str, expected: str, tmp_path: Path
) -> None:
    root = write_source(tmp_path / "root", {})
    file = root / "docs" / page
    before = file.read_text(encoding="utf-8") if file.exists() else "# A page\n"
    file.write_text(f"{before}\n{text}\n", encoding="utf-8")

    result = build(root, tmp_path / "site")

    assert result.returncode != 0
    assert re.search(expected, result.stdout)
    assert "Traceback" not in result.stdout


def test_a_docs_page_can_link_to_generated_pages(tmp_path: Path) -> None:
    root = write_source(
        tmp_path / "root",
        {
            "sops/operations/order.md": procedure(),
            "docs/guide/index.md": "---\ndescription: A guide.\n---\n\n# Guide\n\n"
            "[The COO](../roles/coo.md), [ordering](../procedures/order.md#count-the-stock), "
            "[roles](../registers/processes.md)\n",
        },
    )

    built(root, tmp_path / "site")

    page = (tmp_path / "site/guide/index.html").read_text(encoding="utf-8")
    assert 'href="../roles/coo/"' in page
    assert 'href="../procedures/order/#count-the-stock"' in page


def test_a_new_register_needs_no_code(tmp_path: Path) -> None:
    owner = {"type": "string", "refersTo": "roles", "description": "Who watches it."}
    root = write_source(
        tmp_path / "root", {"data/risks.yaml": "fire:\n  title: Fire\n  owner: COO\n"}
    )
    write_handbook(root, {RISKS: risks({"owner": owner})}, base=False)

    site = built(root, tmp_path / "site")

    page = (site / "registers/risks/index.html").read_text(encoding="utf-8")
    assert 'id="fire"' in page
    assert 'href="../../roles/coo/"' in page
    packs = (site / "search").glob("*/p*.json")
    assert any("registers/risks/#fire" in pack.read_text("utf-8") for pack in packs)
    assert "risks/" in (site / "registers/index.html").read_text(encoding="utf-8")


def test_unused_theme_files_are_not_published(tmp_path: Path) -> None:
    site = built(write_source(tmp_path / "root", {}), tmp_path / "site")

    assert not [*site.rglob("*.min.*"), *site.rglob("*.map"), *site.rglob("lunr*")]


def test_an_empty_handbook_builds_a_site_that_states_what_is_missing(tmp_path: Path) -> None:
    root = write_source(tmp_path / "root", {"data/areas.yaml": "", "data/roles.yaml": ""})
    (root / "sops").rmdir()

    site = built(root, tmp_path / "site")

    assert "There are no procedures yet." in (site / "procedures/index.html").read_text("utf-8")
    assert "No roles are recorded yet." in (site / "roles/index.html").read_text(encoding="utf-8")


def test_a_missing_site_address_is_reported_with_its_consequence(tmp_path: Path) -> None:
    root = write_source(tmp_path / "root", {})
    message = "HANDBOOK_URL is not set; 404.html needs JavaScript unless the site is at the root of"

    without = build(root, tmp_path / "site")
    known = build(root, tmp_path / "site", {**PINNED, "HANDBOOK_URL": "https://example.com/"})

    assert (without.returncode, message in without.stdout) == (0, True)
    assert (known.returncode, "HANDBOOK_" in known.stdout) == (0, False)


@pytest.mark.parametrize("address", ["https://example.com/", "https://example.com/hand/book/"])
def test_a_site_address_does_not_make_links_absolute(address: str, tmp_path: Path) -> None:
    root = specimen(tmp_path / "root")

    site = built(
        root, tmp_path / "site", {"SOURCE_DATE_EPOCH": "1795262400", "HANDBOOK_URL": address}
    )

    page = (site / "procedures/shift-handover/index.html").read_text(encoding="utf-8")
    assert f'<link rel="canonical" href="{address}procedures/shift-handover/">' in page
    assert 'href="../../roles/night-warden/"' in page
    assert f'href="{address.removeprefix("https://example.com")}procedures/"' in (
        site / "404.html"
    ).read_text(encoding="utf-8")


def test_a_site_address_adds_an_opensearch_description(tmp_path: Path) -> None:
    root = specimen(tmp_path / "root")

    site = built(
        root,
        tmp_path / "site",
        {"SOURCE_DATE_EPOCH": "1795262400", "HANDBOOK_URL": "https://example.com/hand/book/"},
    )

    description = ElementTree.parse(site / "opensearch.xml").getroot()  # noqa: S314 - ours
    template = description.find("{*}Url")
    assert template is not None
    assert template.get("template") == "https://example.com/hand/book/?q={searchTerms}"
    assert 'type="application/opensearchdescription+xml"' in (site / "index.html").read_text(
        "utf-8"
    )


def test_a_build_reads_each_file_and_renders_each_page_once(tmp_path: Path) -> None:
    root = specimen(tmp_path / "root")

    result = subprocess.run(
        [sys.executable, "-m", "tests.site.counted_build", str(tmp_path / "site")],
        cwd=root,
        env=environment({"PYTHONPATH": str(REPOSITORY)}),
        capture_output=True,
        check=False,
        encoding="utf-8",
    )

    assert result.returncode == 0, result.stderr
    counted = json.loads(result.stdout)
    procedures = {f"procedures/{path.stem}/" for path in root.glob("sops/*/*.md")}
    files = [*root.glob("sops/*/*.md"), *root.glob("data/*.yaml"), *root.glob("data/*/*.md")]
    assert {file.relative_to(root).as_posix() for file in files} <= set(counted["read"])
    assert {path: times for path, times in counted["read"].items() if times != 1} == {}
    assert counted["made"] == dict.fromkeys(procedures, 1)
    assert procedures <= set(counted["shown"])
    assert set(counted["shown"].values()) == {1}
