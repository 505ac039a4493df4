"""Canonical form keeps the meaning, loses nothing, and is stable."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.addresses import Home
from handbook.cache import Cache
from handbook.canonical import markdown, yaml
from handbook.canonical.cache import FormCache
from handbook.canonical.files import Canonical, canonical
from handbook.canonical.yaml import formatted
from handbook.load import load
from handbook.schema import Kind
from handbook.source.text import Lines
from handbook.source.yaml import read_yaml
from tests.support.handbooks import REPOSITORY, write_handbook

HANDBOOK = load(REPOSITORY).handbook
SOP = "sops/operations/supplies.md"
MESSY = """\
---
review:   every 3 months
title:    Ordering supplies
owner: COO
process: ~
---
Keep the office *stocked*.
## Scope
**Applies To:** everybody
**Trigger:** the shelf is empty

## Procedure
### Step 1: Count the stock (Day 1-2)
**Owner**: COO

*  Note what runs out
   + pens
   + paper
*  Ask the teams



### 2) Order
1) Send the order
1) Wait

## Changes
Version|Date|Change
-|-|-
1.0|2026-01-02|Written
"""
CLEAN = """\
---
title: Ordering supplies
process: null
owner: COO
review: every 3 months
---

Keep the office *stocked*.

## Scope

**Applies to:** everybody
**Triggers:** the shelf is empty

## Steps

### Count the stock (Day 1-2)

**Owner:** COO

- Note what runs out
  - pens
  - paper
- Ask the teams

### Order

1. Send the order
2. Wait

## Changes

