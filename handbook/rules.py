"""Schema validation in two passes: a fast verdict, then every fault if there is any."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

import jsonschema_rs

from handbook.keywords import fits, repeated
from handbook.values import FORMATS

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError
    from jsonschema.protocols import Validator


class Rules:
    """A schema without $refs, for two libraries.

    jsonschema reports each fault with its place and the rule it breaks, which our messages are
    built from, but takes 200 times as long as jsonschema-rs to find none.
    """

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self._schema = schema

    def faults(self, value: Any) -> "Iterator[ValidationError]":
        """Yield every fault of a value, as reported by jsonschema."""
        if not self.accept(value):
            yield from self.exact.iter_errors(value)

    def accept(self, value: Any) -> bool:
        """Return whether a value is certainly valid; False is inconclusive."""
        try:
            return self._quick.is_valid(value)
        except (ValueError, UnicodeEncodeError):
            # JSON cannot represent half a surrogate pair or a key that is not a string.
            return False

    @cached_property
    def exact(self) -> "Validator":
        """Return the validator that finds and locates every fault."""
        # Imported lazily: it is slow to import and not needed if nothing is wrong.
        from handbook.schema_errors import schema_errors  # noqa: PLC0415

        return schema_errors(self._schema)

    @cached_property
    def _quick(self) -> jsonschema_rs.Draft202012Validator:
        return jsonschema_rs.Draft202012Validator(
            dict(self._schema),
            formats={form.name: form.accepts for form in FORMATS.values()},
            validate_formats=True,
            keywords={"uniqueItems": _Distinct, "pattern": _Formed},
            offline=True,
        )


class _Keyword:
    """A custom keyword for jsonschema-rs, instantiated once for each place in a schema."""

    def __init__(self, _schema: dict[str, Any], wanted: Any, _path: list[str | int]) -> None:
        self.wanted = wanted


class _Distinct(_Keyword):
    def validate(self, instance: Any) -> None:
        """Raise ValueError if a list repeats an item."""
        if next(repeated(self.wanted, instance), None) is not None:
            raise ValueError("is repeated")


class _Formed(_Keyword):
    def validate(self, instance: Any) -> None:
        """Raise ValueError if a text does not match."""
        if not fits(self.wanted, instance):
            raise ValueError("does not match")
