"""JavaScript modules that only some pages need, in folders of their own.

Each folder has one entry module, which imports the others.
"""

import hashlib
from functools import cache
from itertools import chain
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

_SCRIPTS = Path(__file__).parent / "assets/scripts"
# Entry modules, by the section whose pages load them.
_ENTRY_BY_SECTION = {"meetings/": "meetings/calendar.js", "templates/": "meetings/form.js"}
# Entry modules, by the attribute of the pages that load them.
_ENTRY_BY_ATTRIBUTE = {"data-filter": "filter/start.js", "data-runs=": "runs/page.js"}
# Other folders that the modules of a folder import from.
_SHARED_FOLDERS = {"meetings": ("dates", "names"), "runs": ("dates", "names")}


def add_modules(files: Files, config: MkDocsConfig) -> None:
    """Add the modules to the site, and tell the theme which pages load which."""
    config.extra["entries_by_section"] = entries_by_section()
    config.extra["modules_by_attribute"] = modules_by_attribute()
    for folder in _folders():
        for path in _modules(folder):
            address = f"{_address(folder)}/{path.name}"
            content = path.read_text(encoding="utf-8")
            files.append(File.generated(config, address, content=content))


def entries_by_section() -> dict[str, str]:
    """Return the address of the entry module of each section."""
    found = {section: entry.partition("/") for section, entry in _ENTRY_BY_SECTION.items()}
    return {section: f"{_address(folder)}/{name}" for section, (folder, _, name) in found.items()}


def modules_by_attribute() -> dict[str, list[str]]:
    """Return the addresses of modules, by the attribute of the pages that load them.

    The first is the entry module; the browser may preload the others.
    """
    found = {}
    for attribute, entry in _ENTRY_BY_ATTRIBUTE.items():
        folder, _, name = entry.partition("/")
        others = [path.name for path in _modules(folder) if path.name != name]
        found[attribute] = [f"{_address(folder)}/{one}" for one in (name, *others)]
        for shared in _SHARED_FOLDERS.get(folder, ()):
            found[attribute] += [f"{_address(shared)}/{path.name}" for path in _modules(shared)]
    return found


def _folders() -> list[str]:
    """Return the names of all module folders."""
    entries = (*_ENTRY_BY_SECTION.values(), *_ENTRY_BY_ATTRIBUTE.values())
    folders = (entry.partition("/")[0] for entry in entries)
    return sorted({*folders, *chain.from_iterable(_SHARED_FOLDERS.values())})


def _address(folder: str) -> str:
    """Return the address of a module folder.

    It contains a digest of all modules, since some import from other folders: a browser never
    mixes cached modules with newer ones.
    """
    return f"assets/modules-{_version()}/{folder}"


@cache
def _version() -> str:
    digest = hashlib.sha256()
    for folder in _folders():
        for path in _modules(folder):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _modules(folder: str) -> list[Path]:
    return sorted((_SCRIPTS / folder).glob("*.js"))
