"""Pages made from records, as MkDocs and its search see them."""

import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from jinja2 import Environment, FileSystemLoader
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink

import macros
from handbook.pages.page import Heading, Page, planned
from macros.partials import Partials
from macros.record_page import RecordPage, add_pages, table_of_contents


def record(address: str = "procedures/a/", title: str = "A", **more: object) -> Page:
    facts: dict[str, object] = {
        "address": address,
        "source": "sops/x/a.md",
        "title": title,
        "description": "About <a>.",
        "html": '<h1 id="page--title">A</h1><h2 id="b">B &amp; C</h2><h3 id="d">D</h3>',
        "found": (),
        **more,
    }
    return Page(**facts)  # type: ignore[arg-type]


@pytest.fixture
def config(tmp_path: Path) -> MkDocsConfig:
    """Return the configuration of a site in a folder of the test."""
    config = MkDocsConfig()
    config.load_dict(
        {
            "site_name": "x",
            "docs_dir": str(tmp_path),
            "site_dir": str(tmp_path / "site"),
        }
    )
    config.validate()
    # MkDocs sets it while calling a plugin, to mark the files the plugin generates.
    config.plugins._current_plugin = "handbook"  # noqa: SLF001
    return config


def _item(title: str, url: str, *children: SimpleNamespace) -> SimpleNamespace:
    """Return a page of the navigation, or a section that starts with its own page."""
    return SimpleNamespace(title=title, url=url, active=False, children=children)


def _highlighted(section: str) -> list[str]:
    """Return the items of the navigation that a page of a section is in."""
    folder = Path(macros.__file__).parent / "theme"
    environment = Environment(loader=FileSystemLoader(folder), autoescape=True)
    environment.filters["url"] = str
    reports = (_item("Reports", "reports/"), _item("Gaps", "gaps/"), _item("Age", "age/"))
    items = [
        *(_item("Rooms", "rooms/"), _item("Surgery", "rooms/surgery/"), _item("Home", "")),
        _item("Reports", "", *reports),
    ]
    html = environment.get_template("partials/nav.html").render(
        nav=SimpleNamespace(items=items),
        page=SimpleNamespace(url=f"{section}kitchen/", meta={"section": section}),
        config=SimpleNamespace(extra=SimpleNamespace(groups=[])),
    )
    return re.findall(r"hb-nav__in[^>]*>(\w+)", html)


def test_the_navigation_gives_the_section_of_a_page_without_its_siblings() -> None:
    assert _highlighted("rooms/") == ["Rooms"]


def test_the_navigation_opens_the_section_that_lists_the_pages_of_a_record() -> None:
    assert _highlighted("gaps/") == ["Reports", "Gaps"]


# Whether the final garbage collection is skipped.
_AT_EXIT = """import atexit, gc
from macros.hook import on_startup
atexit.register(lambda: print(gc.get_freeze_count() > 0))
on_startup({command!r}, False)"""


@pytest.mark.parametrize("command", ["build", "serve"])
def test_no_garbage_is_collected_at_exit(command: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _AT_EXIT.format(command=command)],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )

    assert ended.stdout == "True\n"


def test_a_record_is_a_page_never_read_as_markdown(config: MkDocsConfig) -> None:
    files = Files([])

    add_pages([planned(record(title="A <b>"))], files, config)

    file = files.get_file_from_path("procedures/a.md")
    assert file is not None
    page = file.page
    assert isinstance(page, RecordPage)
    page.read_source(config)
    page.render(config, files)
    page.generate()
    assert file.url == "procedures/a/"
    assert page.title == page.meta["title"] == "A &lt;b&gt;"
    assert page.meta["description"] == "About &lt;a&gt;."
    assert page.content == record().html
    assert page.present_anchor_ids == {"page--title", "b", "d"}


def test_a_page_is_rendered_on_writing_and_not_kept(config: MkDocsConfig) -> None:
    files = Files([])
    times: list[str] = []

    def make() -> Page:
        times.append("made")
        return record()

    add_pages([planned(record())._replace(make=make)], files, config)
    page = files.documentation_pages()[0].page
    assert isinstance(page, RecordPage)
    page.read_source(config)
    page.render(config, files)
    assert (times, page.content) == ([], "")

    page.generate()
    assert (times, page.content) == (["made"], record().html)

    page.release()
    assert (times, page.content, list(page.toc)) == (["made"], "", [])
    assert page.present_anchor_ids == {"page--title", "b", "d"}


@pytest.mark.parametrize("taken", ["procedures/a.md", "procedures/a/index.md"])
def test_a_page_of_docs_at_the_same_address_is_refused(taken: str, config: MkDocsConfig) -> None:
    files = Files([File(taken, config.docs_dir, config.site_dir, use_directory_urls=True)])

    with pytest.raises(PluginError) as fault:
        add_pages([planned(record())], files, config)

    assert str(fault.value) == (
        f"sops/x/a.md and docs/{taken} produce the same page, procedures/a/; rename one of them"
    )


def test_the_navigation_may_rename_a_page(config: MkDocsConfig) -> None:
    config.nav = ["index.md", {"Places": ["areas/index.md", {"R&D": "areas/a.md"}]}, {"A": "a.md"}]
    files = Files([])

    add_pages([planned(record(address)) for address in ("areas/a/", "areas/b/")], files, config)

    assert [file.page.title for file in files if file.page] == ["R&amp;D", "A"]


def test_the_table_of_contents_is_nested_and_escaped() -> None:
    headings = [Heading(2, "b", "B & C"), Heading(3, "d", "<D>"), Heading(2, "e", "E")]

    (title,) = table_of_contents(AnchorLink("A", "page--title", 1), headings)

    assert [(link.title, link.url, link.level) for link in title.children] == [
        ("B &amp; C", "#b", 2),
        ("E", "#e", 2),
    ]
    assert [link.title for link in title.children[0].children] == ["&lt;D&gt;"]


def test_shared_content_of_pages_in_one_folder_is_rendered_once(config: MkDocsConfig) -> None:
    files = Files([])
    addresses = ("procedures/a/", "procedures/b/", "areas/a/", "areas/b/", "api/", "runs/")
    add_pages([planned(record(address)) for address in addresses], files, config)
    pages = {file.url: file.page for file in files}
    navigated = pages["areas/b/"]
    assert navigated is not None
    alike = Partials([navigated])
    rendered: list[str] = []

    def part(name: str, page: MkDocsPage | None) -> str:
        def render() -> str:
            rendered.append(f"{name} of {page.url if page else 'nowhere'}")
            return rendered[-1]

        return str(alike(name, page, render))

    shown = [part("header", page) for page in pages.values()]
    shown += [part("footer", pages["procedures/b/"]), part("header", None), part("header", None)]

    assert shown == [
        "header of procedures/a/",
        "header of procedures/a/",
        "header of areas/a/",
        "header of areas/b/",
        "header of api/",
        "header of runs/",
        "footer of procedures/b/",
        "header of nowhere",
        "header of nowhere",
    ]
    assert len(rendered) == 8
