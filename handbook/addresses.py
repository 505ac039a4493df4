"""Where each thing stands on the site, told from its kind and id alone.

Every page of an entry is two folders deep, so a link between entries is always `../../...`:
text can be rendered before all other entries are known.
"""

import posixpath
import re
from collections.abc import Iterable, Mapping
from functools import cache
from sys import intern
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

UP = "../../"
# No entry with a page of its own is called so: that is where the page of all of them stands.
INDEX = "index"
# Registers that are shown on the pages of what they are about, and nowhere else.
WITHOUT_PAGE = frozenset({"reviews", "usage", "values"})
# Kinds of whose entries no list is made: a page in docs/ has it in a form of its own.
WITHOUT_LIST = frozenset({"areas", "checklists", "meetings", "roles", "sops", "templates"})
# Of these a plain list is made where docs/ has none, if there is an entry.
LISTED_IF_ANY = frozenset({"plans", "workflows"})
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_LIKE_A_SCHEME = re.compile(r"[^#?/]*:")
# The path of a link as Markdown writes it: "[it](../finance/closing.md#steps)".
_LINK = re.compile(r"(?<=\]\()[^\s()<>\"#\\]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
# Without its slashes a browser may read "https:page" as a link within the site.
_EXTERNAL = re.compile(r"https?://[^/\\?#]|mailto:", re.IGNORECASE)


SITE_CURE = "write all of it, like https://example.com/handbook/"
# An address to which that of a page can be added, so without a "?" or a "#", and without a user.
_SITE = re.compile(r"https?://[^\s/?#@\\]+(?:/[^\s?#\\]*)?", re.IGNORECASE)


class Home(NamedTuple):
    """Where the entries of one kind live: their files, and the folder of their pages if any."""

    kind: str
    files: str
    page: str | None


class Target(NamedTuple):
    """What a link in a text points at: a path in the repository and an anchor, or elsewhere."""

    path: str
    anchor: str
    scheme: str


def site_root(address: str) -> str | None:
    """Return the address of a whole site with a "/" at its end; None if it is no such address."""
    try:
        parts = urlsplit(address)
        is_whole = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    return f"{address.rstrip('/')}/" if is_whole and _SITE.fullmatch(address) else None


def page_of(home: Home, entry_id: str) -> str:
    """Return an entry's address from the site's root: "roles/coo/", "registers/tools/#slack"."""
    # Many keep it by what it leads to, each for a reason of its own.
    return intern(f"{home.page}/{entry_id}/" if home.page else f"registers/{home.kind}/#{entry_id}")


def home_of(path: str, homes: Iterable[Home]) -> Home | None:
    """Return the kind whose files a path in the repository belongs to."""
    for home in homes:
        # Most kinds have one file; a call for each of them takes longer than all the rest.
        if home.files == path or ("*" in home.files and matches(path, home.files)):
            return home
    return None


def matches(path: str, pattern: str) -> bool:
    """Return whether a path fits a pattern in which "*" stands for one name, or a part of it."""
    return path == pattern if "*" not in pattern else _form(pattern).fullmatch(path) is not None


@cache
def _form(pattern: str) -> re.Pattern[str]:
    return re.compile("[^/]*".join(map(re.escape, pattern.split("*"))))


def is_hidden(path: str) -> bool:
    """Return whether a file or a folder that it is in is hidden: nothing of it is read or shown."""
    return path.startswith(".") or "/." in path


def read_target(href: str, base: str) -> Target:
    """Return what a link written in the file at `base` points at; scheme "?" is not allowed."""
    # As browsers do: they drop control characters before they look for a scheme.
    plain = (href if href.isprintable() else _CONTROL.sub("", href)).strip(" ")
    scheme = _SCHEME.match(plain)
    if scheme:
        allowed = _EXTERNAL.match(plain) is not None
        return Target(plain.replace(" ", "%20"), "", scheme[1].lower() if allowed else "?")
    if plain.startswith(("//", "\\", "/\\")) or _LIKE_A_SCHEME.match(plain):
        return Target(plain, "", "?")
    path, _, anchor = plain.partition("#")
    path = unquote(path)
    if not path.isprintable() and _CONTROL.search(path):
        return Target(plain, "", "?")
    if not path:
        return Target(base, anchor, "")
    whole = path if path.startswith("/") else base[: base.rfind("/") + 1] + path
    return Target(posixpath.normpath(whole), anchor, "")


def relinked(text: str, base: str, moved: Mapping[str, str]) -> str:
    """Return a text of the file at `base` with links that lead to the same files once they moved.

    `moved` has the path that each has then, the one at `base` among them, by the one it had.
    """
    if not moved or "](" not in text:
        return text
    return _LINK.sub(lambda found: _relinked(found[0], base, moved), text)


def _relinked(href: str, base: str, moved: Mapping[str, str]) -> str:
    target = read_target(href, base)
    there, stands = moved.get(target.path, target.path), moved.get(base, base)
    if target.scheme or (there, stands) == (target.path, base):
        return href
    return quote(posixpath.relpath(there, posixpath.dirname(stands)))


def site_link(target: Target, base: str, homes: Iterable[Home]) -> str | None:
    """Return the href, from an entry's page, of what a text links to; None if it has no page."""
    if target.scheme:
        return target.path if target.scheme != "?" else None
    anchor = f"#{quote(target.anchor)}" if target.anchor else ""
    if target.path == base:
        return anchor or "#"
    home = home_of(target.path, homes)
    if home is not None:
        return UP + _entry(home, target, anchor)
    page = page_in_docs(target.path)
    return None if page is None else UP + page + anchor


def _entry(home: Home, target: Target, anchor: str) -> str:
    """Return where a file of entries stands: in a register the anchor names the entry."""
    if "*" in home.files:
        stem = posixpath.splitext(posixpath.basename(target.path))[0]
        return page_of(home, quote(stem)) + anchor
    if target.anchor:
        return page_of(home, quote(target.anchor))
    return f"{home.page}/" if home.page else f"registers/{home.kind}/"


def page_in_docs(path: str) -> str | None:
    """Return where a file of docs/ stands on the site, quoted; None if the path is elsewhere."""
    if not path.startswith("docs/"):
        return None
    inside = path.removeprefix("docs/")
    if not inside.endswith(".md"):
        return quote(inside)
    stem = inside.removesuffix(".md")
    if posixpath.basename(stem) in {INDEX, "README"}:
        folder = posixpath.dirname(stem)
        return f"{quote(folder)}/" if folder else ""
    return f"{quote(stem)}/"
