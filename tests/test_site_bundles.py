"""Styles and scripts are bundled: in order, each script in its own scope, with inlined icons."""

import json
import re
from urllib.parse import unquote

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files

from macros import bundles
from tests.support.handbooks import REPOSITORY

LOGO = "material/book-open-page-variant-outline"


def test_styles_are_joined_in_file_name_order() -> None:
    titles = re.findall(r"/\* --- (\w+)", bundles.styles(LOGO))

    assert titles[:3] == ["Base", "Colours", "Type"]
    assert titles[-1] == "Print"


def test_an_icon_is_inlined_in_the_style() -> None:
    pictures = re.findall(r'url\("data:image/svg\+xml,([^"]+)"\)', bundles.styles(LOGO))

    assert "url(icon:" not in bundles.styles(LOGO)
    assert len(pictures) >= 5
    for picture in pictures:
        assert not set(picture) & set('<>#"\n')
        assert re.fullmatch(r"<svg xmlns='[^']+' viewBox='[\d ]+'>.*</svg>", unquote(picture))


def test_names_in_different_scripts_do_not_collide() -> None:
    scopes = re.findall(r"^\(\(\) => \{$", bundles.scripts(""), re.MULTILINE)

    assert len(scopes) == len([*bundles._FOLDER.glob("scripts/*.js")])  # noqa: SLF001 - what is joined


@pytest.mark.parametrize(
    ("text", "folder", "exported"),
    [
        (bundles.search(), "results", ["export { start };"]),
        # A worker gets a classic script, as not every browser supports module workers.
        (bundles.worker(), "search", []),
    ],
)
def test_the_search_modules_are_joined_without_name_collisions(
    text: str, folder: str, exported: list[str]
) -> None:
    names = re.findall(r"^(?:async )?(?:function\*?|const|let|class) (\w+)", text, re.MULTILINE)
    modules = [*bundles._FOLDER.glob(f"{folder}/*.js")]  # noqa: SLF001 - what is joined

    assert len(names) > 2 * len(modules)
    assert len(names) == len(set(names))
    assert re.findall(r"^(?:import|export) .*$", text, re.MULTILINE) == exported


def test_site_values_in_a_script_are_plain_strings() -> None:
    nasty = 'https://forge.example/?title="+alert(1)//\\'

    found = re.findall(r"^const WANTED = (.*);$", bundles.scripts(nasty), re.MULTILINE)

    assert [json.loads(text) for text in found] == [nasty]


def test_the_logo_is_a_configurable_icon() -> None:
    first, second = (bundles.styles(f"material/{name}") for name in ("menu", "magnify"))

    assert "url(icon:" not in first + second
    assert first != second


def _styles_with(theme: dict[str, object], *pictures: str) -> str:
    config = MkDocsConfig(str(REPOSITORY / "mkdocs.yml"))
    config.load_dict({"site_name": "x", "theme": {"name": "material", **theme}})
    config.validate()
    files = Files([File(path, "docs", "site", True) for path in pictures])
    return bundles.styles_with_logo(files, config)


def test_a_picture_of_the_company_may_be_the_logo() -> None:
    styles = _styles_with({"logo": "images/our logo.png"}, "images/our logo.png")

    assert 'url("../images/our%20logo.png")' in styles
    assert "url(icon:" not in styles


def test_the_default_logo_is_the_book() -> None:
    assert _styles_with({}) == bundles.styles(LOGO)


@pytest.mark.parametrize(
    ("theme", "message"),
    [
        ({"logo": "logo.png"}, "theme.logo in mkdocs.yml is not a file in docs/: 'logo.png'"),
        (
            {"icon": {"logo": "material/nope"}},
            (
                "theme.icon.logo in mkdocs.yml is not an icon of the theme: 'material/nope'; for "
                "a picture in docs/, use logo: assets/logo.svg instead of icon"
            ),
        ),
    ],
)
def test_a_missing_logo_is_one_sentence(theme: dict[str, object], message: str) -> None:
    with pytest.raises(Abort) as stopped:
        _styles_with(theme)

    assert stopped.value.args[0] == message


def test_only_existing_icons_are_named() -> None:
    config = MkDocsConfig()
    config.load_dict({"site_name": "x", "theme": {"name": "material", "favicon": "assets/a.svg"}})
    config.validate()

    assert (
        bundles.icon(Files([File("assets/a.svg", "docs", "site", True)]), config) == "assets/a.svg"
    )
    assert bundles.icon(Files([]), config) is None