| Version | Date | Change |
| -- | -- | -- |
| 1.0 | 2026-01-02 | Written |
"""


def _canonical(text: str, path: str = SOP, kind: str = "sops") -> Canonical:
    return canonical(HANDBOOK.kinds[kind], path, text, HANDBOOK.homes)


def test_a_messy_procedure_is_formatted_and_keeps_its_meaning() -> None:
    assert _canonical(MESSY) == Canonical(CLEAN, same=True)


@pytest.mark.parametrize(
    ("written", "becomes"),
    [
        ("Step 2 – Pay", "Pay"),
        ("step 2) Pay", "Pay"),
        ("1.2 Pay", "Pay"),
        ("Step 2 Pay", "Step 2 Pay"),
        ("Step 2:Pay", "Step 2:Pay"),
        ("2: Pay", "2: Pay"),
        ("Phase 1: Pay", "Phase 1: Pay"),
    ],
)
def test_only_step_numbers_are_removed(written: str, becomes: str) -> None:
    text = CLEAN.replace("### Order\n", f"###  {written}\n")

    assert _canonical(text) == Canonical(
        CLEAN.replace("### Order\n", f"### {becomes}\n"), same=True
    )


def test_labels_on_one_line_are_spelled_as_in_the_schema() -> None:
    text = CLEAN.replace("### Order\n", "### Order\n\n**Output**: list · **Time**: day 3\n")

    assert _canonical(text) == Canonical(
        text.replace("**Output**: list · **Time**:", "**Outputs:** list · **When:**"), same=True
    )


def test_a_label_on_a_last_line_without_an_end_is_spelled_as_in_the_schema() -> None:
    text = f"{CLEAN.partition('## Changes')[0]}**Outputs**: list"

    assert _canonical(text) == Canonical(
        text.replace("**Outputs**:", "**Outputs:**") + "\n", same=True
    )


def test_a_document_without_a_body_ends_with_its_front_matter() -> None:
    assert _canonical("---\ntitle:   Supplies\n---\n").text == "---\ntitle: Supplies\n---\n"


def test_canonical_form_is_stable() -> None:
    assert _canonical(CLEAN) == Canonical(CLEAN, same=True)


def test_windows_line_ends_and_a_byte_order_mark_are_removed() -> None:
    assert _canonical("\ufeff" + MESSY.replace("\n", "\r\n")) == Canonical(CLEAN, same=True)


@pytest.mark.parametrize(
    ("said", "lost"),
    [
        ("title: Ordering", "title: Sorting"),
        ("- Ask the teams\n", ""),
        ("the office *full*", "the office full"),
        ("## Notes", "## Remarks"),
        ("Mind the step", "Mind the gap"),
    ],
)
def test_a_form_with_another_meaning_is_rejected(
    said: str, lost: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = CLEAN.replace("office *stocked*", "office *full*") + "\n## Notes\n\nMind the step.\n"
    assert said in text
    for part in (yaml, markdown):
        monkeypatch.setattr(part, "formatted", lambda text, *_: text.replace(said, lost).lstrip())

    assert _canonical(text) == Canonical(text.replace(said, lost), same=False)


def test_a_sheet_loses_only_empty_lines_and_trailing_spaces() -> None:
    text = "metric,date,value  \n\nnps,2026-09,8\n \nnps,2026-10,9"

    assert _canonical(text, "data/values/deals.csv", "values") == Canonical(
        "metric,date,value\nnps,2026-09,8\nnps,2026-10,9\n", same=True
    )


def test_code_tables_alerts_and_comments_are_kept() -> None:
    more = (
        "\n## Notes\n\n> [!WARNING]\n> Mind the *step*.\n\n```text\n## Procedure\n**Owner**: x\n"
        "1) y\n```\n\n<!-- Ask the landlord -->\n\n- [ ] open\n- [x] done\n"
    )

    assert _canonical(CLEAN + more) == Canonical(CLEAN + more, same=True)


def test_a_comment_in_the_front_matter_is_kept_with_the_key_order() -> None:
    text = CLEAN.replace("title: Ordering", "owner: COO # till May\ntitle: Ordering", 1)
    text = text.replace("process: null\nowner: COO\n", "process: null\n")

    assert _canonical(text) == Canonical(text, same=True)


def test_comments_quotes_and_empty_lines_of_a_register_are_kept() -> None:
    text = (
        "# yaml-language-server: $schema=schemas/tools.json\n# All of them.\n\n"
        'slack: # chat\n    title: "Slack"\n    category:   Communication\n    purpose: >-\n'
        "        Talking\n        to each other\n    owner: COO\n\n# The last one\n"
        "jira:\n    title: 'Jira'\n    category: Work\n    purpose: Tickets\n    owner: COO\n"
    )

    found = _canonical(text, "data/tools.yaml", "tools")

    assert found.same
    assert found.text == (
        "# yaml-language-server: $schema=schemas/tools.json\n# All of them.\n\n"
        'slack: # chat\n  title: "Slack"\n  category: Communication\n  purpose: >-\n'
        "    Talking\n    to each other\n  owner: COO\n\n# The last one\n"
        "jira:\n  title: 'Jira'\n  category: Work\n  purpose: Tickets\n  owner: COO\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "a: [x, # one\n  y]\nb:   1\n",
        "a:\n  # why\n  x\nb:   1\n",
        "a:\n  - | # one\n    x\nb:   1\n",
        "a:\n  - > # one\n    x\nb:   1\n",
        "# above\n---\n# below\na:   1\n...\n# at the end\n",
    ],
)
def test_a_text_that_would_lose_a_comment_is_unchanged(text: str) -> None:
    assert formatted(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "a: # one\n  x\n\nb:   1\n",
        "a:   1\n? | # one\n  b\n: x\n",
        "a:   1\n? b\n  # one\n: x\n",
        "# one\n[\n  x]\n",
        "# one\n> # two\n  x\n",
    ],
)
def test_a_text_with_comments_that_cannot_be_written_is_unchanged(text: str) -> None:
    assert formatted(text) == text


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("c: 1\nd: 3\nb: 4\na:   2\n", "a: 2\nb: 4\nc: 1\nd: 3\n"),
        # A comment may belong to either neighbour.
        ("# one\nb: 1\na:   2\n", "# one\nb: 1\na: 2\n"),
        ("b: 1\n# one\na:   2\n", "b: 1\n# one\na: 2\n"),
        ("b: 1\na:   2\n# one\n", "b: 1\na: 2\n# one\n"),
        ("- b\n-   a\n", "  - b\n  - a\n"),
    ],
)
def test_known_keys_come_first_unless_there_are_comments(text: str, form: str) -> None:
    assert formatted(text, ("a", "b")) == form


def test_other_comments_do_not_prevent_formatting() -> None:
    text = "a: | # head\n  # text\nb:   'x # y' # c\n\n# d\nc:  1#2\n"

    assert formatted(text) == "a: | # head\n  # text\nb: 'x # y'   # c\n\n# d\nc: 1#2\n"


@pytest.mark.parametrize(
    "body",
    [
        "*  See it.\n\n[nobody]: https://example.com/a\n",
        "|a|b|\n|-|-|\n|x|y|lost|\n",
    ],
)
def test_a_body_that_would_lose_words_is_unchanged(body: str) -> None:
    assert markdown.formatted(body) == body


@pytest.mark.parametrize(
    ("body", "form"),
    [
        ("* \\[this\\] is no [Date], \\- nor\n", "- \\[this\\] is no [Date], - nor\n"),
        ("* `\\[a\\]` \\\\[b]\n", "- `\\[a\\]` \\\\[b]\n"),
        ("* [an \\[a\\]](b.md)\n", "- [an \\[a\\]](b.md)\n"),
        ("* [it](größe.md)\n", "- [it](gr%C3%B6%C3%9Fe.md)\n"),
        ("* &ndash; *X* [x](a%20b.md)\n", "- – *X* [x](a%20b.md)\n"),
    ],
)
def test_a_bracket_keeps_its_backslash(body: str, form: str) -> None:
    assert markdown.formatted(body) == form


def test_leading_empty_lines_are_removed_at_once() -> None:
    assert formatted("\n\n\n# all\n\na:   1\n") == "# all\n\na: 1\n"
    assert formatted(" \n\n\na: 1\n\n\nb: 2\n") == "a: 1\n\n\nb: 2\n"


def test_text_that_only_looks_like_a_number_is_kept() -> None:
    words = (
        "0129e90078654525",
        "1e400",
        "010",
        "1_000",
        "0x1F",
        "1.50",
        "true",
        "12:30",
        "2026-01-01",
    )
    text = "a:\n" + "".join(f"  - {word}\n" for word in words)

    assert formatted(text) == text


def test_a_register_of_comments_only_is_unchanged() -> None:
    text = "# Nothing yet.\n"

    assert _canonical(text, "data/tools.yaml", "tools") == Canonical(text, same=True)


@pytest.mark.parametrize("kind", sorted(HANDBOOK.kinds))
def test_every_file_of_this_handbook_is_in_canonical_form(kind: str) -> None:
    for path in sorted({entry.document.path for entry in HANDBOOK.entries(kind)}):
        text = (REPOSITORY / path).read_text(encoding="utf-8")

        assert _canonical(text, path, kind) == Canonical(text, same=True), path


def test_a_change_of_meaning_is_detected(tmp_path: Path) -> None:
    root = write_handbook(tmp_path, {})
    kind = load(root).handbook.kinds["roles"]

    # Neither text can be read, so they cannot be compared.
    assert not canonical(kind, "data/roles.yaml", "coo:   !chief {}\n", ()).same
    # Only one can be read, so they cannot be compared either.
    assert canonical(kind, "data/roles.yaml", "coo: [\n", ()) == Canonical("coo: [\n", same=True)


_WORDS = st.text(
    st.characters(categories=("L", "N", "P", "S", "Zs"), exclude_characters="\u2028\u2029\x85"),
    min_size=1,
    max_size=30,
).filter(lambda text: text.strip())


@given(st.lists(_WORDS, min_size=1, max_size=4), _WORDS)
def test_any_actions_keep_their_meaning(actions: list[str], purpose: str) -> None:
    listed = "".join(f"*   {' '.join(action.split())}\n" for action in actions)
    text = MESSY.partition("## Scope")[0].replace("Keep the office *stocked*.", "Words.")
    found = _canonical(f"{text}\n## Procedure\n\n### Do\n\n{listed}\n## Remarks\n\n{purpose}\n")

    if found.same:
        assert _canonical(found.text) == found


@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), _WORDS, min_size=1))
def test_a_mapping_of_texts_keeps_its_meaning(texts: dict[str, str]) -> None:
    quoted = {
        name: value.replace("'", "''") for name, value in texts.items() if value.isprintable()
    }
    text = "".join(f"{name}:    '{value}'\n" for name, value in quoted.items())

    before = read_yaml(Lines("x.yaml", text)).data
    after = read_yaml(Lines("x.yaml", formatted(text))).data

    assert before == after


def test_a_canonical_form_is_cached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kind = HANDBOOK.kinds["sops"]
    with Cache(tmp_path / "kept") as cache:
        forms = FormCache(cache, HANDBOOK.homes)
        for text in (CLEAN, MESSY):
            assert forms.of(kind, SOP, text) == Canonical(CLEAN, same=True)
    asked: list[str] = []

    def formed(kind: Kind, path: str, text: str, homes: tuple[Home, ...]) -> Canonical:
        asked.append(text)
        return canonical(kind, path, text, homes)

    monkeypatch.setattr("handbook.canonical.cache.canonical", formed)
    with Cache(tmp_path / "kept") as cache:
        forms = FormCache(cache, HANDBOOK.homes)
        for text in (CLEAN, MESSY):
            assert forms.of(kind, SOP, text) == Canonical(CLEAN, same=True)
        forms.of(kind, "sops/operations/another.md", CLEAN)

    assert asked == [CLEAN]


def test_a_rejected_form_is_rejected_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markdown, "formatted", lambda text: text.replace("Count", "Weigh"))
    with Cache(tmp_path / "kept") as cache:
        forms = FormCache(cache, HANDBOOK.homes)

        found = [forms.of(HANDBOOK.kinds["sops"], SOP, CLEAN) for _ in range(2)]

    assert [one.same for one in found] == [False, False]
