"""The index of a site as static files: a browser loads one, and then a few of the others.

`index.json` is the manifest. The other files are in a folder named after a digest of their content,
so that files of two builds are never mixed:

    t<n>.txt    sorted terms - words, names and prefixes - with their postings (see postings)
    b<n>.txt    further postings of a term that did not fit its line
    p<n>.json   the stored fields of some documents (see packs)
    v<n>.txt    vocabulary by first letter, most frequent first, to correct typing errors
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
# The maximum size of a term file in characters.
SIZE = 8_000
# The prefixes of the keys of names and of word prefixes.
NAME, BEGINNING = "=", "^"
# Names and words up to this length are stored next to their prefix, so that one file has both.
_SHORT, _SHORT_NAME, _SHORT_WORD = 2, "-", "."
_LONGEST_NAME = 80
# Prefixes up to this length have postings of their own, limited to this number of documents.
_MAX_PREFIX, _MAX_POSTINGS = 3, 24
# Shorter words are never corrected.
_MIN_CORRECTED = 4
_CODES = [code(level) for level in range(LEVELS + 1)]

Postings = dict[str, "array[int]"]


def key_of_word(word: str) -> str:
    """Return the key of a word."""
    return word if len(word) > _SHORT else f"{BEGINNING}{word}{_SHORT_WORD}"


def key_of_name(text: str) -> str:
    """Return the key of a normalised name."""
    return NAME + text if len(text) > _SHORT else f"{BEGINNING}{text}{_SHORT_NAME}"


def index(documents: Iterable[Document]) -> Iterator[tuple[str, str]]:
    """Yield the name and text of every file of the index, the manifest last.

    The documents must be in the order of packs.
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
    inverted = _Inverted()
    for number, one in enumerate(packs(documents, groups)):
        yield f"p{number}.json", one.text
        for numbered in one.numbered:
            inverted.add(*numbered)
    words = inverted.words()
    letters, vocabulary = _vocabulary(words)
    prefixes = _prefixes(words)
    blocks: list[str] = []
    found = [
        *lines(((key_of_word(word), postings) for word, postings in _drained(words)), blocks),
        *lines(_drained(inverted.names()), blocks),
        *lines(prefixes.items(), blocks),
    ]
    # Sorted by UTF-16 code units, as browsers compare strings.
    found.sort(key=lambda line: line[0].encode("utf-16-be"))
    first_keys, shards = _shards(found)
    yield from ((f"t{number}.txt", text) for number, text in enumerate(shards))
    yield from ((f"b{number}.txt", text) for number, text in enumerate(blocks))
    yield from ((f"v{number}.txt", text) for number, text in enumerate(vocabulary))
    manifest = {
        "documents": inverted.number,
        "slots": SLOTS,
        "levels": LEVELS,
        "groups": groups,
        "keys": first_keys,
        "letters": letters,
    }
    yield MANIFEST, encoded(manifest).decode()


class _Inverted:
    """The inverted index of the documents added so far."""

    def __init__(self) -> None:
        self.number = 0
        # Postings as 4-byte integers: as Python objects they would take ten times the memory.
        self._words: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        self._names: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))

    def add(self, number: int, document: Document) -> None:
        """Add a document."""
        self.number += 1
        for word, level in levels(document).items():
            self._words[word].append(_CODES[level] + number)
        best: dict[str, int] = {}
        for rank, text in enumerate((document.title, *document.names)):
            key = name(text)[:_LONGEST_NAME].rstrip()
            if key:
                # A title ranks before an alias of another document.
                best.setdefault(key, LEVELS if rank == 0 else LEVELS - 10)
        for key, level in best.items():
            self._names[key_of_name(key)].append(_CODES[level] + number)

    def words(self) -> Postings:
        """Return the postings of every word, highest level first."""
        return _sorted_postings(self._words)

    def names(self) -> Postings:
        """Return the postings of every full name, titles first."""
        return _sorted_postings(self._names)


def _sorted_postings(postings: Postings) -> Postings:
    for word, found in postings.items():
        if len(found) > 1:
            postings[word] = array("I", sorted(found))
    return postings


def _drained(postings: Postings) -> Iterator[tuple[str, Sequence[int]]]:
    """Yield the items of a mapping and remove them, to save memory."""
    for word in list(postings):
        yield word, postings.pop(word)


def _prefixes(words: Postings) -> dict[str, list[int]]:
    """Return the best postings for each prefix of one to three letters."""
    found: dict[str, list[int]] = {}
    longest: Iterable[tuple[str, Sequence[int]]] = sorted(words.items())
    for letters in range(_MAX_PREFIX, 0, -1):
        shorter = []
        for start, alike in groupby(longest, key=lambda item, letters=letters: item[0][:letters]):  # type: ignore[misc]
            best = list(
                _best(posting for _, postings in alike for posting in postings[:_MAX_POSTINGS])
            )
            shorter.append((start, best))
            found[BEGINNING + start] = best
        longest = shorter
    return found


def _best(postings: Iterable[int]) -> Iterator[int]:
    """Yield the best postings, each document once."""
    seen = set()
    # A document may occur once for each of several words.
    for posting in nsmallest(8 * _MAX_POSTINGS, postings):
        if document_of(posting) not in seen:
            seen.add(document_of(posting))
            yield posting
            if len(seen) == _MAX_POSTINGS:
                return


def _shards(found: Iterable[tuple[str, str]]) -> tuple[list[str], list[str]]:
    """Return lines split into files, and the shortest key that separates each from the last."""
    keys: list[str] = []
    files: list[list[str]] = []
    size, last = SIZE, ""
    for key, line in found:
        if size + len(line) >= SIZE:
            files.append([])
            keys.append(_separator(key, last))
            size = 0
        files[-1].append(line)
        size += len(line) + 1
        last = key
    return keys, ["\n".join(file) for file in files]


def _separator(key: str, last: str) -> str:
    """Return the shortest prefix of a key that sorts after the key before it."""
    pairs = enumerate(zip(last, key, strict=False))
    return key[: 1 + next((place for place, (a, b) in pairs if a != b), len(last))]


def _vocabulary(words: Postings) -> tuple[Mapping[str, list[int]], list[str]]:
    """Return the first file and number of files for each letter, and the files."""
    known = sorted(word for word in words if len(word) >= _MIN_CORRECTED and word.isalpha())
    letters: dict[str, list[int]] = {}
    files: list[str] = []
    for letter, alike in groupby(known, key=lambda word: word[0]):
        common = sorted(alike, key=lambda word: -len(words[word]))
        _, chunks = _shards(zip(common, common, strict=True))
        letters[letter] = [len(files), len(chunks)]
        files += chunks
    return letters, files
