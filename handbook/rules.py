"""What a schema refuses in a value: a quick verdict first, every fault only where there is one."""

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
    """One schema without $refs, as two libraries read it.

    jsonschema tells each fault with its place and the part of the schema it breaks, which is
    what our sentences are made from, but takes 200 times as long as jsonschema-rs to find none.
    """

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self._schema = schema

    def faults(self, value: Any) -> "Iterator[ValidationError]":
        """Yield every fault of a value, as jsonschema tells them."""
        if not self.accept(value):
            yield from self.exact.iter_errors(value)

    def accept(self, value: Any) -> bool:
        """Return whether a value is surely without fault; no says nothing yet."""
        try:
            return self._quick.is_valid(value)
        except (ValueError, UnicodeEncodeError):
            # What JSON cannot hold: half a surrogate pair, a key that is no text.
            return False

    @cached_property
    def exact(self) -> "Validator":
        """Return the validator that finds and places every fault."""
        # Imported only here: where nothing is wrong nobody needs it, and it takes time and room.
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
    """A keyword as jsonschema-rs wants it: made once for each place in a schema."""

    def __init__(self, _schema: dict[str, Any], wanted: Any, _path: list[str | int]) -> None:
        self.wanted = wanted


class _Distinct(_Keyword):
    def validate(self, instance: Any) -> None:
        """Raise ValueError if a list has an item twice."""
        if next(repeated(self.wanted, instance), None) is not None:
            raise ValueError("stands twice")


class _Formed(_Keyword):
    def validate(self, instance: Any) -> None:
        """Raise ValueError if a text does not fit."""
        if not fits(self.wanted, instance):
            raise ValueError("does not fit")
