"""Check the top-level keys of mkdocs.yml, and that no key is duplicated.

MkDocs reports such faults without a place, and only during the build; of a duplicated key, at any
level, it silently takes the last.
"""

from collections.abc import Iterator

import yaml

from handbook.diagnostics import Diagnostic, Fix, Place, error
from handbook.similarity import only, similar

INHERIT = "INHERIT"
KEYS = (
    "site_name", "nav", "exclude_docs", "draft_docs", "not_in_nav", "site_url",
    "site_description", "site_author", "theme", "docs_dir", "site_dir", "copyright",
    "dev_addr", "use_directory_urls", "repo_url", "repo_name",
    "edit_uri_template", "edit_uri", "extra_css", "extra_javascript", "extra_templates",
    "markdown_extensions", "mdx_configs", "strict", "remote_branch", "remote_name", "extra",
    "plugins", "hooks", "watch", "validation", INHERIT,
)  # fmt: skip
_LISTS = frozenset({"nav", "extra_css", "extra_javascript", "extra_templates", "hooks", "watch"})
# YAML tags of single values; the value of an !ENV is unknown here.
_SINGLE = frozenset(f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "map"))
_MERGED = "<<"


def key_faults(path: str, node: yaml.Node) -> Iterator[Diagnostic]:
    """Yield what MkDocs would refuse in a configuration file, each at its place."""
    if not isinstance(node, yaml.MappingNode):
        kind = "a list" if isinstance(node, yaml.SequenceNode) else "a single value"
        message = f"{path} is {kind}, but must be keys and values"
        yield error(place_of(path, node), "wrong-value", message)
        return
    yield from _duplicates(path, node, set())
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            yield error(place_of(path, key), "yaml-syntax", "a key must be a plain word")
            continue
        name = str(key.value)
        if name not in KEYS and name != _MERGED:
            near = similar(name, KEYS)
            right = only(near)
            cure = f"; did you mean {near[0]!r}?" if near else "; put your own keys in 'extra'"
            message = f"{path} has a key that MkDocs does not know: {name!r}{cure}"
            place = place_of(path, key)
            yield error(place, "unknown-key", message, Fix(right, name) if right else None)
        elif name in _LISTS and value.tag in _SINGLE:
            yield error(place_of(path, value), "wrong-value", f"{name!r} must be a list")


def _duplicates(path: str, node: yaml.Node, seen: set[int]) -> Iterator[Diagnostic]:
    """Yield every key that occurs twice in one mapping; `seen` are the nodes visited so far."""
    if id(node) in seen or not isinstance(node, yaml.CollectionNode):
        return
    seen.add(id(node))
    lines: dict[str, int] = {}
    for item in node.value:
        if isinstance(node, yaml.SequenceNode):
            yield from _duplicates(path, item, seen)
            continue
        key, value = item
        name = str(key.value)
        if name in lines and name != _MERGED:
            message = f"key {name!r} is already on line {lines[name]}"
            yield error(place_of(path, key), "duplicate-key", message)
        lines.setdefault(name, key.start_mark.line + 1)
        yield from _duplicates(path, value, seen)


def place_of(path: str, node: yaml.Node) -> Place:
    """Return the place of a node in a file."""
    mark = node.start_mark
    length = len(node.value) if isinstance(node, yaml.ScalarNode) else 1
    return Place(path, mark.line + 1, mark.column + 1, max(length, 1))
