"""Check that mkdocs.yml connects all parts of the handbook's site: they only work together.

Without one of them MkDocs ends with a traceback, or builds a site without its pages or its styles.
A configuration that names neither our hook nor our theme belongs to another kind of site.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import yaml

from handbook.diagnostics import Diagnostic, Place, error
from handbook.source.site_keys import place_of

_TAG = "tag:yaml.org,2002:"
_ADDRESSES = (("site_url",), ("extra", "url"))
_ADDRESS = re.compile(r"https?://[^\s/?#]|$", re.IGNORECASE)
_FULL_ADDRESS = "write the full address, such as https://example.com/handbook/"


class _Part(NamedTuple):
    """A value at a route or in the list there, the reason, and whether it is optional."""

    route: tuple[str, ...]
    value: str
    why: str
    optional: bool = False


_HOOK = _Part(("hooks",), "macros/hook.py", "which generates the pages for sops/ and data/")
_THEME = _Part(("theme", "custom_dir"), "macros/theme", "which contains the page templates")
_PARTS = (
    _HOOK,
    _Part(("plugins", "macros", "module_name"), "macros", "which contains the page macros"),
    _Part(("theme", "name"), "material", "which the templates in macros/theme extend"),
    _THEME,
    _Part(("theme", "language"), "en", "since the site's own text is in English", optional=True),
    _Part(("extra_css",), "assets/handbook.css", "which contains the styles of all pages"),
    _Part(("extra_javascript",), "assets/handbook.js", "which contains the scripts of all pages"),
    _Part(("use_directory_urls",), "true", "since each record has its own folder", optional=True),
    _Part(("docs_dir",), "docs", "since no check reads another folder", optional=True),
)


def part_faults(path: str, found: Mapping[str, yaml.Node]) -> Iterator[Diagnostic]:
    """Yield what a configuration lacks or sets differently, at the nearest place."""
    for route in _ADDRESSES:
        node, _ = _reached(found, route)
        if isinstance(node, yaml.ScalarNode) and _is_wrong(node):
            message = f"{'.'.join(route)} is not a site address: {node.value!r}; {_FULL_ADDRESS}"
            yield error(place_of(path, node), "wrong-value", message)
    ours = (
        _has_value(_reached(found, part.route)[0], part.value, allow_env=False)
        for part in (_HOOK, _THEME)
    )
    if not any(ours):
        return
    for part in _PARTS:
        node, near = _reached(found, part.route)
        if _has_value(node, part.value) or (part.optional and node is None):
            continue
        name = ".".join(part.route)
        if isinstance(node, yaml.ScalarNode):
            message = f"{name} is {node.value!r}, but must be {part.value!r}, {part.why}"
            yield error(place_of(path, node), "wrong-value", message)
        else:
            place = place_of(path, near) if near else Place(path, 1, 1)
            message = f"{name} in {path} must name {part.value!r}, {part.why}"
            yield error(place, "missing-key", message)


def _reached(
    found: Mapping[str, yaml.Node], route: tuple[str, ...]
) -> tuple[yaml.Node | None, yaml.Node | None]:
    """Return the node at a route, if there is one, and the last node on the way to it."""
    near = None
    for name in route:
        node = found.get(name)
        if node is None:
            return None, near
        near = node
        found = _by_name(node)
    is_empty = near is None or near.tag == f"{_TAG}null"
    return None if is_empty else near, near


def _by_name(node: yaml.Node) -> Mapping[str, yaml.Node]:
    """Return the content of a mapping, or of a list of names with or without settings, by name."""
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): value for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return {name: value for item in node.value for name, value in _by_name(item).items()}
    # A theme given as a single word is its name.
    return {str(node.value): node, "name": node}


def _has_value(node: yaml.Node | None, value: str, *, allow_env: bool = True) -> bool:
    """Return whether a node equals or contains a value; `allow_env` accepts any !ENV."""
    if node is None or not node.tag.startswith(_TAG):
        return node is not None and allow_env
    if isinstance(node, yaml.ScalarNode):
        word = str(node.value)
        normal = word.lower() if node.tag == f"{_TAG}bool" else posixpath.normpath(word)
        return normal in {value, "yes", "on"}
    return any(_has_value(held, value, allow_env=allow_env) for held in _by_name(node).values())


def _is_wrong(address: yaml.ScalarNode) -> bool:
    return address.tag.startswith(_TAG) and not _ADDRESS.match(str(address.value).strip())
