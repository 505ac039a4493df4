"""The values a command needs, from its options or from prompts on a terminal."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import click

from handbook.book import Handbook
from handbook.checks.finding import joined
from handbook.checks.suggestions import roles_held_by
from handbook.names import suggestion
from handbook.schema import Kind
from handbook.values import FORMATS
from scripts.refusal import Refusal
from scripts.terminal import is_interactive

NONE = "none"
# Files write it as null.
_NONES = {NONE, "null"}
_FEW = 12

Read = Callable[[str], Any]


class Question(NamedTuple):
    """A value to ask for: its option, its meaning, the parser of its answer and its choices.

    `default` is the value for Enter: "" leaves it out; None means that an answer is required.
    """

    option: str
    meaning: str
    read: Read
    choices: Sequence[str] = ()
    default: str | None = None


class Interview:
    """A series of questions; without a terminal, all missing answers are reported together."""

    def __init__(self) -> None:
        self.missing: list[Question] = []

    def ask(self, question: Question, given: str | None) -> Any:
        """Return the answer to a question; None if it is left out or missing.

        Raises Refusal if the given value is invalid.
        """
        if given is not None:
            return _parsed(question, given) if given.strip() else self._default(question)
        if is_interactive():
            return _prompted(question)
        return self._default(question)

    def _default(self, question: Question) -> Any:
        if question.default is None:
            self.missing.append(question)
            return None
        return question.read(question.default) if question.default else None

    def finish(self) -> None:
        """Raise Refusal if any answer is missing."""
        if not self.missing:
            return
        first = self.missing[0]
        others = [question.option for question in self.missing[1:]]
        also = f"; also missing: {', '.join(others)}" if others else ""
        raise Refusal(f"{first.option} is missing: {first.meaning}{also}")


def _parsed(question: Question, text: str) -> Any:
    try:
        return question.read(" ".join(text.split()))
    except ValueError as fault:
        raise Refusal(f"{question.option}: {fault}") from fault


def _prompted(question: Question) -> Any:
    """Return the answer typed by the user; "?" lists the choices, Enter takes the default."""
    few = 0 < len(question.choices) <= _FEW
    listed = f" ({', '.join(question.choices)})" if few else " (? lists them)"
    label = f"{question.option.removeprefix('--').capitalize()}, {question.meaning}"
    label += listed if question.choices else ""
    label += "; Enter leaves it out" if question.default == "" else ""

    while True:
        text = " ".join(_typed(label, question.default).split())
        if text == "?" and question.choices:
            click.echo(", ".join(question.choices), err=True)
        elif text:
            try:
                return question.read(text)
            except ValueError as fault:
                click.echo(f"Error: {fault}", err=True)
        elif question.default is not None:
            return question.read(question.default) if question.default else None


def _typed(label: str, default: str | None) -> str:
    try:
        return str(click.prompt(label, default=default, show_default=bool(default), err=True))
    except click.Abort:
        # End the line of the prompt before the next message.
        click.echo(err=True)
        raise


def question(
    handbook: Handbook,
    option: str,
    schema: Mapping[str, Any],
    default: str | None = None,
    kind: Kind | None = None,
) -> Question:
    """Return the question for a property, from its schema and, if given, its kind."""
    # The part after a semicolon describes the notation in a file.
    meaning = str(schema.get("description", "")).split(";")[0].rstrip(".")
    meaning = f"{meaning[:1].lower()}{meaning[1:]}"
    items = schema.get("items", schema)
    kinds = items.get("refersTo", ())
    kinds = (kinds,) if isinstance(kinds, str) else tuple(kinds)
    # A handbook need not have every register.
    kinds = tuple(kind for kind in kinds if kind in handbook.registers)
    if kinds:
        choices = [
            entry.title
            for kind in kinds
            for entry in handbook.entries(kind)
            if entry.status != "retired"
        ]
        nullable = "null" in schema.get("type", ())
        read = _names(handbook, kinds) if "items" in schema else _name(handbook, kinds, nullable)
        return Question(option, meaning, read, choices + [NONE] * nullable, default)
    if "enum" in schema:
        read_one = _choice(schema["enum"], kind.path if kind and schema.get("ours") else "")
        return Question(option, meaning, read_one, schema["enum"], default)
    if "format" in schema:
        return Question(option, meaning, _formatted(schema["format"]), (), default)
    if items is not schema:
        return Question(option, meaning, _words, (), default)
    wanted = str(schema.get("type", "string"))
    return Question(option, meaning, _PLAIN.get(wanted, str), (), default)


def _words(text: str) -> list[str]:
    """Return comma-separated words or phrases."""
    return [part.strip() for part in text.split(",") if part.strip()]


def _number(text: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,15}", text):
        raise ValueError(f"{text!r} is not a whole number")
    return int(text)


def _truth(text: str) -> bool:
    if text.lower() not in {"yes", "no"}:
        raise ValueError(f"{text!r} is not yes or no")
    return text.lower() == "yes"


_PLAIN: dict[str, Read] = {"integer": _number, "boolean": _truth}


def _name(handbook: Handbook, kinds: Sequence[str], nullable: bool) -> Read:
    """Return a parser from the name of an entry to its id, or "kind/id" if that is ambiguous."""
    nouns = joined((handbook.registers[kind].kind.noun for kind in kinds), 6, "or")
    titles = [entry.title for kind in kinds for entry in handbook.entries(kind)]

    def read(text: str) -> str | None:
        entry = handbook.names.find(kinds, text, "")
        if entry is not None:
            is_unique = handbook.names.find(kinds, entry.id, "") is entry
            return entry.id if is_unique else f"{entry.kind}/{entry.id}"
        if nullable and text.lower() in _NONES:
            return None
        held = roles_held_by(handbook, text) if "roles" in kinds else ""
        near = held or handbook.names.offered(kinds, text) or _unread(handbook, kinds)
        raise ValueError(f"unknown {nouns}: {text!r}{near or _known(titles, nullable)}")

    return read


def _unread(handbook: Handbook, kinds: Sequence[str]) -> str:
    """Return the end of a message: the unreadable files that may define the name."""
    files = [handbook.registers[kind].kind.files for kind in kinds if kind in handbook.unread]
    if not files:
        return ""
    have = "has" if len(files) == 1 else "have"
    return f"; {joined(files, 6)} {have} errors; 'handbook check' lists them"


def _known(titles: Sequence[str], nullable: bool) -> str:
    known = [*titles, *[NONE] * nullable]
    if titles and len(titles) <= _FEW:
        return f"; choose from: {', '.join(known)}"
    return f"; {NONE!r} leaves it open" if nullable else ""


def _names(handbook: Handbook, kinds: Sequence[str]) -> Read:
    read = _name(handbook, kinds, nullable=False)
    return lambda text: [read(part.strip()) for part in text.split(",") if part.strip()]


def _choice(known: Sequence[str], ours: str) -> Read:
    """Return a parser for one of the known words; `ours` is the file whose list is editable."""

    def read(text: str) -> str:
        for one in known:
            if one.lower() == text.lower():
                return one
        extend = f"; add new ones to the list in {ours}" if ours else ""
        hint = suggestion(text, list(known)) or extend
        raise ValueError(f"{text!r} is not one of {', '.join(known)}{hint}")

    return read


def _formatted(name: str) -> Read:
    form = FORMATS[name]

    def read(text: str) -> str:
        if not form.read(text):
            raise ValueError(f"{text!r} is not {form.noun}; write one such as {form.example}")
        return text

    return read
