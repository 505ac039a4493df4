"""Read mkdocs.yml: which pages in docs/ call macros, and which the navigation names."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import yaml

from handbook.diagnostics import Diagnostic, Place, error
from handbook.source.document import Link
from handbook.source.site_keys import INHERIT, key_faults
from handbook.source.site_nav import nav_faults, pages
from handbook.source.site_parts import part_faults
from handbook.source.text import Lines
from handbook.source.yaml import MAX_DEPTH
from handbook.source.yaml_syntax import depth_error_offset, syntax_error

FILE = "mkdocs.yml"
# A file may inherit from another, which may inherit from a third.
_MAX_FILES = 5
_ALL = ("**",)
# Excluded by MkDocs from every site.
_NEVER = (".*", "/templates/")


class Site(NamedTuple):
    """The pages in the navigation, and which pages are templates.

    `templates` are patterns as in .gitignore, None if unknown; `extra` are the names the
    configuration gives to templates. `may_be_unlisted` are three lists of patterns for pages the
    navigation may leave out, None if it may leave out any. `extensions` are the enabled Markdown
    extensions, and `excluded` the patterns of files the site leaves out. `faults` say why the
    configuration cannot be read.
    """

    navigation: tuple[Link, ...] = ()
    templates: tuple[str, ...] | None = None
    extra: frozenset[str] = frozenset()
    may_be_unlisted: tuple[tuple[str, ...], ...] | None = None
    extensions: frozenset[str] = frozenset()
    excluded: tuple[str, ...] = _NEVER
    faults: tuple[Diagnostic, ...] = ()


def read_site(read: Callable[[str], str | Diagnostic]) -> Site:
    """Return the configuration of the site; files that do not exist count as empty.

    `read` returns the text of a file by its path.
    """
    found, faults = _read(read)
    if found and INHERIT not in found:
        # What an inherited file adds to a theme or plugin is unknown here.
        faults += part_faults(FILE, {name: node for name, (_, node) in found.items()})
    navigation = found.get("nav")
    if navigation and not isinstance(navigation[1], yaml.SequenceNode):
        navigation = None
    if navigation:
        faults += nav_faults(*navigation, set())
    plugins = found.get("plugins")
    extra = found.get("extra")
    return Site(
        tuple(pages(*navigation, set())) if navigation else (),
        _templates(plugins[1]) if plugins else None,
        frozenset(_values(extra[1])) if extra else frozenset(),
        _may_be_unlisted({name: node for name, (_, node) in found.items()}),
        _extensions(found["markdown_extensions"][1] if "markdown_extensions" in found else None),
        (*_NEVER, *_patterns(found["exclude_docs"][1] if "exclude_docs" in found else None)),
        tuple(faults),
    )


def _read(
    read: Callable[[str], str | Diagnostic],
) -> tuple[dict[str, tuple[str, yaml.Node]], list[Diagnostic]]:
    """Return every key with the file that sets it first, and why a file cannot be read."""
    faults: list[Diagnostic] = []
    found: dict[str, tuple[str, yaml.Node]] = {}
    path = FILE
    visited: set[str] = set()
    while path not in visited and len(visited) < _MAX_FILES:
        visited.add(path)
        text = read(path)
        if isinstance(text, Diagnostic):
            # A handbook need not have a site.
            if not text.message.startswith("cannot be read"):
                faults.append(text)
            break
        node = _composed(text, path)
        if isinstance(node, Diagnostic):
            faults.append(node)
            break
        if node is not None:
            faults += key_faults(path, node)
        values = _values(node)
        for name, value in values.items():
            found.setdefault(name, (path, value))
        inherited = values.get(INHERIT)
        path = str(inherited.value) if isinstance(inherited, yaml.ScalarNode) else ""
        if not path or "/" in path or "\\" in path:
            # Files elsewhere are not watched.
            break
    return found, faults


def _may_be_unlisted(found: Mapping[str, yaml.Node]) -> tuple[tuple[str, ...], ...] | None:
    """Return the patterns of pages the navigation may leave out, as MkDocs reads them.

    None if the build does not fail for a page missing from the navigation.
    """
    validation = _values(found.get("validation"))
    setting = _values(validation.get("nav")).get("omitted_files") or validation.get("omitted_files")
    if setting is None or setting.value != "warn":
        return None
    excluded, draft, omitted = (
        _patterns(found.get(name)) for name in ("exclude_docs", "draft_docs", "not_in_nav")
    )
    return (*_NEVER, *excluded), draft, omitted


def _extensions(node: yaml.Node | None) -> frozenset[str]:
    """Return the names of extensions, with or without settings."""
    listed = node.value if isinstance(node, yaml.SequenceNode) else [node]
    names = (_values(one) or [str(one.value)] for one in listed if one is not None)
    return frozenset(name for some in names for name in some)


def _patterns(node: yaml.Node | None) -> tuple[str, ...]:
    return tuple(str(node.value).splitlines()) if node else ()


def _composed(text: str, path: str) -> yaml.Node | Diagnostic | None:
    """Return a text as nodes with marks, or its fault; tags such as !ENV are not resolved."""
    try:
        deep = _too_deep(text, path)
        if deep is not None:
            return deep
        node: yaml.Node | None = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as fault:
        depth = depth_error_offset(fault)
        if depth is not None:
            return _composed(text[:depth], path)
        return syntax_error(Lines(path, text), fault)
    return node


def _too_deep(text: str, path: str) -> Diagnostic | None:
    """Return a diagnostic if a text is nested too deeply to build nodes from it."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                mark: Any = event.start_mark
                message = f"nested deeper than {MAX_DEPTH} levels"
                return error(Place(path, mark.line + 1, mark.column + 1), "unsafe-yaml", message)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return None


def _values(node: yaml.Node | None) -> Mapping[str, yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        return {}
    return {str(key.value): value for key, value in node.value}


def _templates(plugins: yaml.Node) -> tuple[str, ...] | None:
    """Return the patterns of the pages that call macros: all pages, unless configured otherwise.

    None if the macros plugin is not enabled.
    """
    listed = plugins.value if isinstance(plugins, yaml.SequenceNode) else [plugins]
    for plugin in listed:
        if plugin.value == "macros":
            return _ALL
        macros = _values(plugin).get("macros")
        if macros is None:
            continue
        settings = _values(macros)
        default = settings.get("render_by_default")
        if default is None or default.value != "false":
            return _ALL
        paths = settings.get("force_render_paths")
        return tuple(str(paths.value).splitlines()) if paths else ()
    return None
