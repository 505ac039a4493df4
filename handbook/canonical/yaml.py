"""Format YAML with ruamel.yaml: comments, quotes and order are kept, whitespace is normalised."""

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import yaml as pyyaml
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.resolver import VersionedResolver

from handbook.canonical.plain import is_plain_yaml

_WIDTH = 4096
_COMMENT = re.compile(r"#.*")
_EMPTY_LINES = re.compile(r"\A(?:[ \t]*\n)+")
_NULL = "null"
# What ruamel.yaml raises if it cannot read a text, or has no place for one of its comments.
_UNWRITABLE = (YAMLError, AssertionError, AttributeError, IndexError, NotImplementedError)
_TYPES = frozenset(f"tag:yaml.org,2002:{name}" for name in ("bool", "float", "int", "timestamp"))


class _AsWritten(VersionedResolver):
    """Resolves numbers and the like as text, so that they are written unchanged.

    `0129e9007865` is infinity to ruamel.yaml, but a fingerprint to us.
    """

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        """Return the tag of a value."""
        found = super().resolve(kind, value, implicit)
        return self.DEFAULT_SCALAR_TAG if kind is ScalarNode and str(found) in _TYPES else found


def formatted(text: str, order: Sequence[str] = ()) -> str:
    """Return a YAML document in canonical form; `order` is that of its top-level keys, if any.

    Keys are only reordered if there are no comments between them: a comment may belong to either
    neighbour. A text without a value, or one that ruamel.yaml cannot read or write, is returned
    unchanged.
    """
    return text if is_plain_yaml(text, order) else written(text, order)


def written(text: str, order: Sequence[str] = ()) -> str:
    """Return a YAML document as ruamel.yaml writes it; unchanged if a comment would be lost.

    It drops comments inside brackets, and between a key and its value; others it cannot write.
    """
    try:
        found = _rewritten(text, order)
        is_whole = "#" not in text or Counter(_comments(text)) == Counter(_comments(found))
    except (*_UNWRITABLE, pyyaml.YAMLError):
        return text
    return found if is_whole else text


def _rewritten(text: str, order: Sequence[str]) -> str:
    yaml = _yaml()
    # One leading empty line would be lost each time.
    data = yaml.load(_EMPTY_LINES.sub("", text))
    if data is None:
        return text
    if order and isinstance(data, CommentedMap) and not _commented(data):
        data = _ordered(data, order)
    stream = io.StringIO()
    yaml.dump(data, stream)
    return stream.getvalue()


def _comments(text: str) -> Iterator[str]:
    """Yield the comments of a YAML text, which follow its tokens or a block scalar's header."""
    done = 0
    for token in pyyaml.scan(text, Loader=pyyaml.CSafeLoader):
        yield from map(str.strip, _COMMENT.findall(text, done, token.start_mark.index))
        done = token.end_mark.index
        if isinstance(token, pyyaml.ScalarToken) and token.style in {"|", ">"}:
            head = text[token.start_mark.index : done].partition("\n")[0]
            yield from map(str.strip, _COMMENT.findall(head))
    yield from map(str.strip, _COMMENT.findall(text, done))


def _yaml() -> YAML:
    yaml = YAML()
    yaml.Resolver = _AsWritten
    yaml.preserve_quotes = True
    # Keep the author's line breaks.
    yaml.width = _WIDTH
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.representer.add_representer(type(None), _null)
    return yaml


def _null(representer: Any, _: None) -> Any:
    """Write None as a word: an empty value looks forgotten."""
    return representer.represent_scalar("tag:yaml.org,2002:null", _NULL)


def _commented(data: CommentedMap) -> bool:
    return bool(data.ca.items or data.ca.comment or data.ca.end)


def _ordered(data: CommentedMap, order: Sequence[str]) -> CommentedMap:
    known = {name: place for place, name in enumerate(order)}
    for name in sorted(data, key=lambda name: known.get(name, len(known))):
        data.move_to_end(name)
    return data
