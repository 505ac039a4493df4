"""The MkDocs hook: each event is passed on to the current build.

MkDocs loads this file once in the lifetime of a server. The rest of this package and the
handbook's own code are reloaded for the build that follows an edit to them.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import logging
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from mkdocs.plugins import event_priority

if TYPE_CHECKING:
    from collections.abc import Collection

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

    from macros.building import Building
    from macros.folders import Folders
    from macros.live import BuildResult
    from macros.record_page import RecordPage
    from macros.serve import Guard
    from macros.staging import Staging

FIRST, LAST = 100, -100
_CODE = ("handbook", "macros")
Stamp = dict[str, tuple[int, int]]


class _State:
    """State that outlives a single event."""

    building: Building
    files: Files
    nav: Navigation
    env: Environment
    built: BuildResult | None = None
    guard: Guard | None = None
    # The folders a server writes its sites to.
    folders: Folders | None = None
    # Whether a build is staged next to the existing site, and where.
    replaces = False
    fresh: Staging | None = None
    code: Stamp | None = None
    serving = False
    # Whether builds defer pages, and which.
    defers = False
    deferred: Collection[RecordPage] = ()


_state = _State()


def on_startup(command: str, dirty: bool) -> None:
    """Remember whether a server is starting; its rebuilds must pick up changed code."""
    _state.serving = command == "serve"
    # An incremental ("dirty") build must keep the rest of the site.
    _state.replaces = not _state.serving and not dirty
    _state.defers = _state.serving and _has_livereload()
    # A million small objects live until the end; scanning them takes a tenth of the time.
    gc.set_threshold(20_000, 50, 50)
    # Skip the final garbage collection: the process is ending anyway.
    atexit.register(gc.freeze)
    if _state.serving:
        # A bytecode file next to a watched module would trigger another rebuild.
        sys.dont_write_bytecode = True
        # Previews are rendered while the site is built, so switch threads more often.
        sys.setswitchinterval(0.001)


def _has_livereload() -> bool:
    """Return whether the server reloads on changes; without live reload it calls no serve hook."""
    context = click.get_current_context(silent=True)
    return context is not None and context.params.get("livereload") is True


@event_priority(FIRST)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read the handbook before the macros plugin collects its macros."""
    root = str(Path(config.config_file_path).parent)
    if sys.path[0] != root:
        sys.path.insert(0, root)
    _reload_code(Path(root))
    if _state.guard is not None:
        config.site_dir = _state.guard.folder
    elif _state.serving:
        importlib.import_module("macros.serve").abort_if_in_use(*config.dev_addr)
        _state.folders = importlib.import_module("macros.folders").Folders(config.site_dir)
    elif _state.replaces:
        made = importlib.import_module("macros.staging").Staging
        _state.fresh = made(config.site_dir, strict=config.strict)
        config.site_dir = str(_state.fresh.folder)
    _silence()
    config.extra["serving"] = _state.serving
    _state.building = importlib.import_module("macros.building").Building(config)
    return config


def _silence() -> None:
    """Log only warnings of the macros plugin: the rest is of no use to an editor."""
    logging.getLogger("mkdocs.plugins.mkdocs_macros").setLevel(logging.WARNING)
    # Raised by the plugin's own use of a library.
    warnings.filterwarnings("ignore", message="GitWildMatchPattern", category=DeprecationWarning)


def _reload_code(root: Path) -> None:
    """Make the next imports load the current code; while serving, only if it has changed."""
    code = _stamp(root) if _state.serving else None
    if code is not None and code == _state.code:
        return
    _state.code = code
    _forget("macros")
    if _state.serving:
        _forget("handbook")


def _stamp(root: Path) -> Stamp:
    """Return a stamp of all code and templates: times of change and sizes."""
    found = (file for name in _CODE for file in (root / name).rglob("*") if file.is_file())
    return {str(file): (file.stat().st_mtime_ns, file.stat().st_size) for file in found}


def _forget(package: str) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == package]:
        if name != __name__:
            del sys.modules[name]


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages made from records."""
    _state.building.add_files(files, config)
    _state.files = files
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Remember the navigation."""
    _state.nav = nav
    return nav


@event_priority(FIRST)
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Clean up the front matter of a page in docs/ before the macros plugin reads it."""
    if page.meta.get("record"):
        return markdown
    _state.building.tidy(page)
    return _state.building.plain(markdown)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Escape the title of a docs/ page, fill in its macros, and record their failures."""
    if page.meta.get("record"):
        return html
    _state.building.note_failure(page.markdown or "", page)
    return _state.building.fill(html, page)


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Stop if a macro failed: pages are written from here on."""
    _state.building.stop_if_failed()
    _state.building.configure_templates(env, _state.nav)
    _state.building.add_sitemap(files, config)
    _state.env = env
    if _state.defers:
        _state.deferred = importlib.import_module("macros.deferred").defer(files)
    return env


def on_page_context(context: Any, page: Page, config: MkDocsConfig, nav: Any) -> Any:
    """Complete a page, and write the other files made from it."""
    _state.building.begin(page)
    return context


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """Minify the 404 page."""
    return _state.building.not_found_page(output) if template_name.endswith(".html") else output


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Minify a page."""
    return _state.building.end(output, page)


@event_priority(LAST)
def on_post_build(config: MkDocsConfig) -> None:
    """Publish the data and the search index, or let a server do it later."""
    if not _state.defers:
        _state.building.finish(config, _state.files)
    _unpin()
    if _state.serving:
        _prepare(config)
    if _state.fresh is not None:
        config.site_dir = _state.fresh.site
        _state.fresh.end()


def _prepare(config: MkDocsConfig) -> None:
    """Prepare what a server needs to render pages of this build on request."""
    made = importlib.import_module("macros.renderer").Renderer
    renderer = made(_state.building, config, _state.files, _state.nav, _state.env)
    preview = importlib.import_module("macros.preview").Preview(renderer)
    later = None
    if _state.defers:
        pages, folder = _state.deferred, Path(config.site_dir)
        later = importlib.import_module("macros.deferred").Deferred(pages, renderer, folder)
        _state.deferred = ()
    _state.built = importlib.import_module("macros.live").BuildResult(preview, later)
    if later is None:
        # With deferred pages someone may be waiting, and the last build is freed later.
        gc.collect()
    preview.prepare()


def on_build_error(error: Exception) -> None:
    """Clean up the environment and the staging folder."""
    if hasattr(_state, "building"):
        _unpin()
    if _state.fresh is not None:
        _state.fresh.discard()


def _unpin() -> None:
    if _state.building.pinned:
        importlib.import_module("macros.clock").unpin()
        _state.building.pinned = False


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
    """Keep serving the last good site, with a banner, while the handbook has an error."""
    watched = [config.docs_dir, config.config_file_path, *config.theme.dirs]
    importlib.import_module("macros.watching").watch(server, watched)
    _state.guard = importlib.import_module("macros.serve").Guard(
        server, Path(config.config_file_path).parent, lambda: _state.built, _state.folders
    )
    return server


def on_shutdown() -> None:
    """Remove the temporary folders of the server."""
    if _state.guard is not None:
        _state.guard.close()
    if _state.folders is not None:
        _state.folders.close()
