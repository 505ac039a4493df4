"""The pages of the site by the paths of their files, written or generated."""

import posixpath
from pathlib import Path

from handbook.addresses import INDEX, LISTED_IF_ANY, WITHOUT_LIST, WITHOUT_PAGE
from handbook.book import Handbook
from handbook.service import cases
from handbook.source.docs import FOLDER

TOP = f"{FOLDER}/"
PAGE = ".md"
REGISTERS = "registers"
# Always generated; the pages of checks come from their explanations.
_GENERATED = frozenset({"api", "runs"})
# The page of all changes; a written one in docs/ replaces it.
_CHANGES = "changes"
# Generated if there is a case to call someone about.
_WHO = "support/who-do-i-call"
_CHECKS = "checks"
_EXPLANATIONS = Path(__file__).parent.parent / "explanations"


class Pages:
    """The pages on the site of a handbook."""

    def __init__(self, handbook: Handbook) -> None:
        self._handbook = handbook

    def has(self, path: str) -> bool:
        """Return whether a page exists."""
        inside = path.removeprefix(TOP).removesuffix(PAGE)
        folder, _, name = inside.rpartition("/")
        if inside in _GENERATED or (
            folder == _CHECKS and (_EXPLANATIONS / f"{name}{PAGE}").is_file()
        ):
            return True
        if inside == _WHO:
            return bool(cases(self._handbook))
        if not folder:
            return self._has_list(inside)
        if folder == REGISTERS:
            kind = self._handbook.kinds.get(name)
            if name in WITHOUT_PAGE:
                return False
            return (kind is not None and not kind.page) or name in self._handbook.unread
        return any(
            name in register.entries or (name != INDEX and not self._handbook.read(kind))
            for kind, register in self._handbook.registers.items()
            if register.kind.page == folder
        )

    def _has_list(self, folder: str) -> bool:
        """Return whether the index of a folder is generated rather than written."""
        if f"{TOP}{folder}/{INDEX}{PAGE}" in self._handbook.docs.pages:
            return False
        return folder == _CHANGES or any(
            register.kind.page == folder and kind not in WITHOUT_LIST
            for kind, register in self._handbook.registers.items()
            if register.entries or kind not in LISTED_IF_ANY
        )

    def near(self, path: str) -> list[str]:
        """Return the names of all pages in the folder of a page, written or generated."""
        folder = posixpath.dirname(path)
        inside = folder.removeprefix(FOLDER).strip("/")
        names = {
            posixpath.basename(page)
            for page in self._handbook.docs.pages
            if posixpath.dirname(page) == folder
        }
        for kind, register in self._handbook.registers.items():
            if register.kind.page and register.kind.page == inside:
                names.update(f"{name}{PAGE}" for name in register.entries)
            elif inside == REGISTERS and not register.kind.page and kind not in WITHOUT_PAGE:
                names.add(f"{kind}{PAGE}")
        return sorted(names)
