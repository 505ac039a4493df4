"""A mkdocs.yml that does not connect all parts of the handbook's site is reported."""

# ruff: noqa: E501 - each message is asserted in full, on one line

from pathlib import Path

import pytest

from handbook.load import load
from tests.support.handbooks import REPOSITORY, write_handbook

_OURS = """\
site_name: Example
extra:
  url: !ENV [HANDBOOK_URL, ""]
hooks: [macros/hook.py]
theme:
  name: material
  custom_dir: macros/theme
  language: en
extra_css: [assets/handbook.css]
extra_javascript: [assets/handbook.js]
plugins:
  - macros:
      module_name: macros
      render_by_default: false
"""
_HOOKS = "hooks: [macros/hook.py]\n"
_MODULE = "      module_name: macros\n"
_LANGUAGE = "  language: en\n"
_URL = 'url: !ENV [HANDBOOK_URL, ""]'


def _messages(root: Path, text: str) -> list[str]:
    write_handbook(root, {"mkdocs.yml": text})
    site = load(root).handbook.docs.site
    return [
        f"{one.place.line}:{one.place.column}: {one.message} [{one.code}]" for one in site.faults
    ]


@pytest.mark.parametrize(
    ("written", "instead", "fault"),
    [
        (_HOOKS, "", "1:1: hooks in mkdocs.yml must name 'macros/hook.py', which generates the pages for sops/ and data/ [missing-key]"),
        (_HOOKS, "hooks: [ours.py]\n", "4:8: hooks in mkdocs.yml must name 'macros/hook.py', which generates the pages for sops/ and data/ [missing-key]"),
        (_MODULE, "", "13:7: plugins.macros.module_name in mkdocs.yml must name 'macros', which contains the page macros [missing-key]"),
        ("  - macros:", "  - search:", "12:3: plugins.macros.module_name in mkdocs.yml must name 'macros', which contains the page macros [missing-key]"),
        ("  custom_dir: macros/theme\n", "", "6:3: theme.custom_dir in mkdocs.yml must name 'macros/theme', which contains the page templates [missing-key]"),
        ("  name: material\n", "  name: mkdocs\n", "6:9: theme.name is 'mkdocs', but must be 'material', which the templates in macros/theme extend [wrong-value]"),
        (_LANGUAGE, "  language: de\n", "8:13: theme.language is 'de', but must be 'en', since the site's own text is in English [wrong-value]"),
        (_LANGUAGE, "  language: no\n", "8:13: theme.language is 'no', but must be 'en', since the site's own text is in English [wrong-value]"),
        ("extra_css: [assets/handbook.css]", "extra_css:", "9:11: extra_css in mkdocs.yml must name 'assets/handbook.css', which contains the styles of all pages [missing-key]"),
        (_HOOKS, f"{_HOOKS}use_directory_urls: false\n", "5:21: use_directory_urls is 'false', but must be 'true', since each record has its own folder [wrong-value]"),
        (_HOOKS, f"{_HOOKS}docs_dir: pages\n", "5:11: docs_dir is 'pages', but must be 'docs', since no check reads another folder [wrong-value]"),
        (_HOOKS, f"{_HOOKS}site_url: ops.example.com\n", "5:11: site_url is not a site address: 'ops.example.com'; write the full address, such as https://example.com/handbook/ [wrong-value]"),
        (_URL, "url: //ops", "3:8: extra.url is not a site address: '//ops'; write the full address, such as https://example.com/handbook/ [wrong-value]"),
    ],
)  # fmt: skip
def test_a_missing_part_is_reported_where_it_belongs(
    written: str, instead: str, fault: str, tmp_path: Path
) -> None:
    assert written in _OURS

    assert _messages(tmp_path, _OURS.replace(written, instead)) == [fault]


def test_our_own_site_has_all_parts(tmp_path: Path) -> None:
    text = (REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8")

    assert _messages(tmp_path, text) == []


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        (_HOOKS, "hooks:\n  - ours.py\n  - ./macros/hook.py\n"),
        (_HOOKS, f"{_HOOKS}use_directory_urls: yes\ndocs_dir: docs/\nsite_url: ''\n"),
        (_HOOKS, "hooks: !ENV [HOOKS, []]\n"),
        (_LANGUAGE, "  language: !ENV [LANGUAGE, en]\n"),
        (_LANGUAGE, ""),
        (_URL, "url: https://example.com/ops"),
        ("[assets/handbook.js]", "[{path: assets/handbook.js, defer: true}]"),
    ],
)
def test_other_spellings_are_accepted(written: str, instead: str, tmp_path: Path) -> None:
    assert written in _OURS

    assert _messages(tmp_path, _OURS.replace(written, instead)) == []


@pytest.mark.parametrize(
    "text",
    [
        "site_name: Another\ntheme: {name: mkdocs, language: de}\ndocs_dir: pages\n",
        "plugins: [search, {macros: {module_name: ours}}]\nhooks: [hook.py]\n",
        f"INHERIT: house.yml\n{_HOOKS}",
    ],
)
def test_another_kind_of_site_or_one_in_two_files_is_not_checked(text: str, tmp_path: Path) -> None:
    assert _messages(tmp_path, text) == []
