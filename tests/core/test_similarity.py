"""Renamed files and misspelt names are recognised by similarity."""

import pytest

from handbook.similarity import differ_in_word, renamed

_ONE = b"a\nb\nc\nd\n"


def test_a_renamed_file_is_matched_with_the_most_similar_one() -> None:
    gone = {"a.md": b"a\nb\nx\ny\n", "b.md": _ONE}

    assert renamed(gone, {"new.md": _ONE}) == {"b.md": "new.md"}
    assert renamed(gone, {"new.md": _ONE, "z.md": b"a\nb\nx\n"}) == {
        "a.md": "z.md",
        "b.md": "new.md",
    }


def test_a_file_sharing_less_than_half_its_lines_is_new() -> None:
    assert renamed({"a.md": _ONE, "empty.md": b""}, {"new.md": b"a\nx\ny\n", "none.md": b""}) == {}


def test_among_too_many_files_none_counts_as_renamed() -> None:
    gone = {f"{number}.md": f"{number}\n".encode() for number in range(2_000)}
    new = {f"new-{path}": text for path, text in gone.items()}

    assert renamed(gone, new) == {}
    assert renamed(dict([*gone.items()][:2]), new) == {"0.md": "new-0.md", "1.md": "new-1.md"}


@pytest.mark.parametrize(
    ("name", "other", "apart"),
    [
        ("support-lead", "Support team", True),
        ("customer-success-lead", "customer-success-manager", True),
        ("Egn Laed", "eng-lead", False),
        ("CS Manger", "CS Manager", False),
        ("support-lead", "Support", True),
        ("at-risk-playbook.md", "adoption-playbook.md", True),
        ("on call", "oncall", False),
        ("onboardingplaybok", "onboarding-playbook", False),
    ],
)
def test_a_name_with_a_different_word_is_not_a_misspelling(
    name: str, other: str, *, apart: bool
) -> None:
    assert differ_in_word(name, other) is apart
