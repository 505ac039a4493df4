"""Names and links that a rename broke are updated to the current names."""

import posixpath
from collections.abc import Collection, Iterable, Iterator, Mapping
from urllib.parse import quote, unquote

from handbook.addresses import home_of, read_target
from handbook.book import Handbook
from handbook.checks.links import RENAME_CODES, links
from handbook.checks.macro_calls import named_entries
from handbook.checks.site_links import SiteLink, site_links
from handbook.diagnostics import Diagnostic, Fix, Place
from handbook.fixes.edits import Edit
from handbook.history.renames import Renames
from handbook.names import fold
from handbook.references import Reference
from handbook.source.docs import FOLDER


def rename_edits(
    handbook: Handbook, renames: Renames, found: Iterable[Diagnostic]
) -> Iterator[Edit]:
    """Yield edits for the faults that a rename has left behind."""
    places = {one.place for one in found if one.code in RENAME_CODES}
    yield from _links(handbook, renames, places)
    for edit in _names(handbook, renames):
        if edit.place in places:
            yield edit


def _names(handbook: Handbook, renames: Renames) -> Iterator[Edit]:
    """Yield edits for every unknown name that was renamed, in entries and on pages in docs/."""
    for reference in handbook.references:
        right = _name_now(handbook, renames, reference) if reference.target is None else None
        if right is not None:
            yield Edit(reference.place, Fix(right, reference.name))
    for name in named_entries(handbook):
        now = renames.ids.get((name.kind, name.id), "")
        if handbook.find(name.kind, name.id) is None and handbook.find(name.kind, now):
            yield Edit(name.place, Fix(now, name.id))


def _links(handbook: Handbook, renames: Renames, places: Collection[Place]) -> Iterator[Edit]:
    """Yield edits for the links at some places, in entries and on pages in docs/."""
    came_from = {moved.path: path for path, moved in renames.files.items() if moved.path}
    followed = [SiteLink(link, document.path) for document, link, _ in links(handbook)]
    for one in (*followed, *site_links(handbook)):
        if one.link.place not in places:
            continue
        fix = _page_now(handbook, renames, one.base, one.href)
        fix = fix or _link_now(handbook, renames, came_from, one.base, one.href)
        if fix is not None and one.is_path:
            fix = Fix(unquote(fix.right), unquote(fix.wrong))
        if fix is not None:
            yield Edit(one.link.place, fix)


def _name_now(handbook: Handbook, renames: Renames, reference: Reference) -> str | None:
    """Return the current name of a renamed entry, in the form in which it is written."""
    kind, slash, entry_id = reference.name.partition("/")
    if slash and kind in reference.kinds:
        now = renames.ids.get((kind, entry_id))
        return f"{kind}/{now}" if now and handbook.find(kind, now) else None
    for kind in reference.kinds:
        entry = handbook.find(kind, renames.ids.get((kind, reference.name), ""))
        if entry is not None:
            return entry.id
        entry = handbook.find(kind, renames.titles.get((kind, fold(reference.name)), ""))
        if entry is not None:
            return entry.title
    return None


def _link_now(
    handbook: Handbook,
    renames: Renames,
    came_from: Mapping[str, str],
    base: str,
    href: str,
) -> Fix | None:
    """Return the fix for a link to a moved file, or to a renamed entry in its anchor."""
    path, _, anchor = href.partition("#")
    target = read_target(href, base)
    home = home_of(target.path, handbook.homes)
    if home is not None and "*" not in home.files and anchor:
        now = renames.ids.get((home.kind, target.anchor), "")
        if handbook.find(home.kind, now):
            return Fix(f"#{now}", f"#{anchor}")
    # It may be broken because the file that contains it was moved.
    for source in (base, came_from.get(base, base)):
        meant = read_target(path, source).path
        moved = renames.files.get(meant)
        current = moved.path if moved and moved.path else meant
        if path and _exists(handbook, current):
            right = quote(posixpath.relpath(current, posixpath.dirname(base)))
            return Fix(right, path) if right != path else None
    return None


def _page_now(handbook: Handbook, renames: Renames, base: str, target: str) -> Fix | None:
    """Return the fix for a link on a page in docs/ to the page of a renamed entry."""
    folder, name = posixpath.split(read_target(target, base).path)
    for home in handbook.homes:
        if home.page and folder == f"{FOLDER}/{home.page}":
            former = name.removesuffix(".md")
            now = renames.ids.get((home.kind, former), "")
            if handbook.find(home.kind, now):
                return Fix(f"{now}.md", f"{former}.md")
    return None


def _exists(handbook: Handbook, path: str) -> bool:
    return path in handbook.documents or (handbook.root / path).is_file()
