"""Every fault of a value, with its place and the part of the schema that it breaks."""

from collections.abc import Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker, validators
from jsonschema.exceptions import ValidationError
from jsonschema.protocols import Validator

from handbook.keywords import fits, repeated
from handbook.values import FORMATS


def schema_errors(schema: Mapping[str, Any]) -> Validator:
    """Return what finds and places every fault of a value under a schema."""
    return _Exact(schema, format_checker=_formats())


def _formats() -> FormatChecker:
    checker = FormatChecker(formats=())
    for form in FORMATS.values():
        checker.checks(form.name)(form.accepts)
    return checker


def _distinct(_: Any, wanted: bool, value: Any, __: Any) -> Iterator[ValidationError]:
    for index in repeated(wanted, value):
        yield ValidationError("stands twice", path=(index,), instance=value[index])


def _formed(_: Any, pattern: str, value: Any, __: Any) -> Iterator[ValidationError]:
    if not fits(pattern, value):
        yield ValidationError("does not fit")


# jsonschema compares the items of a mixed list in pairs: ages for a long one.
_Exact: type[Validator] = validators.extend(  # type: ignore[no-untyped-call]
    Draft202012Validator, {"uniqueItems": _distinct, "pattern": _formed}
)
