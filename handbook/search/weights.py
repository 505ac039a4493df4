"""How much each word of a document says about it: a title says more than a step."""

from collections import Counter
from collections.abc import Iterable, Mapping

from handbook.search.document import Document
from handbook.search.words import words

# How much a word says is told on this scale.
LEVELS = 60
# What a word says for standing there: in a name of one word all there is, in a long one less.
_TITLE, _NAME = (24, 36), (20, 32)
_ABOUT, _HEADING, _ALSO, _KIND = 26, 24, 16, 12
# In a text it counts as often as this, and the less, the longer the text is than so many words.
_OFTEN, _LONG, _TEXT = 3, 250, 8


def levels(document: Document) -> Mapping[str, int]:
    """Return the words of a document, each with its level."""
    counts = Counter(words(" ".join(part.text for part in document.parts)))
    length = counts.total()
    unit = _TEXT / (0.6 + 0.4 * max(length, _LONG / 2) / _LONG)
    steps = [max(1, round(unit * number**0.5)) for number in range(_OFTEN + 1)]
    most = steps[_OFTEN]
    found = {word: steps[count] if count < _OFTEN else most for word, count in counts.items()}
    for word, level in _named(document).items():
        found[word] = min(LEVELS, level + min(counts[word], _OFTEN))
    return found


def _named(document: Document) -> Mapping[str, int]:
    """Return the level of each word for standing in a title, a name, a heading and so on."""
    found: dict[str, int] = {}
    for text, level in _fields(document):
        for word in words(text):
            if level > found.get(word, 0):
                found[word] = level
    for text, (least, more) in (
        (document.title, _TITLE),
        *((name, _NAME) for name in document.names),
    ):
        told = words(text)
        level = round(least + more / max(1, len(told)) ** 0.5)
        for word in told:
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
