"""What is like what: a misspelt name and those that are known, a file and one that has gone."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher, get_close_matches

_LIKE = 0.75
# A word may be short, and one letter wrong is then much of it: 'egn' is 'eng'.
_WORD_LIKE = 0.6
_WORD = re.compile(r"[^\W_]+")
# As git does: half the lines, and no search for ever where very much was moved.
_RENAMED = 0.5
_PAIRS = 10_000


def like(name: str, known: Iterable[str], least: float = _LIKE) -> list[str]:
    """Return at most the two known names that are most like a name, the nearest first.

    `least` is the least likeness that counts, from 0 to 1, as difflib measures it; case does not.
    """
    by_lower = {one.lower(): one for one in known}
    return [by_lower[one] for one in get_close_matches(name.lower(), by_lower, 2, least)]


def only(found: list[str]) -> str | None:
    """Return the name that was found if it is the only one, so that no other can be meant."""
    return found[0] if len(found) == 1 else None


def size(name: str) -> int:
    """Return how many words a name has."""
    return len(_WORD.findall(name))


def has_words(name: str, asked: str) -> bool:
    """Return whether a name has every word that is asked for, or one that begins so.

    Too many begin with one letter, and with two that are no word.
    """
    words = _WORD.findall(name.lower())
    wanted = _WORD.findall(asked.lower())
    letters = sum(map(len, wanted))
    if letters < 3 and not (letters == 2 and all(one in words for one in wanted)):
        return False
    return all(any(word.startswith(one) for word in words) for one in wanted)


def word_apart(name: str, other: str) -> bool:
    """Return whether two names differ in a whole word, so that each means its own.

    'support-lead' is no way to misspell 'Support team', however many letters they share, nor is
    'at-risk-playbook' one to misspell 'adoption-playbook'; but 'on call' may be 'oncall'.
    """
    words, others = _WORD.findall(name.lower()), _WORD.findall(other.lower())
    if len(words) != len(others):
        words, others = (
            ["".join(word for word in words if word not in others)],
            ["".join(word for word in others if word not in words)],
        )
    pairs = zip(words, others, strict=True)
    return any(SequenceMatcher(None, one, two).ratio() < _WORD_LIKE for one, two in pairs)


def renamed(gone: Mapping[str, bytes], new: Mapping[str, bytes]) -> Mapping[str, str]:
    """Return which new files are others renamed, by the lines that both have: old path to new.

    Each is given by its path with what it holds.
    """
    if len(gone) * len(new) > _PAIRS:
        return {}
    before = {path: Counter(text.splitlines()) for path, text in gone.items()}
    after = {path: Counter(text.splitlines()) for path, text in new.items()}
    alike = ((_shared(before[old], after[one]), old, one) for old in before for one in after)
    found: dict[str, str] = {}
    # Those that are most alike first: another one may be somewhat like the same file.
    for share, old, one in sorted(alike, key=lambda pair: -pair[0]):
        if share >= _RENAMED and old not in found and one not in found.values():
            found[old] = one
    return found


def _shared(one: Counter[bytes], other: Counter[bytes]) -> float:
    """Return which part of the lines two texts share, from 0 to 1."""
    return 2 * (one & other).total() / max(one.total() + other.total(), 1)
