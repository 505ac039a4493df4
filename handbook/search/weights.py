"""Term weights: a word in a title counts more than one in a step."""

from collections import Counter
from collections.abc import Iterable, Mapping

from handbook.search.document import Document
from handbook.search.words import words

# The number of weight levels.
LEVELS = 60
# Levels for each field. In names the second value is divided by the root of the word count.
_TITLE, _NAME = (24, 36), (20, 32)
_ABOUT, _HEADING, _ALSO, _KIND = 26, 24, 16, 12
# In text: the maximum term frequency counted, the length from which it counts less, its level.
_MAX_COUNT, _LONG, _TEXT = 3, 250, 8


def levels(document: Document) -> Mapping[str, int]:
    """Return the level of each word of a document."""
    counts = Counter(words(" ".join(part.text for part in document.parts)))
    length = counts.total()
    unit = _TEXT / (0.6 + 0.4 * max(length, _LONG / 2) / _LONG)
    steps = [max(1, round(unit * number**0.5)) for number in range(_MAX_COUNT + 1)]
    most = steps[_MAX_COUNT]
    found = {word: steps[count] if count < _MAX_COUNT else most for word, count in counts.items()}
    for word, level in _named(document).items():
        found[word] = min(LEVELS, level + min(counts[word], _MAX_COUNT))
    return found


def _named(document: Document) -> Mapping[str, int]:
    """Return the level of each word in fields other than text: title, names, headings and so on."""
    found: dict[str, int] = {}
    for text, level in _fields(document):
        for word in words(text):
            if level > found.get(word, 0):
                found[word] = level
    for text, (least, more) in (
        (document.title, _TITLE),
        *((name, _NAME) for name in document.names),
    ):
        found_words = words(text)
        level = round(least + more / max(1, len(found_words)) ** 0.5)
        for word in found_words:
            if level > found.get(word, 0):
                found[word] = level
    return found


def _fields(document: Document) -> Iterable[tuple[str, int]]:
    yield document.about, _ABOUT
    yield " ".join(part.title for part in document.parts), _HEADING
    yield document.also, _ALSO
    yield document.owner.title if document.owner else "", _ALSO
    yield document.area, _ALSO
    yield document.noun, _KIND
