"""Similarity: of a misspelt name to known names, and of a new file to a deleted one."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher, get_close_matches

_MIN_RATIO = 0.75
# Lower, because one wrong letter is a large part of a short word: 'egn' is 'eng'.
_MIN_WORD_RATIO = 0.6
_WORD = re.compile(r"[^\W_]+")
# Like git: half the lines must match, and the search is limited when many files moved.
_MIN_SHARED = 0.5
_MAX_PAIRS = 10_000


def similar(name: str, known: Iterable[str], least: float = _MIN_RATIO) -> list[str]:
    """Return at most two known names that are similar to a name, best match first.

    `least` is the minimum similarity from 0 to 1, as measured by difflib; case is ignored.
    """
    by_lower = {one.lower(): one for one in known}
    return [by_lower[one] for one in get_close_matches(name.lower(), by_lower, 2, least)]


def only(found: list[str]) -> str | None:
    """Return the only name found; None if there are several or none."""
    return found[0] if len(found) == 1 else None


def word_count(name: str) -> int:
    """Return the number of words in a name."""
    return len(_WORD.findall(name))


def has_words(name: str, asked: str) -> bool:
    """Return whether a name contains every word of a query, or a word that starts with it.

    A query of one letter, or of two that are not a whole word, matches too much.
    """
    words = _WORD.findall(name.lower())
    wanted = _WORD.findall(asked.lower())
    letters = sum(map(len, wanted))
    if letters < 3 and not (letters == 2 and all(one in words for one in wanted)):
        return False
    return all(any(word.startswith(one) for word in words) for one in wanted)


def differ_in_word(name: str, other: str) -> bool:
    """Return whether two names differ in a whole word and so mean different things.

    'support-lead' is not a misspelling of 'Support team', however many letters they share, nor is
    'at-risk-playbook' of 'adoption-playbook'; but 'on call' may be 'oncall'.
    """
    words, others = _WORD.findall(name.lower()), _WORD.findall(other.lower())
    if len(words) != len(others):
        words, others = (
            ["".join(word for word in words if word not in others)],
            ["".join(word for word in others if word not in words)],
        )
    pairs = zip(words, others, strict=True)
    return any(SequenceMatcher(None, one, two).ratio() < _MIN_WORD_RATIO for one, two in pairs)


def renamed(gone: Mapping[str, bytes], new: Mapping[str, bytes]) -> Mapping[str, str]:
    """Return the renamed files, old path to new, judged by the lines they share.

    `gone` and `new` map paths to contents.
    """
    if len(gone) * len(new) > _MAX_PAIRS:
        return {}
    before = {path: Counter(text.splitlines()) for path, text in gone.items()}
    after = {path: Counter(text.splitlines()) for path, text in new.items()}
    alike = ((_shared(before[old], after[one]), old, one) for old in before for one in after)
    found: dict[str, str] = {}
    # Best match first: another file may be partly similar to the same one.
    for share, old, one in sorted(alike, key=lambda pair: -pair[0]):
        if share >= _MIN_SHARED and old not in found and one not in found.values():
            found[old] = one
    return found


def _shared(one: Counter[bytes], other: Counter[bytes]) -> float:
    """Return the fraction of lines that two texts share, from 0 to 1."""
    return 2 * (one & other).total() / max(one.total() + other.total(), 1)
