"""The index of a site as files: a browser reads one, and then a few of the others.

`index.json` says where everything is. The other files stand in a folder named after what they
hold, so that files of two builds are never mixed:

    t<n>.txt    lines of words, names and beginnings of words, in order (see postings)
    b<n>.txt    documents of a word that did not fit its line
    p<n>.json   what is shown of some documents (see packs)
    v<n>.txt    words that begin with one letter, the commonest first: what a typing error meant
"""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from heapq import nsmallest
from itertools import groupby

from handbook.compact import encoded
from handbook.search.document import Document
from handbook.search.packs import SLOTS, Packed, pack
from handbook.search.postings import code, document_of, lines
from handbook.search.weights import LEVELS, levels
from handbook.search.words import name

MANIFEST = "index.json"
# No file of words has more characters.
SIZE = 8_000
# A name begins with a mark, and so does what is kept for the first letters of a word.
NAME, BEGINNING = "=", "^"
_LONGEST_NAME = 80
# For up to so many letters it is kept which so many documents say most about such words.
_LETTERS, _KEPT = 3, 24
# Below this nothing is taken for a typing error.
_SHORTEST = 4

Postings = dict[str, list[int]]


def index(documents: Iterable[Document], shapes: Mapping[str, str]) -> dict[str, str]:
    """Return the text of every file of the index, by its path.

    `shapes` tells how the chip of each meaning is drawn.
    """
    packed = pack(documents)
    words = _words(packed)
    blocks: list[str] = []
    found = [
        *lines(words, blocks),
        *lines(_names(packed), blocks),
        *lines(_beginnings(words), blocks),
    ]
    # As browsers compare.
    found.sort(key=lambda line: line[0].encode("utf-16-be"))
    first_keys, shards = _shards(found)
    letters, vocabulary = _vocabulary(words)
    files = {
        **{f"p{number}.json": text for number, text in enumerate(packed.files)},
        **{f"t{number}.txt": text for number, text in enumerate(shards)},
        **{f"b{number}.txt": text for number, text in enumerate(blocks)},
        **{f"v{number}.txt": text for number, text in enumerate(vocabulary)},
    }
    manifest = {
        "documents": len(packed.numbered),
        "slots": SLOTS,
        "levels": LEVELS,
        "groups": packed.groups,
        "keys": first_keys,
        "letters": letters,
        "shapes": shapes,
    }
    version = _version([encoded(manifest).decode(), *files.values()])
    whole = encoded({"version": version, **manifest}).decode()
    return {MANIFEST: whole, **{f"{version}/{path}": text for path, text in files.items()}}


def _words(packed: Packed) -> Postings:
    found: Postings = {}
    codes = [code(level) for level in range(LEVELS + 1)]
    for number, document in packed.numbered:
        for word, level in levels(document).items():
            found.setdefault(word, []).append(codes[level] + number)
    return found


def _names(packed: Packed) -> Postings:
    """Return whole names; a title comes before another's other name."""
    found: Postings = {}
    for number, document in packed.numbered:
        best: dict[str, int] = {}
        for rank, text in enumerate((document.title, *document.names)):
            key = name(text)[:_LONGEST_NAME].rstrip()
            if key:
                best.setdefault(key, LEVELS if rank == 0 else LEVELS - 10)
        for key, level in best.items():
            found.setdefault(NAME + key, []).append(code(level) + number)
    return found


def _beginnings(words: Postings) -> Postings:
    """Return, for one to three letters, the documents that say most about words beginning so."""
    found: Postings = {}
    longest: Iterable[tuple[str, list[int]]] = sorted(words.items())
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


def _version(texts: Iterable[str]) -> str:
    found = blake2b(digest_size=5)
    for text in texts:
        found.update(text.encode())
        found.update(b"\0")
    return found.hexdigest()
