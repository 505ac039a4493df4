"""The index of a site as files: a browser reads one, and then a few of the others.

`index.json` says where everything is. The other files stand in a folder that it names after what
they hold, so that files of two builds are never mixed:

    t<n>.txt    lines of words, names and beginnings of words, in order (see postings)
    b<n>.txt    documents of a word that did not fit its line
    p<n>.json   what is shown of some documents (see packs)
    v<n>.txt    words that begin with one letter, the commonest first: what a typing error meant
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from heapq import nsmallest
from itertools import groupby

from handbook.json_text import encoded
from handbook.search.document import Document
from handbook.search.packs import SLOTS, Group, packs
from handbook.search.postings import code, document_of, lines
from handbook.search.weights import LEVELS, levels
from handbook.search.words import name

MANIFEST = "index.json"
# No file of words has more characters.
SIZE = 8_000
# A name begins with a mark, and so does what is kept for the first letters of a word.
NAME, BEGINNING = "=", "^"
# A name or a word of up to so many letters stands beside its beginning: one file answers it.
_SHORT, _SHORT_NAME, _SHORT_WORD = 2, "-", "."
_LONGEST_NAME = 80
# For up to so many letters it is kept which so many documents say most about such words.
_LETTERS, _KEPT = 3, 24
# Below this nothing is taken for a typing error.
_SHORTEST = 4
_CODES = [code(level) for level in range(LEVELS + 1)]

Postings = dict[str, "array[int]"]


def key_of_word(word: str) -> str:
    """Return what the line of a word begins with."""
    return word if len(word) > _SHORT else f"{BEGINNING}{word}{_SHORT_WORD}"


def key_of_name(text: str) -> str:
    """Return what the line of a name, as it is compared, begins with."""
    return NAME + text if len(text) > _SHORT else f"{BEGINNING}{text}{_SHORT_NAME}"


def index(documents: Iterable[Document]) -> Iterator[tuple[str, str]]:
    """Yield the name and text of every file of the index, the manifest as the last.

    The documents are in the order of packs.
    """
    version = blake2b(digest_size=5)
    for file, text in _index(documents):
        version.update(text.encode())
        version.update(b"\0")
        if file != MANIFEST:
            yield file, text
            continue
        found = version.hexdigest()
        yield file, f'{{"version":"{found}",{text[1:]}'


def _index(documents: Iterable[Document]) -> Iterator[tuple[str, str]]:
    groups: list[Group] = []
    gathered = _Gathered()
    for number, one in enumerate(packs(documents, groups)):
        yield f"p{number}.json", one.text
        for numbered in one.numbered:
            gathered.add(*numbered)
    words = gathered.words()
    letters, vocabulary = _vocabulary(words)
    beginnings = _beginnings(words)
    blocks: list[str] = []
    found = [
        *lines(((key_of_word(word), postings) for word, postings in _used_up(words)), blocks),
        *lines(_used_up(gathered.names()), blocks),
        *lines(beginnings.items(), blocks),
    ]
    # As browsers compare.
    found.sort(key=lambda line: line[0].encode("utf-16-be"))
    first_keys, shards = _shards(found)
    yield from ((f"t{number}.txt", text) for number, text in enumerate(shards))
    yield from ((f"b{number}.txt", text) for number, text in enumerate(blocks))
    yield from ((f"v{number}.txt", text) for number, text in enumerate(vocabulary))
    manifest = {
        "documents": gathered.number,
        "slots": SLOTS,
        "levels": LEVELS,
        "groups": groups,
        "keys": first_keys,
        "letters": letters,
    }
    yield MANIFEST, encoded(manifest).decode()


class _Gathered:
    """Where every word and every name stands, of the documents that were added."""

    def __init__(self) -> None:
        self.number = 0
        # As numbers of four bytes: as objects they are ten times as large, and there are many.
        self._words: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        self._names: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))

    def add(self, number: int, document: Document) -> None:
        """Add what a document says."""
        self.number += 1
        for word, level in levels(document).items():
            self._words[word].append(_CODES[level] + number)
        best: dict[str, int] = {}
        for rank, text in enumerate((document.title, *document.names)):
            key = name(text)[:_LONGEST_NAME].rstrip()
            if key:
                # A title comes before another's other name.
                best.setdefault(key, LEVELS if rank == 0 else LEVELS - 10)
        for key, level in best.items():
            self._names[key_of_name(key)].append(_CODES[level] + number)

    def words(self) -> Postings:
        """Return the documents of every word, those it says most about first."""
        return _in_order(self._words)

    def names(self) -> Postings:
        """Return the documents of every whole name, those with the title first."""
        return _in_order(self._names)


def _in_order(postings: Postings) -> Postings:
    for word, found in postings.items():
        if len(found) > 1:
            postings[word] = array("I", sorted(found))
    return postings


def _used_up(postings: Postings) -> Iterator[tuple[str, Sequence[int]]]:
    """Yield what stands in a mapping, which loses it: of all words there is too much to keep."""
    for word in list(postings):
        yield word, postings.pop(word)


def _beginnings(words: Postings) -> dict[str, list[int]]:
    """Return, for one to three letters, the documents that say most about words beginning so."""
    found: dict[str, list[int]] = {}
    longest: Iterable[tuple[str, Sequence[int]]] = sorted(words.items())
    for letters in range(_LETTERS, 0, -1):
        shorter = []
        for start, alike in groupby(longest, key=lambda item, letters=letters: item[0][:letters]):  # type: ignore[misc]
            best = list(_best(posting for _, postings in alike for posting in postings[:_KEPT]))
            shorter.append((start, best))
            found[BEGINNING + start] = best
        longest = shorter
    return found


def _best(postings: Iterable[int]) -> Iterator[int]:
    """Yield the first postings, each document once."""
    seen = set()
    # A document may stand there once for each of a few words.
    for posting in nsmallest(8 * _KEPT, postings):
        if document_of(posting) not in seen:
            seen.add(document_of(posting))
            yield posting
            if len(seen) == _KEPT:
                return


def _shards(found: Iterable[tuple[str, str]]) -> tuple[list[str], list[str]]:
    """Return lines as files, and the shortest key that tells where each file begins."""
    keys: list[str] = []
    files: list[list[str]] = []
    size, last = SIZE, ""
    for key, line in found:
        if size + len(line) >= SIZE:
            files.append([])
            keys.append(_beginning(key, last))
            size = 0
        files[-1].append(line)
        size += len(line) + 1
        last = key
    return keys, ["\n".join(file) for file in files]


def _beginning(key: str, last: str) -> str:
    """Return as much of a key as tells it from the one before it."""
    pairs = enumerate(zip(last, key, strict=False))
    return key[: 1 + next((place for place, (a, b) in pairs if a != b), len(last))]


def _vocabulary(words: Postings) -> tuple[Mapping[str, list[int]], list[str]]:
    """Return for each letter the first file of its words and how many there are, and the files."""
    known = sorted(word for word in words if len(word) >= _SHORTEST and word.isalpha())
    letters: dict[str, list[int]] = {}
    files: list[str] = []
    for letter, alike in groupby(known, key=lambda word: word[0]):
        common = sorted(alike, key=lambda word: -len(words[word]))
        _, chunks = _shards(zip(common, common, strict=True))
        letters[letter] = [len(files), len(chunks)]
        files += chunks
    return letters, files
