"""The bundler: many short stylesheets and scripts become one file of each for the browser."""

import json
import re
from pathlib import Path
from posixpath import dirname, relpath
from urllib.parse import quote

import material
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files

_FOLDER = Path(__file__).parent / "assets"
_THEME = Path(material.__file__).parent / "templates"
# Styles refer to an icon of the theme as `url(icon:material/menu)`, and to the logo chosen in
# mkdocs.yml as `url(icon:logo)`.
_LOGO = "url(icon:logo)"
_DEFAULT_LOGO = "material/book-open-page-variant-outline"
# A picture keeps its own colours.
_PICTURE_STYLE = """
.hb-brand::before {{
  background: url("{0}") center / contain no-repeat;
  mask: none;
}}
"""
_ICON = re.compile(r"url\(icon:([a-z0-9/-]+)\)")
# Characters that need no escaping in a quoted data URL.
_SAFE = " ='/:,;()"
STYLES = "assets/handbook.css"
SCRIPTS = "assets/handbook.js"
# Replaced in scripts by the address of the form that requests a missing procedure.
_REQUEST_PLACEHOLDER = '"site:wanted"'
SEARCH = "assets/search.js"
WORKER = "assets/search-worker.js"
MOVED = "assets/moved.js"
_ABOUT_STYLES = "/* Styles of the handbook. */"
_ABOUT_SCRIPTS = """\
// Progressive enhancement. Nothing here is needed to read the handbook: lists are complete
// without it, and controls that need it stay hidden until it has run.
"use strict";"""
_ABOUT_SEARCH = """\
// The search results; loaded when someone is about to search."""
_ABOUT_WORKER = """\
// Searches the index, in a worker of its own."""
_IMPORT = re.compile(r'^import \{[^}]*\} from "\./[a-z]+\.js";\n', re.MULTILINE)
_COMMENT = re.compile(r"^ *(?://[^\n]*|/\*\*.*?\*/)\n", re.MULTILINE | re.DOTALL)
_EXPORT = re.compile(r"^export (?=(?:async )?function[ *]|class |const )", re.MULTILINE)


def add_bundles(files: Files, config: MkDocsConfig) -> None:
    """Add the bundled styles and scripts to the site; a file of that name in docs/ wins.

    The theme's own assets are removed: no page loads them.
    """
    for file in [file for file in files if file.src_dir == str(_THEME)]:
        files.remove(file)
    bundles = {
        STYLES: styles_with_logo(files, config),
        SCRIPTS: scripts(config.extra["wanted"]),
        SEARCH: search(),
        WORKER: worker(),
        MOVED: moved(),
    }
    for address, content in bundles.items():
        if files.get_file_from_path(address) is None:
            files.append(File.generated(config, address, content=content))
    config.theme["favicon"] = icon(files, config)


def icon(files: Files, config: MkDocsConfig) -> str | None:
    """Return the favicon of the site, or None if the file does not exist.

    If mkdocs.yml names none, the theme names its own, which has been removed.
    """
    favicon = str(config.theme["favicon"])
    return favicon if files.get_file_from_path(favicon) else None


def styles_with_logo(files: Files, config: MkDocsConfig) -> str:
    """Return all styles with the logo that mkdocs.yml names; raise Abort if it does not exist."""
    picture = config.theme.get("logo")
    if picture:
        file = files.get_file_from_path(str(picture))
        if file is None:
            raise Abort(f"theme.logo in mkdocs.yml is not a file in docs/: {picture!r}")
        return styles() + _PICTURE_STYLE.format(relpath(file.url, dirname(STYLES)))
    logo = (config.theme.get("icon") or {}).get("logo") or _DEFAULT_LOGO
    if not _icon(logo).is_file():
        raise Abort(
            f"theme.icon.logo in mkdocs.yml is not an icon of the theme: {logo!r}; for a picture "
            "in docs/, use logo: assets/logo.svg instead of icon"
        )
    return styles(logo)


def styles(logo: str = "") -> str:
    """Return all styles in the order of their file names, so that later ones override.

    `logo` is the name of a theme icon.
    """
    text = "\n".join((_ABOUT_STYLES, *_texts("styles", "*.css")))
    return _ICON.sub(_as_data_url, text.replace(_LOGO, f"url(icon:{logo})" if logo else "none"))


def _icon(name: str) -> Path:
    return _THEME / ".icons" / f"{name}.svg"


def _as_data_url(reference: re.Match[str]) -> str:
    """Return a theme icon as a data URL."""
    svg = _icon(reference[1]).read_text(encoding="utf-8").strip()
    return f'url("data:image/svg+xml,{quote(svg.replace(chr(34), chr(39)), safe=_SAFE)}")'


def scripts(wanted: str) -> str:
    """Return all scripts, each in a scope of its own so that their names do not clash."""
    parts = (f"(() => {{\n{text}}})();\n" for text in _texts("scripts", "*.js"))
    return "\n".join((_ABOUT_SCRIPTS, *parts)).replace(_REQUEST_PLACEHOLDER, json.dumps(wanted))


def search() -> str:
    """Return the part of the search that runs in the page, as one module."""
    return "\n".join((_ABOUT_SEARCH, _joined("results"), "export { start };\n"))


def worker() -> str:
    """Return the part of the search that runs in a worker: a classic script, for all browsers."""
    start = 'serve(new URL("../", location.href).href);'
    return "\n".join(
        (_ABOUT_WORKER, "(() => {", '"use strict";', _joined("search"), start, "})();\n")
    )


def _joined(folder: str) -> str:
    """Return the modules of a folder joined in one scope.

    They are loaded when someone is about to type, so comments are removed.
    """
    texts = _texts(folder, "*.js")
    return "\n".join(_EXPORT.sub("", _IMPORT.sub("", _COMMENT.sub("", text))) for text in texts)


def moved() -> str:
    """Return the script for the former addresses of pages."""
    return "\n".join(_texts("scripts/moved", "*.js"))


def _texts(folder: str, pattern: str) -> list[str]:
    return [file.read_text(encoding="utf-8") for file in sorted((_FOLDER / folder).glob(pattern))]
