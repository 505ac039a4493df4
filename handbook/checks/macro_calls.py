"""Every macro that a page in docs/ calls exists, has valid arguments and is run."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from handbook.amounts import counted
from handbook.book import Handbook
from handbook.checks.finding import Finding, joined
from handbook.checks.macro_signatures import MACROS, PROVIDED, Macro, Meaning, Parameter
from handbook.diagnostics import Fix, Place
from handbook.names import fix_of, suggestion
from handbook.source.macro_calls import LATER, Argument, Call

_LISTED = "'handbook explain broken-macro' lists them"
_ARGUMENTS = "'handbook explain broken-macro' lists the arguments of each"
_NOT_RENDERED = (
    " because macros are off on this page; list it under force_render_paths in mkdocs.yml, "
    "or write an example as `code`"
)
_LITERAL = "wrap literal braces in '{% raw %}' and '{% endraw %}'"


class NamedEntry(NamedTuple):
    """An entry that a page names by its id: the place, the kind and the id."""

    place: Place
    kind: str
    id: str


class _Bound(NamedTuple):
    """An argument of a macro, the parameter it fills, and the kind named first."""

    argument: Argument
    slot: Parameter
    kind: str | None


def calls(handbook: Handbook) -> list[Call]:
    """Return every macro call on a page."""
    return [call for page in handbook.docs.pages.values() for call in page.template.calls]


def named_entries(handbook: Handbook) -> Iterator[NamedEntry]:
    """Yield every entry that a page names in an existing register."""
    for call in calls(handbook):
        for argument, slot, first in _bound(call):
            kind = first if slot.says is Meaning.ENTRY else slot.says
            is_written = isinstance(argument.value, str)
            if is_written and isinstance(kind, str) and kind in handbook.registers:
                yield NamedEntry(argument.place, kind, str(argument.value))


def broken_macro(handbook: Handbook, today: date) -> Iterator[Finding]:
    """A macro on a page in docs/ is unknown, is called wrongly, or is not run at all."""
    provided = {*MACROS, *PROVIDED, *handbook.docs.site.extra}
    for page in handbook.docs.pages.values():
        for written, place in page.strays:
            yield place, f"'{written}' is shown literally{_NOT_RENDERED}"
        for half in page.half_calls:
            if half.name in provided:
                right = f"{{{{ {half.call} }}}}"
                message = f"'{half.written}' is shown literally; write '{right}'"
                yield half.place, message, Fix(right, half.written)
        if page.template.fault is not None:
            place, words = page.template.fault
            cure = "" if "; write" in words else f"; {_LITERAL}"
            yield place, f"this macro cannot be read: {words}{cure}"
        arguments = (one.place for call in page.template.calls for one in call.arguments)
        given = {(place.line, place.column) for place in arguments}
        for name, place in page.template.names:
            if name in provided:
                continue
            if (place.line, place.column) in given and not fix_of(name, MACROS):
                yield place, f"unknown name: {name!r}; put macro arguments in quotes"
            else:
                near = suggestion(name, list(MACROS)) or f"; {_LISTED}"
                yield place, f"unknown macro: {name!r}{near}", fix_of(name, MACROS)
        for call in page.template.calls:
            yield from _misused(handbook, call)


def _bound(call: Call) -> Iterator[_Bound]:
    """Yield the literal arguments of a call that the macro accepts."""
    macro = MACROS.get(call.name)
    if macro is None:
        return
    # A property of a register may have the same name as a parameter.
    by_name = {} if macro.by_property else {slot.name: slot for slot in macro.slots}
    unnamed = [one for one in call.arguments if not one.keyword]
    slots = [*macro.slots, *([macro.rest] * len(unnamed) if macro.rest else [])]
    pairs = list(zip(unnamed, slots, strict=False))
    pairs += [(one, by_name[one.keyword]) for one in call.arguments if one.keyword in by_name]
    kinds = [one.value for one, slot in pairs if slot.says is Meaning.KIND]
    first = next((kind for kind in kinds if isinstance(kind, str)), None)
    for argument, slot in pairs:
        if argument.value is not LATER:
            yield _Bound(argument, slot, first)


def _misused(handbook: Handbook, call: Call) -> Iterator[Finding]:
    """Yield what is wrong with a call, except for unknown entries."""
    macro = MACROS.get(call.name)
    if macro is None or any(one.keyword == "*" for one in call.arguments):
        return
    yield from _wrong_arguments(call, macro)
    for argument, slot, kind in _bound(call):
        if slot.says is Meaning.KIND:
            # An unreadable register is reported elsewhere.
            yield from _unknown_value(
                argument, "kind", [*handbook.registers, *sorted(handbook.unread)]
            )
        elif slot.says is Meaning.PROPERTY and kind in handbook.registers:
            yield from _unknown_value(
                argument, f"property of {kind}", list(_properties(handbook, kind))
            )
        elif isinstance(slot.says, tuple):
            what = call.name if slot.name == "name" else slot.name
            yield from _unknown_value(argument, what, slot.says)
        elif slot.says is Meaning.NUMBER and not _is_number(argument.value):
            yield argument.place, f"macro {call.name!r} needs a number here"
        elif slot.says is not Meaning.NUMBER and not _is_text(argument.value, slot):
            yield argument.place, f"macro {call.name!r} needs text in quotation marks here"
    if macro.by_property:
        yield from _wrong_filters(handbook, call)


def _wrong_arguments(call: Call, macro: Macro) -> Iterator[Finding]:
    """Yield missing, surplus and unknown arguments of a call."""
    names = [slot.name for slot in macro.slots]
    unnamed = [one for one in call.arguments if not one.keyword]
    if len(unnamed) > len(names) and macro.rest is None:
        most = counted(len(names), "argument") if names else "no arguments"
        yield (
            unnamed[len(names)].place,
            f"macro {call.name!r} takes {most}; remove {'the extra ones' if names else 'them'}",
        )
    given = set(names[: len(unnamed)])
    if not macro.by_property:
        given.update(one.keyword for one in call.arguments)
    missing = [slot.name for slot in macro.slots if slot.is_needed and slot.name not in given]
    if missing:
        what = joined((repr(name) for name in missing), most=9)
        yield call.place, f"macro {call.name!r} is missing {what}; {_ARGUMENTS}"
    for one in call.arguments:
        if one.keyword and one.keyword not in names and not macro.by_property:
            cure = suggestion(one.keyword, names) or "; remove it"
            yield one.place, f"macro {call.name!r} has no argument {one.keyword!r}{cure}"


def _wrong_filters(handbook: Handbook, call: Call) -> Iterator[Finding]:
    """Yield filters on unknown properties or impossible values."""
    kind = next((one.value for one in call.arguments if not one.keyword), None)
    if not isinstance(kind, str) or kind not in handbook.registers:
        return
    known = _properties(handbook, kind)
    for one in call.arguments:
        if one.keyword and one.keyword not in known:
            near = suggestion(one.keyword, list(known)) or f"; see data/schemas/{kind}.json"
            yield one.place, f"unknown property of {kind}: {one.keyword!r}{near}"
        elif one.keyword and one.value is not LATER:
            allowed = _values(handbook, known[one.keyword])
            if allowed:
                yield from _unknown_value(one, f"{one.keyword} of {kind}", allowed)


def _values(handbook: Handbook, schema: object) -> list[str]:
    """Return the allowed values or ids of a property; none if it is open-ended."""
    if not isinstance(schema, dict):
        return []
    kind = schema.get("refersTo")
    if isinstance(kind, str) and kind in handbook.registers:
        # An id that seems unknown may be in a file that could not be read.
        return list(handbook.registers[kind].entries) if handbook.read(kind) else []
    return [one for one in schema.get("enum", ()) if isinstance(one, str)]


def _unknown_value(argument: Argument, what: str, known: Sequence[str]) -> Iterator[Finding]:
    """Yield a finding if an argument is none of the known values."""
    written = argument.value
    if written in known:
        return
    if not isinstance(written, str):
        yield argument.place, f"name a {what} here, in quotation marks"
        return
    near = suggestion(written, list(known))
    if not near:
        near = f"; write {joined((repr(one) for one in known), most=8, last='or')}"
    yield argument.place, f"unknown {what}: {written!r}{near}", fix_of(written, known)


def _is_text(value: object, slot: Parameter) -> bool:
    return isinstance(value, str) or (value is None and not slot.is_needed)


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _properties(handbook: Handbook, kind: str | None) -> Mapping[str, object]:
    """Return the properties of the entries of a kind."""
    schema: Mapping[str, object] = handbook.kinds[kind or ""].entry_schema
    found = schema.get("properties", {})
    return found if isinstance(found, dict) else {}
