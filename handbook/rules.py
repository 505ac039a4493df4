"""What a schema refuses in a value: a quick verdict first, every fault only where there is one."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from typing import Any

import jsonschema_rs
from jsonschema import Draft202012Validator, FormatChecker, validators
from jsonschema.exceptions import ValidationError
from jsonschema.protocols import Validator

from handbook.values import FORMATS


class Rules:
    """One schema without $refs, as two libraries read it.

    jsonschema tells each fault with its place and the part of the schema it breaks, which is
    what our sentences are made from, but takes 200 times as long as jsonschema-rs to find none.
    """

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self._schema = schema

    def faults(self, value: Any) -> Iterator[ValidationError]:
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
    def exact(self) -> Validator:
        """Return the validator that finds and places every fault."""
        return _Exact(self._schema, format_checker=_formats())

    @cached_property
    def _quick(self) -> jsonschema_rs.Draft202012Validator:
        return jsonschema_rs.Draft202012Validator(
            dict(self._schema),
            formats={form.name: form.accepts for form in FORMATS.values()},
            validate_formats=True,
            keywords={"uniqueItems": _Distinct, "pattern": _Formed},
            offline=True,
        )


def _formats() -> FormatChecker:
    checker = FormatChecker(formats=())
    for form in FORMATS.values():
        checker.checks(form.name)(form.accepts)
    return checker


def _repeated(wanted: bool, value: Any) -> Iterator[int]:
    """Yield the index of each item that a list already has, but for case and white space."""
    if not wanted or not isinstance(value, list) or len(value) < 2:
        return
    seen = set()
    for index, item in enumerate(value):
        plain = " ".join(item.casefold().split()) if isinstance(item, str) else item
        key = json.dumps(plain, sort_keys=True)
        if key in seen:
            yield index
        seen.add(key)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern as Python reads it, to which "$" also stands before a last line break."""
    return re.compile(re.sub(r"(?<!\\)\$$", r"\\Z", pattern))


def _fits(pattern: str, value: Any) -> bool:
    """Return whether a text fits a pattern; what is no text does."""
    return not isinstance(value, str) or _compiled(pattern).search(value) is not None


def _distinct(_: Any, wanted: bool, value: Any, __: Any) -> Iterator[ValidationError]:
    for index in _repeated(wanted, value):
        yield ValidationError("stands twice", path=(index,), instance=value[index])


def _formed(_: Any, pattern: str, value: Any, __: Any) -> Iterator[ValidationError]:
    if not _fits(pattern, value):
        yield ValidationError("does not fit")


# jsonschema compares the items of a mixed list in pairs: ages for a long one.
_Exact: type[Validator] = validators.extend(  # type: ignore[no-untyped-call]
    Draft202012Validator, {"uniqueItems": _distinct, "pattern": _formed}
)


class _Keyword:
    """A keyword as jsonschema-rs wants it: made once for each place in a schema."""

    def __init__(self, _schema: dict[str, Any], wanted: Any, _path: list[str | int]) -> None:
        self.wanted = wanted


class _Distinct(_Keyword):
    def validate(self, instance: Any) -> None:
        """Raise ValueError if a list has an item twice."""
        if next(_repeated(self.wanted, instance), None) is not None:
            raise ValueError("stands twice")


class _Formed(_Keyword):
    def validate(self, instance: Any) -> None:
        """Raise ValueError if a text does not fit."""
        if not _fits(self.wanted, instance):
            raise ValueError("does not fit")
