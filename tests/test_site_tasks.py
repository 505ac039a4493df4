"""Each page links to its source file, to an error form and to its owner."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from handbook.load import load
from handbook.pages.edition import Edition, View
from handbook.pages.issue import Issue
from handbook.pages.tasks import Ask, Tasks, entry_tasks, tasks
from macros.site import SiteSettings, open_site, read_settings, with_folder
from scripts.refusal import Refusal
from scripts.site_address import site_of
from tests.support.commands import PINNED
from tests.support.handbooks import TODAY, procedure, write_handbook

SUPPLIES = "sops/operations/supplies.md"
CHANNEL = 'ops:\n  title: "#ops"\n  purpose: Talk\n  tool: slack\n  audience: [{}]\n'
TOOLS = "slack:\n  title: Slack\n  category: HR\n  purpose: Talk\n  owner: coo\n"
FORM = "https://forge.example/issues/new?title={title}&body={body}"


@pytest.fixture(autouse=True)
def pinned(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in PINNED.items():
        monkeypatch.setenv(name, value)


def view(root: Path, url: str = "") -> View:
    opened = open_site(root, SiteSettings(url, "edit:{path}", FORM))
    open_site.cache_clear()
    return opened.edition.view("procedures/supplies/")


def asked(address: str | None) -> dict[str, str]:
    """Return the fields that an address prefills."""
    assert address is not None
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def supplies(root: Path, files: dict[str, str] | None = None, **more: str) -> Tasks:
    write_handbook(root, {SUPPLIES: procedure(**more), **(files or {})})
    seen = view(root)
    return entry_tasks(seen, seen.handbook.sops["supplies"].entry, ["Count the stock"])


def test_the_error_form_is_prefilled_from_the_page(tmp_path: Path) -> None:
    found = supplies(tmp_path, more='version: "1.2"\n')

    assert found.edit == f"edit:{SUPPLIES}"
    assert asked(found.error) == {
        "title": "Error in: Ordering supplies",
        "body": (
            "### Procedure\n\nOrdering supplies\n\n"
            "### Page\n\nprocedures/supplies/ (version 1.2, 21 November 2026)\n\n"
            "### Step or section\n\nKeep the line that applies:\n\n- Count the stock\n\n"
            "### What is wrong\n\n### What it should say\n\n"
        ),
    }


def test_the_full_address_is_included_where_it_is_known(tmp_path: Path) -> None:
    write_handbook(tmp_path, {})

    body = asked(tasks(view(tmp_path, "https://handbook.example.com/"), "A", None).error)["body"]

    assert "\nhttps://handbook.example.com/procedures/supplies/ (21 November 2026)\n" in body


def test_a_page_with_many_parts_lists_only_as_many_as_fit_a_short_address(
    tmp_path: Path,
) -> None:
    write_handbook(tmp_path, {})

    error = tasks(view(tmp_path), "Ä" * 500, None, parts=["Ä" * 500] * 500).error

    assert error is not None
    assert len(error) < 8_000 * 2
    assert asked(error)["body"].count("\n- ") == 20


def test_no_title_can_add_or_replace_a_field(tmp_path: Path) -> None:
    write_handbook(tmp_path, {})
    title = 'A&body=x#y {body} {title} "><b>\n+%41'

    fields = asked(tasks(view(tmp_path), title, None).error)

    assert fields["title"] == 'Error in: A&body=x#y {body} {title} "><b> +%41'
    assert fields["body"].startswith('### Procedure\n\nA&body=x#y {body} {title} "><b> +%41\n')


@pytest.mark.parametrize("audience", ["roles/coo", "areas/operations", "coo", "operations"])
def test_the_owner_is_asked_in_the_channel_of_the_role_or_its_area(
    audience: str, tmp_path: Path
) -> None:
    files = {"data/channels.yaml": CHANNEL.format(audience), "data/tools.yaml": TOOLS}

    assert supplies(tmp_path, files).ask == Ask("../../registers/channels/#ops", "#ops")


def test_an_owner_without_a_channel_is_asked_through_the_form(tmp_path: Path) -> None:
    retired = CHANNEL.format("coo") + "  status: retired\n"
    files = {"data/channels.yaml": retired, "data/tools.yaml": TOOLS}

    ask = supplies(tmp_path, files).ask

    assert ask is not None
    assert ask.channel == ""
    assert asked(ask.href) == {
        "title": "Question about: Ordering supplies",
        "body": (
            "Page: Ordering supplies\nAddress: procedures/supplies/\nAs of: 21 November 2026\n"
            "For: COO\n\nMy question:\n"
        ),
    }


def test_a_role_page_asks_the_role_itself_and_nobody_if_it_is_vacant(tmp_path: Path) -> None:
    message = "---\ntitle: Hello\npurpose: x\nfor: message\n---\n\nHello\n"
    write_handbook(tmp_path, {"data/templates/hello.md": message})
    seen = view(tmp_path)
    role = entry_tasks(seen, seen.handbook.roles["coo"].entry).ask
    hello = seen.handbook.find("templates", "hello")

    assert role is not None
    assert "For: COO" in asked(role.href)["body"]
    assert hello is not None
    assert entry_tasks(seen, hello).ask is None


def test_without_a_form_there_is_no_link_to_one(tmp_path: Path) -> None:
    write_handbook(tmp_path, {SUPPLIES: procedure()})
    handbook = load(tmp_path).handbook
    seen = Edition(handbook=handbook, today=TODAY, edit=lambda _: None).view("procedures/supplies/")

    assert entry_tasks(seen, handbook.sops["supplies"].entry) == Tasks(None, None, None)


def _config(issues: str) -> MkDocsConfig:
    config = MkDocsConfig()
    config.load_dict({"site_name": "x", "extra": {"issues": issues}})
    return config


@pytest.mark.parametrize(
    ("template", "address"),
    [
        (
            "https://github.com/o/r/issues/new?title={title}&{fields}&labels=handbook",
            "https://github.com/o/r/issues/new?title=a+b&body=c%0Ad&labels=handbook",
        ),
        (
            "https://gitlab.example.com/g/-/issues/new?issue[title]={title}&issue[description]={body}",
            "https://gitlab.example.com/g/-/issues/new?issue[title]=a+b&issue[description]=c%0Ad",
        ),
        ("mailto:a@example.com?subject={title}", "mailto:a@example.com?subject=a%20b"),
        ("https://forge.example/new/{title}", "https://forge.example/new/a%20b"),
        ("https://forge.example/#/new?title={title}", "https://forge.example/#/new?title=a%20b"),
        ("", None),
    ],
)
def test_any_forge_gets_the_form_described_by_its_template(
    template: str, address: str | None, tmp_path: Path
) -> None:
    write_handbook(tmp_path, {})
    open_site.cache_clear()

    edition = open_site(tmp_path, read_settings(_config(template))).edition

    assert edition.issue(Issue("a b", text="c\nd")) == address


def test_a_site_without_addresses_says_what_is_not_set() -> None:
    # The values in mkdocs.yml where nothing is set.
    here = "https://example.com/handbook/"

    costs = [
        *SiteSettings(
            "https://a.example/", f"{here}{{path}}", f"{here}?title={{title}}"
        ).unset_notes()
    ]

    cure = 'so links point to https://example.com/; set it, or set it to "" to remove the links'
    assert costs == [f"{name} is not set, {cure}" for name in ("HANDBOOK_EDIT", "HANDBOOK_ISSUES")]
    assert [*SiteSettings(here, "https://forge.example/{path}", "").unset_notes()] == []


@pytest.mark.parametrize("mark", ["{titel}", "{title", "}"])
def test_a_misspelt_field_of_an_issue_template_stops_the_build(mark: str) -> None:
    with pytest.raises(Abort) as fault:
        read_settings(_config(f"https://forge.example/new?body={{body}}&title={mark}"))

    assert fault.value.message == (
        f"unknown placeholder in HANDBOOK_ISSUES: {mark!r}; "
        "use one of {title}, {body}, {form}, {fields}"
    )


@pytest.mark.parametrize(
    "address",
    [
        "handbook.example.com",
        "/ops/",
        "ftp://example.com/",
        "https://",
        "https://:80/",
        "https://[::1/ops",
        "https://example.com:port/",
        "https://example.com:99999/",
        "https://user:password@example.com/",
        "https://example.com/?page=ops",
        "https://example.com/#ops",
        "https://example.com/our ops/",
        123,
    ],
)
def test_an_invalid_site_address_stops_the_build_and_the_commands(
    address: str | int, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = _config("")
    # Variables are parsed as YAML.
    config.extra["url"] = address
    monkeypatch.setenv("HANDBOOK_URL", str(address))

    with pytest.raises(Abort) as fault:
        read_settings(config)
    with pytest.raises(Refusal) as refusal:
        site_of()

    assert (
        str(fault.value.message)
        == str(refusal.value)
        == (
            f"HANDBOOK_URL is not the address of a site: {str(address)!r}; "
            "write the full address, such as https://example.com/handbook/"
        )
    )


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("https://example.com", "https://example.com/"),
        ("https://example.com/ops", "https://example.com/ops/"),
        ("https://example.com/ops/", "https://example.com/ops/"),
        ("HTTP://[::1]:8000/", "HTTP://[::1]:8000/"),
        ("https://bücher.example/hand/book", "https://bücher.example/hand/book/"),
        ("", ""),
        (None, ""),
    ],
)
def test_the_site_address_ends_with_a_slash(
    address: str | None, site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = _config("")
    config.extra["url"] = address
    monkeypatch.setenv("HANDBOOK_URL", f" {address or ''} ")

    assert read_settings(config).url == site_of() == site


@pytest.mark.parametrize(
    ("folder", "template", "address"),
    [
        ("", "https://forge.example/edit/main/{path}", "https://forge.example/edit/main/{path}"),
        ("a b/ö", "https://forge.example/{path}", "https://forge.example/a%20b/%C3%B6/{path}"),
        ("ops", "https://forge.example/ops/{path}", "https://forge.example/ops/{path}"),
        ("ops", "https://forge.example/?at=ops/{path}", "https://forge.example/?at=ops/{path}"),
        ("ops", "https://forge.example/my-ops/{path}", "https://forge.example/my-ops/ops/{path}"),
        ("ops", "", ""),
    ],
)
def test_a_file_is_edited_at_its_path_in_the_repository(
    folder: str, template: str, address: str, tmp_path: Path
) -> None:
    (tmp_path / ".git").mkdir()

    assert with_folder(template, tmp_path / folder) == address


@pytest.mark.parametrize(
    "template",
    [
        "https://forge.example/edit/main/",
        "edit/{path}",
        "https://forge.example/{path}?{branch}",
        "https://forge.example/{path!q}",
        "https://forge.example/{path",
    ],
)
def test_an_invalid_edit_address_stops_the_build(template: str) -> None:
    config = _config("")
    config.extra["edit"] = template

    with pytest.raises(Abort) as fault:
        read_settings(config)

    assert fault.value.message == (
        f"HANDBOOK_EDIT is not the address of a file: {template!r}; "
        "start it with https:// and put {path} where the file's path goes"
    )


@pytest.mark.parametrize("template", ["javascript:alert(1)", "forge.example/new", "//x/{title}"])
def test_an_invalid_issue_address_stops_the_build(template: str) -> None:
    with pytest.raises(Abort) as fault:
        read_settings(_config(template))

    assert fault.value.message == (
        f"HANDBOOK_ISSUES is not the address of a form: {template!r}; "
        "start it with https:// or mailto: and put {title} and {body} where they go"
    )
