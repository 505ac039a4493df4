"""Every link in a text has a target that exists and is allowed."""

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize
from urllib.parse import quote, unquote

from handbook.addresses import Target, home_of, is_hidden, read_target
from handbook.book import Handbook
from handbook.checks import site_links
from handbook.checks.finding import Finding
from handbook.diagnostics import Fix
from handbook.names import fix_of, suggestion
from handbook.similarity import differ_in_word, similar
from handbook.source.document import Document, Link, front_matter_of_page
from handbook.source.markdown import Anchors, Node, TooDeep, parse, plain

_CACHE_SIZE = 1024
# The codes of what a rename may leave behind; only git knows the old names.
RENAME_CODES = frozenset({"unknown-reference", "broken-link"})
_WEB = re.compile(r"(https?):", re.IGNORECASE)
# Word processors embed pictures this way; such an address is never short.
_DATA = "data:"
# Targets that are not meant as files, and what to write instead.
_NOT_FILES = (
    (re.compile(r"www\.[\w.-]+"), "'https://{}'"),
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "'mailto:{}'"),
    (re.compile(r".*\\.*"), "'/' instead of '\\'"),
)
_NUMBER = re.compile(r"-(\d+)$")
# Macros, attributes and HTML give a page anchors that do not come from its headings.
_DYNAMIC_ANCHOR = re.compile(r"\{[{%#:]|\{ *#|\bid=")


class ResolvedLinks(NamedTuple):
    """The number of links, the broken ones with their fault, and all external ones.

    `anchored` holds the anchors linked to in each document, existing or not, including links from
    pages of docs/. `other_files` holds the link targets that are not documents, except those of
    pages in docs/, which are resolved on the site.
    """

    number: int
    broken: tuple[tuple[Link, Target, str], ...]
    external: tuple[tuple[Link, Target], ...]
    anchored: Mapping[str, frozenset[str]]
    other_files: frozenset[str]


def links(handbook: Handbook) -> Iterator[tuple[Document, Link, Target]]:
    """Yield every link in every text, with its document and its target."""
    for document in handbook.documents.values():
        for link in document.links:
            yield document, link, read_target(link.target, document.path)


def numbered(handbook: Handbook) -> Sequence[int]:
    """Return a number for each link in every text."""
    return range(resolved_links(handbook).number)


def resolved_links(handbook: Handbook) -> ResolvedLinks:
    """Return the targets of all links, resolved once."""
    return handbook.cached(("links",), lambda: _resolved(handbook))


def _resolved(handbook: Handbook) -> ResolvedLinks:
    known = Files(handbook)
    number = 0
    broken, external = [], []
    anchored: dict[str, set[str]] = {}
    other_files: set[str] = set()
    for _, link, target in links(handbook):
        number += 1
        if target.scheme:
            external.append((link, target))
            continue
        if target.path not in handbook.documents:
            other_files.add(target.path)
        elif target.anchor:
            anchored.setdefault(target.path, set()).add(unquote(target.anchor))
        fault = (
            known.fault(target, link.place.path) if link.target.strip() else site_links.NO_TARGET
        )
        if fault:
            broken.append((link, target, fault))
    for one in site_links.site_links(handbook):
        number += 1
        if one.target.scheme:
            external.append((one.link, one.target))
        elif one.target.anchor and (entry := site_links.entry_at(handbook, one.target.path)):
            anchored.setdefault(entry.document.path, set()).add(unquote(one.target.anchor))
    return ResolvedLinks(
        number,
        tuple(broken),
        tuple(external),
        {path: frozenset(anchors) for path, anchors in anchored.items()},
        frozenset(other_files),
    )


def broken_link(handbook: Handbook, today: date) -> Iterator[Finding]:
    """A link points to a file or heading that does not exist."""
    known = Files(handbook)
    for link, target, fault in resolved_links(handbook).broken:
        yield link.place, f"link {link.target!r} {fault}", known.fix(target, link.target)
    for one in site_links.broken_links(handbook, known.fault, known.fix):
        yield one.link.place, f"link {one.link.target!r} {one.fault}", one.fix


def forbidden_scheme(handbook: Handbook, today: date) -> Iterator[Finding]:
    """A link uses a scheme other than http, https or mailto, or an image is on another host."""
    for link, target in resolved_links(handbook).external:
        scheme = target.scheme
        if scheme == "?" and (web := _WEB.match(target.path)):
            message = (
                f"link {link.target!r} has no host; "
                f"write it in full, such as '{web[1].lower()}://example.com/page'"
            )
            yield link.place, message
        elif scheme == "?" and link.target.casefold().startswith(_DATA):
            media_type = link.target.partition(",")[0].partition(";")[0]
            message = (
                f"this address contains a whole file, '{media_type}...'; "
                "save it next to this document and link to it"
            )
            yield link.place, message
        elif scheme == "?":
            message = (
                f"link {link.target!r} is not allowed; link to a file in the handbook, "
                "or use http, https or mailto"
            )
            yield link.place, message
        elif scheme and link.image:
            message = (
                f"image {link.target!r} would be loaded from another host; "
                "add the file to the handbook"
            )
            yield link.place, message


