"""Styles and scripts are joined: in order, each script for itself, with the icons drawn in."""

import re
from urllib.parse import unquote

from macros import bundles


def test_styles_are_joined_in_the_order_of_their_names() -> None:
    titles = re.findall(r"/\* --- (\w+)", bundles.styles())

    assert titles[:3] == ["Base", "Colours", "Type"]
    assert titles[-1] == "Print"


def test_an_icon_is_a_picture_in_the_style_itself() -> None:
    pictures = re.findall(r'url\("data:image/svg\+xml,([^"]+)"\)', bundles.styles())

    assert "url(icon:" not in bundles.styles()
    assert len(pictures) >= 5
    for picture in pictures:
        assert not set(picture) & set('<>#"\n')
        assert re.fullmatch(r"<svg xmlns='[^']+' viewBox='[\d ]+'>.*</svg>", unquote(picture))


def test_no_name_of_one_script_meets_that_of_another() -> None:
    scopes = re.findall(r"^\(\(\) => \{$", bundles.scripts(), re.MULTILINE)

    assert len(scopes) == len([*bundles._FOLDER.glob("scripts/*.js")])  # noqa: SLF001 - what is joined


def test_the_modules_of_the_search_become_one_in_which_no_name_is_there_twice() -> None:
    text = bundles.search()
    names = re.findall(r"^(?:async )?(?:function|const|let|class) (\w+)", text, re.MULTILINE)
    modules = [*bundles._FOLDER.glob("search/*.js")]  # noqa: SLF001 - what is joined

    assert len(names) > 2 * len(modules)
    assert len(names) == len(set(names))
    assert re.findall(r"^(?:import|export) .*$", text, re.MULTILINE) == ["export { start };"]
