"""Site addresses follow from kind and id, and no link points outside what is allowed."""

import pytest

from handbook.addresses import Home, Target, home_of, matches, page_of, read_target, site_link

SOPS = Home("sops", "sops/*/*.md", "procedures")
ROLES = Home("roles", "data/roles.yaml", "roles")
TOOLS = Home("tools", "data/tools.yaml", None)
MEETINGS = Home("meetings", "data/meetings/*.md", "meetings")
HOMES = (SOPS, ROLES, TOOLS, MEETINGS)
BASE = "sops/operations/ordering.md"


def link(href: str, base: str = BASE) -> str | None:
    return site_link(read_target(href, base), base, HOMES)


@pytest.mark.parametrize(
    ("home", "entry", "page"),
    [
        (SOPS, "ordering", "procedures/ordering/"),
        (ROLES, "coo", "roles/coo/"),
        (TOOLS, "slack", "registers/tools/#slack"),
    ],
)
def test_an_entry_has_a_page_or_a_row(home: Home, entry: str, page: str) -> None:
    assert page_of(home, entry) == page


@pytest.mark.parametrize(
    ("path", "pattern", "fits"),
    [
        ("sops/a/b.md", "sops/*/*.md", True),
        ("sops/b.md", "sops/*/*.md", False),
        ("sops/a/b/c.md", "sops/*/*.md", False),
        ("sops/a/b.mdx", "sops/*/*.md", False),
        ("SOPS/a/b.md", "sops/*/*.md", False),
        ("x/sops/a/b.md", "sops/*/*.md", False),
        ("data/roles.yaml", "data/roles.yaml", True),
    ],
)
def test_a_star_matches_one_name(path: str, pattern: str, fits: bool) -> None:
    assert matches(path, pattern) is fits


def test_a_path_belongs_to_the_kind_whose_pattern_it_matches() -> None:
    assert home_of("sops/a/b.md", HOMES) == SOPS
    assert home_of("data/tools.yaml", HOMES) == TOOLS
    assert home_of("docs/index.md", HOMES) is None


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("pay.md", Target("sops/operations/pay.md", "", "")),
        ("../finance/pay.md", Target("sops/finance/pay.md", "", "")),
        ("../../data/meetings/qbr.md#agenda", Target("data/meetings/qbr.md", "agenda", "")),
        ("./a/../pay.md", Target("sops/operations/pay.md", "", "")),
        ("my%20file.md", Target("sops/operations/my file.md", "", "")),
        ("my file.md", Target("sops/operations/my file.md", "", "")),
        (" pay.md ", Target("sops/operations/pay.md", "", "")),
        ("größe.md", Target("sops/operations/größe.md", "", "")),
        ("#steps", Target(BASE, "steps", "")),
        ("", Target(BASE, "", "")),
        ("#", Target(BASE, "", "")),
        ("pay.md#", Target("sops/operations/pay.md", "", "")),
        ("../../..", Target("..", "", "")),
        ("../../../etc/passwd", Target("../etc/passwd", "", "")),
        ("/etc/passwd", Target("/etc/passwd", "", "")),
        ("https://x.example/a b", Target("https://x.example/a%20b", "", "https")),
        ("HTTP://x.example", Target("HTTP://x.example", "", "http")),
        ("mailto:a@b.example", Target("mailto:a@b.example", "", "mailto")),
        ("htt\tps://x.example", Target("https://x.example", "", "https")),
    ],
)
def test_a_link_points_to_a_path_an_anchor_or_an_external_address(
    href: str, target: Target
) -> None:
    assert read_target(href, BASE) == target


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        " JAVASCRIPT:alert(1)",
        "java\nscript:alert(1)",
        "\x01javascript:alert(1)",
        "data:text/html,x",
        "ftp://x.example",
        "file:///etc/passwd",
        "//x.example",
        "/\\x.example",
        "\\\\x.example",
        "\\x",
        "http:x.example",
        "https:/x.example",
        "https:///x.example",
        "https://?x",
        "a:b",
        ":a",
        "ä:b",
        "a\x7f:b",
        "a%00b.md",
        "a%0Ab.md",
    ],
)
def test_a_link_with_another_scheme_is_not_allowed(href: str) -> None:
    assert read_target(href, BASE).scheme == "?"
    assert link(href) is None


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("pay.md", "../../procedures/pay/"),
        ("../finance/pay.md#step-two", "../../procedures/pay/#step-two"),
        ("../../data/meetings/qbr.md", "../../meetings/qbr/"),
        ("../../data/tools.yaml", "../../registers/tools/"),
        ("../../data/tools.yaml#slack", "../../registers/tools/#slack"),
        ("../../data/roles.yaml", "../../roles/"),
        ("../../data/roles.yaml#coo", "../../roles/coo/"),
        ("ordering.md", "#"),
        ("ordering.md#steps", "#steps"),
        ("#größe", "#gr%C3%B6%C3%9Fe"),
        ("#a b\"'<", "#a%20b%22%27%3C"),
        ("../../docs/index.md", "../../"),
        ("../../docs/guide/index.md", "../../guide/"),
        ("../../docs/guide/README.md", "../../guide/"),
        ("../../docs/guide/checks.md#a", "../../guide/checks/#a"),
        ("../../docs/images/a b.png", "../../images/a%20b.png"),
        ("../../docs/a:b.md", "../../a%3Ab/"),
        ("https://x.example/?a#b", "https://x.example/?a#b"),
        ("mailto:a@b.example", "mailto:a@b.example"),
    ],
)
def test_a_link_is_rendered_relative_to_a_page_two_folders_deep(href: str, address: str) -> None:
    assert link(href) == address


@pytest.mark.parametrize(
    "href",
    [
        "../../README.md",
        "../../data/schemas/roles.json",
        "../../../outside.md",
        "/docs/index.md",
        "../../docs/../../x.md",
        "../notes.md",
        "?query",
        ".",
    ],
)
def test_a_file_without_a_page_has_no_address(href: str) -> None:
    assert link(href) is None