class Folders:
    """The file names in the folders below a root, each folder listed once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.names = lru_cache(_CACHE_SIZE)(self._list)

    def has(self, path: str) -> bool:
        """Return whether a file exists in exactly this case, even on case-insensitive disks."""
        folder, name = posixpath.split(path)
        if not folder:
            return name == "." or name in self.names("")
        return name in self.names(folder) and self.has(folder)

    def _list(self, folder: str) -> frozenset[str]:
        try:
            return frozenset(file.name for file in (self._root / folder).iterdir())
        except (OSError, ValueError):
            # Missing, not a folder, or not a valid file name.
            return frozenset()


class Files:
    """The files of a handbook and their headings, each looked up once."""

    def __init__(self, handbook: Handbook) -> None:
        self._handbook = handbook
        self._folders = Folders(handbook.root)
        self._anchors = lru_cache(_CACHE_SIZE)(self._read)

    def fault(self, target: Target, source: str = "") -> str | None:
        """Return what is wrong with a link target, or None if it is valid.

        A suggested target is written relative to the file at `source`, or to the root.
        """
        if target.scheme:
            return None
        if target.path.startswith("/"):
            own = target.path.lstrip("/")
            right = f": {_relative(source, own)!r}" if source and self._exists(own) else ""
            return f"is an absolute path; write it relative to this file{right}"
        if target.path == ".." or target.path.startswith("../"):
            return "points outside the handbook"
        if not self._exists(target.path):
            near = self._suggestion(target.path, source)
            return f"points to a file that does not exist: {target.path!r}{near}"
        anchor = unquote(target.anchor)
        anchors = self._anchors(target.path) if anchor else None
        if anchors is None or anchor in anchors:
            return None
        noun = "heading" if target.path.endswith(".md") else "entry"
        fault = f"points to an unknown {noun} in {target.path!r}: {anchor!r}"
        return fault + suggestion(anchor, sorted(anchors))

    def fix(self, target: Target, written: str) -> Fix | None:
        """Return the fix for a link as written, if exactly one file or heading resembles it."""
        path, _, anchor = written.partition("#")
        if self._exists(target.path):
            known = self._anchors(target.path) if anchor else None
            return fix_of(anchor, sorted(known)) if known else None
        folder, name = posixpath.split(target.path)
        near = fix_of(name, self._folders.names(folder))
        if near is None or not path.endswith(name):
            return None
        return Fix(path.removesuffix(name) + quote(near.right), path)

    def _exists(self, path: str) -> bool:
        known = path in self._handbook.documents or path in self._handbook.other_paths
        return known or self._folders.has(path)

    def _suggestion(self, path: str, source: str) -> str:
        """Return a suggestion from the files of the same folder and the handbook's documents.

        A name that differs by a whole word is not a typo, even in the same folder.
        """
        folder, name = posixpath.split(path)
        right = next((cure for form, cure in _NOT_FILES if form.fullmatch(name)), None)
        if right:
            return f"; write {right.format(name)}"
        known = sorted({*self._handbook.documents, *self._handbook.other_paths})
        moved = [one for one in known if posixpath.basename(one) == name]
        document = f"{name.removesuffix('.html')}.md"
        if self._folders.has(posixpath.join(folder, document)):
            return f"; did you mean {_relative(source, posixpath.join(folder, document))!r}?"
        for found, where in (
            (similar(name, sorted(self._folders.names(folder))), folder),
            (moved if len(moved) == 1 else similar(path, moved), ""),
            (similar(path, known), ""),
        ):
            for near in found:
                if not differ_in_word(name, posixpath.basename(near)):
                    return f"; did you mean {_relative(source, posixpath.join(where, near))!r}?"
        return ""

    def _read(self, path: str) -> frozenset[str] | None:
        """Return the anchors in a file, or None if only the built site has them."""
        document = self._handbook.documents.get(path)
        if document is None:
            return self._headings(path)
        home = home_of(path, self._handbook.homes)
        if home is None or document.faults:
            return None
        if document.is_markdown:
            return frozenset(document.targets)
        if not self._handbook.read(home.kind):
            return None
        return frozenset(entry.id for entry in self._handbook.entries(home.kind))

    def _headings(self, path: str) -> frozenset[str] | None:
        """Return the anchors of a page in docs/, as the forge or the site names them."""
        if not (path.startswith("docs/") and path.endswith(".md")) or is_hidden(path):
            return None
        text = (self._handbook.root / path).read_text(encoding="utf-8", errors="replace")
        front = front_matter_of_page(text)
        try:
            nodes = parse(text[front.body if front else 0 :]).nodes
        except TooDeep:
            return None
        if _DYNAMIC_ANCHOR.search(text):
            return None
        anchors = Anchors()
        for heading in _headings(nodes):
            anchors.add(plain(heading.children))
        return frozenset(name for anchor in anchors.taken for name in _spellings(anchor))


def _relative(source: str, path: str) -> str:
    """Return a path relative to the file at `source`."""
    return quote(posixpath.relpath(path, posixpath.dirname(source)) if source else path)


def _spellings(anchor: str) -> tuple[str, ...]:
    """Return an anchor as is, without accents, and numbered as Python-Markdown does it."""
    plain = normalize("NFKD", anchor).encode("ascii", "ignore").decode()
    return anchor, plain, _NUMBER.sub(lambda found: f"_{int(found[1]) - 1}", anchor)


def _headings(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        if node.name == "Heading":
            yield node
        else:
            yield from _headings(node.children)
