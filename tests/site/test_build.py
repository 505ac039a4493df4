"""The real build: the same bytes each time, and no site from a handbook that is wrong."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from handbook.cache import CACHE, OFF
from tests.site.building import EDIT, build, built, environment, frame, tree
from tests.site.specimen import specimen
from tests.support.commands import PINNED
from tests.support.handbooks import REPOSITORY, RISKS, procedure, risks, write_handbook


def test_two_builds_of_one_day_are_byte_identical(tmp_path: Path) -> None:
    there, here = tmp_path / "there", tmp_path / "here"
    far = {"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland", CACHE: OFF}
    built(REPOSITORY, there, far)
    built(REPOSITORY, here, {"PYTHONHASHSEED": "2", "TZ": "America/Los_Angeles"})
    if _day(there) != _day(here):
        # Midnight passed between the two.
        built(REPOSITORY, there, far)

    assert _day(there) == _day(here)
    assert len(tree(there)) > 50
    assert tree(there) == tree(here)


def _day(site: Path) -> str:
    """Return the line of the first page that says which day it tells of."""
    lines = (site / "index.html").read_text(encoding="utf-8").splitlines()
    return next(line for line in lines if ", as of <time" in line)


def test_the_folder_a_handbook_stands_in_does_not_show(tmp_path: Path) -> None:
    one = specimen(tmp_path / "one")
    other = Path(shutil.copytree(one, tmp_path / "another folder"))

    assert tree(built(one, tmp_path / "a")) == tree(built(other, tmp_path / "b"))


def test_every_page_is_edited_where_it_is_in_a_larger_repository(tmp_path: Path) -> None:
    root = frame(tmp_path / "ops", {"sops/operations/order.md": procedure()})
    (tmp_path / ".git").mkdir()

    site = built(root, tmp_path / "site")

    pages = "".join(page.read_text(encoding="utf-8") for page in site.rglob("*.html"))
    edited = set(re.findall(rf"{EDIT}([\w-]+/[\w-]+/)", pages))
    assert edited == {"ops/data/", "ops/docs/", "ops/handbook/", "ops/sops/"}


def test_a_build_with_a_cache_equals_one_without(tmp_path: Path) -> None:
    root = specimen(tmp_path / "root")
    kept = {**PINNED, CACHE: str(tmp_path / "kept")}

    without = tree(built(root, tmp_path / "without", {**PINNED, CACHE: OFF}))

    assert tree(built(root, tmp_path / "first", kept)) == without
    assert tree(built(root, tmp_path / "second", kept)) == without
    assert (tmp_path / "kept").is_dir()


def test_a_day_can_be_chosen(tmp_path: Path) -> None:
    root = frame(tmp_path / "root", {})

    early = built(root, tmp_path / "early", {"SOURCE_DATE_EPOCH": "1767225600"})

    assert "1 January 2026" in _day(early)


def test_a_day_that_is_no_number_is_refused(tmp_path: Path) -> None:
    root = frame(tmp_path / "root", {})

    done = build(root, tmp_path / "site", {"SOURCE_DATE_EPOCH": "today"})

    assert done.returncode != 0
    assert "SOURCE_DATE_EPOCH is not a number of seconds since 1970: 'today'" in done.stdout
    assert "Traceback" not in done.stdout
    assert not (tmp_path / "site").exists()


def test_an_error_in_the_handbook_stops_the_build_and_leaves_the_site(tmp_path: Path) -> None:
    root = frame(tmp_path / "root", {"sops/operations/order.md": procedure(owner="COO")})
    site = built(root, tmp_path / "site")
    before = tree(site)
    wrong = procedure(owner="CCO") + "\n## Steps\n"
    (root / "sops/operations/order.md").write_text(wrong, encoding="utf-8")

    done = build(root, site)

    twice = "section 'Steps' is already on line 10; merge the two"
    lines = [line for line in done.stdout.splitlines() if line and not line.startswith("INFO")]
    assert done.returncode == 1
    assert lines == [
        f"sops/operations/order.md:17:1: error: {twice} [duplicate-section]",
        "1 error in the handbook; the site was not changed.",
    ]
    assert tree(site) == before


def test_a_site_without_our_hook_is_told_so(tmp_path: Path) -> None:
    site = (REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8")
    without = re.sub("(?m)^hooks: .*\n", "", site)
    root = frame(tmp_path / "root", {"mkdocs.yml": without})

    done = build(root, tmp_path / "site")

    assert done.returncode == 1
    assert "Traceback" not in done.stdout
    assert "mkdocs.yml:1:1: error: hooks in mkdocs.yml must name 'macros/hook.py', " in done.stdout
    assert not (tmp_path / "site").exists()


def test_an_unknown_name_is_told_with_its_place_and_its_cure(tmp_path: Path) -> None:
    root = frame(tmp_path / "root", {"sops/operations/order.md": procedure(owner="COOO")})

    done = build(root, tmp_path / "site")

    assert done.returncode == 1
    assert re.search(
        r"^sops/operations/order\.md:4:8: error: .*'COOO'.*\[unknown-reference\]$",
        done.stdout,
        re.MULTILINE,
    )
    assert "Traceback" not in done.stdout


def test_a_place_where_no_site_can_be_written_is_one_sentence(tmp_path: Path) -> None:
    root = frame(tmp_path / "root", {})
    (tmp_path / "taken").write_text("a file", encoding="utf-8")

    done = build(root, tmp_path / "taken/site", PINNED)

    taken = tmp_path / "taken"
    assert done.returncode == 1
    assert f"Cannot write the site to {taken / 'site'}: {taken} is not a folder" in done.stdout
    assert "Traceback" not in done.stdout


def test_a_warning_stops_nothing(tmp_path: Path) -> None:
    root = frame(tmp_path / "root", {"sops/operations/order.md": procedure()})

    done = build(root, tmp_path / "site")

    assert done.returncode == 0, done.stdout
    assert "2 warnings in the handbook; `handbook check` lists them" in done.stdout


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
def test_a_mistake_in_a_macro_stops_the_build_and_is_named(
    call: str, expected: str, tmp_path: Path
) -> None:
    root = frame(tmp_path / "root", {})
    page = root / "docs/index.md"
    page.write_text(page.read_text(encoding="utf-8") + f"\n{{{{ {call} }}}}\n", encoding="utf-8")

    done = build(root, tmp_path / "site")

    assert done.returncode != 0
    assert re.search(rf"^docs/index\.md:17:{re.escape(expected)}", done.stdout, re.MULTILINE)
    assert "Traceback" not in done.stdout
    assert not (tmp_path / "site").exists()


def test_a_macro_fault_found_only_by_the_build_stops_it_too(tmp_path: Path) -> None:
    page = "---\ndescription: Home.\n---\n\n# Home\n\n{{ config.nope.deeper }}\n"
    root = frame(tmp_path / "root", {"docs/index.md": page})

    done = build(root, tmp_path / "site")

    _, _, said = done.stdout.partition("a macro failed")
    assert done.returncode != 0
    assert re.search(r"^docs/index\.md: .*has no attribute 'nope'", said, re.MULTILINE)
    assert "UndefinedError" not in said
    assert "Traceback" not in said


def test_a_page_that_fails_leaves_the_site_as_it_was(tmp_path: Path) -> None:
    root = frame(tmp_path / "root", {})
    site = built(root, tmp_path / "site")
    stood = tree(site)
    page = root / "docs/index.md"
    before = page.read_text(encoding="utf-8")
    page.write_text(f"{before}\n{{{{ config.nope.deeper }}}}\n", encoding="utf-8")

    done = build(root, site)

    assert done.returncode != 0
    assert tree(site) == stood
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
def test_a_mistake_in_a_page_of_docs_stops_the_build_and_is_named(
    page: str, text: str, expected: str, tmp_path: Path
) -> None:
    root = frame(tmp_path / "root", {})
    file = root / "docs" / page
    before = file.read_text(encoding="utf-8") if file.exists() else "# A page\n"
    file.write_text(f"{before}\n{text}\n", encoding="utf-8")

    done = build(root, tmp_path / "site")

    assert done.returncode != 0
    assert re.search(expected, done.stdout)
    assert "Traceback" not in done.stdout


def test_a_page_of_docs_may_link_to_pages_made_from_records(tmp_path: Path) -> None:
    root = frame(
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
    root = frame(tmp_path / "root", {"data/risks.yaml": "fire:\n  title: Fire\n  owner: COO\n"})
    write_handbook(root, {RISKS: risks({"owner": owner})}, base=False)

    site = built(root, tmp_path / "site")

    page = (site / "registers/risks/index.html").read_text(encoding="utf-8")
    assert 'id="fire"' in page
    assert 'href="../../roles/coo/"' in page
    packs = (site / "search").glob("*/p*.json")
    assert any("registers/risks/#fire" in pack.read_text("utf-8") for pack in packs)
    assert "risks/" in (site / "registers/index.html").read_text(encoding="utf-8")


def test_a_site_holds_nothing_of_the_theme_that_no_page_loads(tmp_path: Path) -> None:
    site = built(frame(tmp_path / "root", {}), tmp_path / "site")

    assert not [*site.rglob("*.min.*"), *site.rglob("*.map"), *site.rglob("lunr*")]


def test_an_empty_handbook_makes_a_site_that_says_what_is_missing(tmp_path: Path) -> None:
    root = frame(tmp_path / "root", {"data/areas.yaml": "", "data/roles.yaml": ""})
    (root / "sops").rmdir()

    site = built(root, tmp_path / "site")

    assert "There are no procedures yet." in (site / "procedures/index.html").read_text("utf-8")
    assert "No roles are recorded yet." in (site / "roles/index.html").read_text(encoding="utf-8")


def test_a_site_that_does_not_know_its_address_says_what_that_costs(tmp_path: Path) -> None:
    root = frame(tmp_path / "root", {})
    message = "HANDBOOK_URL is not set; 404.html needs JavaScript unless the site is at the root of"

    without = build(root, tmp_path / "site")
    known = build(root, tmp_path / "site", {**PINNED, "HANDBOOK_URL": "https://example.com/"})

    assert (without.returncode, message in without.stdout) == (0, True)
    assert (known.returncode, "HANDBOOK_" in known.stdout) == (0, False)


@pytest.mark.parametrize("address", ["https://example.com/", "https://example.com/hand/book/"])
def test_a_site_that_knows_its_address_links_as_before(address: str, tmp_path: Path) -> None:
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


def test_a_site_that_knows_its_address_can_be_searched_from_elsewhere(tmp_path: Path) -> None:
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


def test_a_build_reads_each_file_and_makes_each_page_once(tmp_path: Path) -> None:
    root = specimen(tmp_path / "root")

    done = subprocess.run(
        [sys.executable, "-m", "tests.site.counted_build", str(tmp_path / "site")],
        cwd=root,
        env=environment({"PYTHONPATH": str(REPOSITORY)}),
        capture_output=True,
        check=False,
        encoding="utf-8",
    )

    assert done.returncode == 0, done.stderr
    counted = json.loads(done.stdout)
    procedures = {f"procedures/{path.stem}/" for path in root.glob("sops/*/*.md")}
    files = [*root.glob("sops/*/*.md"), *root.glob("data/*.yaml"), *root.glob("data/*/*.md")]
    assert {file.relative_to(root).as_posix() for file in files} <= set(counted["read"])
    assert {path: times for path, times in counted["read"].items() if times != 1} == {}
    assert counted["made"] == dict.fromkeys(procedures, 1)
    assert procedures <= set(counted["shown"])
    assert set(counted["shown"].values()) == {1}
