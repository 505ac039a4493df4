"""Site addresses, derived from kind and id alone.

Every entry page is two folders deep, so a link between entries always starts with `../../`: text
can be rendered before the other entries are known.
"""

import posixpath
import re
from collections.abc import Iterable, Mapping
from functools import cache
from sys import intern
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

UP = "../../"
# Reserved for the page that lists all entries, so no entry with its own page has this id.
INDEX = "index"
# Registers shown only on the pages of the entries they are about.
WITHOUT_PAGE = frozenset({"reviews", "usage", "values"})
# Kinds without a generated list: a page in docs/ presents them in its own way.
WITHOUT_LIST = frozenset({"areas", "checklists", "meetings", "roles", "sops", "templates"})
# Kinds with a generated list only if they have an entry and docs/ has no such page.
LISTED_IF_ANY = frozenset({"plans", "workflows"})
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_LIKE_A_SCHEME = re.compile(r"[^#?/]*:")
# The path of a link as Markdown writes it: "[it](../finance/closing.md#steps)".
_LINK = re.compile(r"(?<=\]\()[^\s()<>\"#\\]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
# Without its slashes a browser may read "https:page" as a link within the site.
_EXTERNAL = re.compile(r"https?://[^/\\?#]|mailto:", re.IGNORECASE)


SITE_CURE = "write the full address, such as https://example.com/handbook/"
# An address to which a page's path can be appended: no "?", no "#", no user.
_SITE = re.compile(r"https?://[^\s/?#@\\]+(?:/[^\s?#\\]*)?", re.IGNORECASE)


class Home(NamedTuple):
    """Where the entries of a kind live: their files, and the folder of their pages, if any."""

    kind: str
    files: str
    page: str | None


class Target(NamedTuple):
    """The target of a link: a path in the repository with an anchor, or an external address."""

    path: str
    anchor: str
    scheme: str


def site_root(address: str) -> str | None:
    """Return the address of a site with a trailing "/"; None if it is not a valid one."""
    try:
        parts = urlsplit(address)
        is_whole = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    return f"{address.rstrip('/')}/" if is_whole and _SITE.fullmatch(address) else None


def page_of(home: Home, entry_id: str) -> str:
    """Return an entry's address from the site's root: "roles/coo/", "registers/tools/#slack"."""
    # Interned because many caches use addresses as keys.
    return intern(f"{home.page}/{entry_id}/" if home.page else f"registers/{home.kind}/#{entry_id}")


def home_of(path: str, homes: Iterable[Home]) -> Home | None:
    """Return the kind whose files a path in the repository belongs to."""
    for home in homes:
        # Most kinds have one file, and comparing it here avoids a slow call for each.
        if home.files == path or ("*" in home.files and matches(path, home.files)):
            return home
    return None


def matches(path: str, pattern: str) -> bool:
    """Return whether a path matches a pattern in which "*" matches one name or part of it."""
    return path == pattern if "*" not in pattern else _compiled(pattern).fullmatch(path) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile("[^/]*".join(map(re.escape, pattern.split("*"))))


def is_hidden(path: str) -> bool:
    """Return whether a file or a folder above it is hidden, and so neither read nor shown."""
    return path.startswith(".") or "/." in path


def read_target(href: str, base: str) -> Target:
    """Return the target of a link in the file at `base`; the scheme "?" means not allowed."""
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


def with_updated_links(text: str, base: str, moved: Mapping[str, str]) -> str:
    """Return a text of the file at `base` with its links updated for moved files.

    `moved` maps old paths to new ones, and may include the path at `base`.
    """
    if not moved or "](" not in text:
        return text
    return _LINK.sub(lambda found: _relinked(found[0], base, moved), text)


def _relinked(href: str, base: str, moved: Mapping[str, str]) -> str:
    target = read_target(href, base)
    new_target, new_base = moved.get(target.path, target.path), moved.get(base, base)
    if target.scheme or (new_target, new_base) == (target.path, base):
        return href
    return quote(posixpath.relpath(new_target, posixpath.dirname(new_base)))


def site_link(target: Target, base: str, homes: Iterable[Home]) -> str | None:
    """Return the href of a link target, relative to an entry's page; None if it has no page."""
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
    """Return the address of a file of entries; in a register the anchor names the entry."""
    if "*" in home.files:
        stem = posixpath.splitext(posixpath.basename(target.path))[0]
        return page_of(home, quote(stem)) + anchor
    if target.anchor:
        return page_of(home, quote(target.anchor))
    return f"{home.page}/" if home.page else f"registers/{home.kind}/"


def page_in_docs(path: str) -> str | None:
    """Return the quoted site address of a file in docs/; None if the path is elsewhere."""
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
