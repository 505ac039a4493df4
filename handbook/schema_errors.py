"""A validator that reports every fault of a value, with its place and the rule it breaks."""

from collections.abc import Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker, validators
from jsonschema.exceptions import ValidationError
from jsonschema.protocols import Validator

from handbook.keywords import fits, repeated
from handbook.values import FORMATS


def schema_errors(schema: Mapping[str, Any]) -> Validator:
    """Return the validator that finds and locates every fault of a value."""
    return _Exact(schema, format_checker=_formats())


def _formats() -> FormatChecker:
    checker = FormatChecker(formats=())
    for form in FORMATS.values():
        checker.checks(form.name)(form.accepts)
    return checker


def _distinct(_: Any, wanted: bool, value: Any, __: Any) -> Iterator[ValidationError]:
    for index in repeated(wanted, value):
        yield ValidationError("is repeated", path=(index,), instance=value[index])


def _formed(_: Any, pattern: str, value: Any, __: Any) -> Iterator[ValidationError]:
    if not fits(pattern, value):
        yield ValidationError("does not match")


# jsonschema compares the items of a mixed list in pairs, which is far too slow for a long one.
_Exact: type[Validator] = validators.extend(  # type: ignore[no-untyped-call]
    Draft202012Validator, {"uniqueItems": _distinct, "pattern": _formed}
)
