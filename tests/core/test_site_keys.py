"""The keys accepted in mkdocs.yml are those that MkDocs accepts."""

# ruff: noqa: E501 - each message is asserted in full, on one line

from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig

from handbook.load import load
from handbook.source.site_keys import INHERIT, KEYS
from tests.support.handbooks import write_handbook


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("mkdocs.yml", "nav: [\nsite_name: x\n", "1:6: error: not YAML: this '[' is never closed"),
        ("mkdocs.yml", "site_name: Ours: theirs\n", "1:16: error: not YAML: a colon is not expect"),
        ("mkdocs.yml", "site_name: !ENV [NAME, x]\n", ""),
        ("mkdocs.yml", "# a\x07\n", "1:4: error: character U+0007"),
        ("mkdocs.yml", "- nav\n", "1:1: error: mkdocs.yml is a list, but must be keys and val"),
        ("mkdocs.yml", "nav:\nhooks: !ENV [A, []]\nextra: &a {b: c}\n", ""),
        ("mkdocs.yml", "nav: 5\n", "1:6: error: 'nav' must be a list [wrong-value]"),
        ("mkdocs.yml", "nav:\nhooks: []\nnav: []\n", "3:1: error: key 'nav' is already on line 1"),
        (
            "mkdocs.yml",
            "theme:\n  name: material\n  features:\n    - a: b\n  name: x\n",
            "5:3: error: key 'name' is already on line 2 [duplicate-key]",
        ),
        (
            "mkdocs.yml",
            "plugins:\n- a: &a {b: 1,\n  b: 2}\n- a: *a\n",
            "3:3: error: key 'b' is already on line 2",
        ),
        ("mkdocs.yml", "extra: &a {b: 1}\ntheme: {<<: *a, name: x}\n", ""),
        (
            "mkdocs.yml",
            "site_nmae: x\n",
            "1:1: error: mkdocs.yml has a key that MkDocs does not know: 'site_nmae'; did you mean 'site_name'? [unknown-key]",
        ),
        (
            "mkdocs.yml",
            "colour: x\n",
            "1:1: error: mkdocs.yml has a key that MkDocs does not know: 'colour'; put your own keys in 'extra' [unknown-key]",
        ),
        (
            "house.yml",
            "nav:\n\t- index.md\n",
            "2:1: error: not YAML: a tab is not allowed here; indent",
        ),
        pytest.param(
            "mkdocs.yml",
            f"nav:\n  - {'[' * 200_000}{']' * 200_000}\n",
            "2:43: error: nested deeper than 40 levels [unsafe-yaml]",
            id="deep",
        ),
        ("mkdocs.yml", "? [nav]\n: []\n", "1:3: error: a key must be a plain word [yaml-syntax]"),
        ("mkdocs.yml", "nav: &all [runs.md, A: *all]\n", ""),
        ("mkdocs.yml", "nav: [a.md, 2024: a.md, B: !ENV [A, b]]\n", ""),
        (
            "mkdocs.yml",
            "nav:\n  - A:\n",
            "2:5: error: title 'A' in 'nav' has no page; name one, or",
        ),
        (
            "mkdocs.yml",
            "nav: [A: []]\n",
            "1:7: error: title 'A' in 'nav' has no page; name one, or",
        ),
        (
            "mkdocs.yml",
            "nav: [A: '']\n",
            "1:10: error: title 'A' in 'nav' is empty; name a page, or",
        ),
        (
            "mkdocs.yml",
            "nav:\n  -\n",
            "2:4: error: an item of 'nav' is empty; name a page, or remove",
        ),
        (
            "mkdocs.yml",
            "nav: [5]\n",
            "1:7: error: an item of 'nav' is '5', but must be a page, such as",
        ),
        (
            "mkdocs.yml",
            "nav: [[a]]\n",
            "1:7: error: an item of 'nav' is a list without a title; write",
        ),
        (
            "mkdocs.yml",
            "nav:\n  - A: a.md\n    B: b.md\n",
            "3:5: error: 'B' must be a separate item of 'nav'; write '- ' before it [wrong-value]",
        ),
        (
            "mkdocs.yml",
            "nav:\n  - A:\n      B: b.md\n",
            "3:7: error: 'A' in 'nav' must contain a list; write '- ' before each item",
        ),
        (
            "mkdocs.yml",
            "nav: [2026-01-01: a.md]\n",
            "1:7: error: title '2026-01-01' in 'nav' is not text in YAML; put it in quotes",
        ),
    ],
)
def test_a_configuration_that_mkdocs_would_refuse_is_reported(
    name: str, text: str, fault: str, tmp_path: Path
) -> None:
    write_handbook(tmp_path, {"mkdocs.yml": "INHERIT: house.yml\n", name: text})

    found = [str(one) for one in load(tmp_path).faults]

    assert len(found) == bool(fault)
    assert [one.startswith(f"{name}:{fault}") for one in found] == [True] * bool(fault)


def test_the_known_keys_are_those_of_mkdocs() -> None:
    # It has no other list; it only knows two of them to refuse them.
    known = {name for name, _ in MkDocsConfig._schema}  # noqa: SLF001
    known -= {"config_file_path", "google_analytics", "pages"}

    assert known | {INHERIT} == set(KEYS)
