"""`handbook new KIND`: a command for each kind of Markdown document, from the kind's schema."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import click

from handbook.checks.finding import joined
from handbook.load import SCHEMAS
from handbook.names import id_of, suggestion
from handbook.pages.words import label
from handbook.schema import Kind, read_kinds
from handbook.source.places import Route
from scripts import skeleton
from scripts.drafting import Drafting
from scripts.refusal import Refusal
from scripts.terminal import print_output
from scripts.workspace import find_root

# Handled separately.
_APART = {"title", "aliases", "status"}
_SIMPLE = {"string", "integer", "boolean"}
Schema = Mapping[str, Any]


class Asked(NamedTuple):
    """A value requested for a new entry: its option, its property, and whether it is required.

    `part` is the property of the section's first item that it fills, "" for the section itself.
    """

    option: str
    name: str
    part: str
    schema: Schema
    needed: bool


class Kinds(click.Group):
    """A group with a command for every kind of document in the current handbook."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the built-in commands, then those of the kinds."""
        own = super().list_commands(ctx)
        return own + [name for name in kinds_of(ctx) if name not in own]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a built-in command, or one generated for the kind of that name."""
        own = super().get_command(ctx, cmd_name)
        kind = None if own else kinds_of(ctx).get(cmd_name)
        return command_of(cmd_name, kind) if kind else own

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the named command; raises UsageError if there is none."""
        if args[0].startswith("-") or self.get_command(ctx, args[0]):
            return super().resolve_command(ctx, args)
        for kind in _kinds(ctx):
            if kind.one_file and args[0] in {kind.name, id_of(kind.noun)}:
                where = f"every {kind.noun} is an entry in {kind.files}; add it there"
                raise click.UsageError(f"no such command {args[0]!r}: {where}", ctx)
        # click would suggest only built-in commands.
        near = suggestion(args[0], self.list_commands(ctx))
        raise click.UsageError(f"no such command {args[0]!r}{near}", ctx)


def _kinds(ctx: click.Context) -> list[Kind]:
    """Return the kinds of the current handbook; none outside a handbook."""
    try:
        root = find_root(ctx.find_root().obj)
    except Refusal:
        # The command itself reports this; help must work anywhere.
        return []
    return list(read_kinds(root / SCHEMAS, SCHEMAS)[0].values())


def kinds_of(ctx: click.Context) -> dict[str, Kind]:
    """Return the document kinds of the current handbook, by the id form of their noun."""
    return {
        id_of(kind.noun): kind
        for kind in _kinds(ctx)
        if kind.files.endswith("/*.md") and kind.files.count("*") == 1
    }


def command_of(name: str, kind: Kind) -> click.Command:
    """Return the command that creates an entry of a kind."""
    asked = list(asked_of(kind))
    noun = kind.noun
    options = [
        click.Option([f"--{one.option}"], metavar="TEXT", help=str(one.schema["description"]))
        for one in asked
    ]
    named = click.Option(
        ["--id"], metavar="TEXT", help="The name of the file; default: derived from the title."
    )

    @click.pass_context
    def create(ctx: click.Context, /, title: str, **given: str | None) -> None:
        _create(Drafting(ctx, kind.name, title, _by_option(given)), asked)

    article = "an" if noun[:1] in "aeiou" else "a"
    return click.Command(
        name,
        callback=create,
        params=[click.Argument(["title"]), named, *options],
        help=(
            f"Create {article} {noun}: {kind.files.replace('*', 'ID')}.\n\n"
            f'\b\nExamples:\n  handbook new {name} "Title of the {noun}"'
        ),
        short_help=f"Create {article} {noun}.",
    )


def asked_of(kind: Kind) -> Iterator[Asked]:
    """Yield the values to request for a new entry: every simple property, and required sections.

    If one of several alternatives is required, the first one is requested.
    """
    needed = _required(kind)
    for name, schema in kind.entry_schema["properties"].items():
        if name in _APART:
            continue
        option = id_of(label(name))
        if "heading" not in schema:
            if _is_simple(schema):
                yield Asked(option, name, "", schema, name in needed)
        elif name in needed:
            yield from _first_of(option, name, schema)


def _alternatives(kind: Kind) -> list[Sequence[str]]:
    """Return the alternative sets of required properties, the usual one first."""
    return [either.get("required", ()) for either in kind.entry_schema.get("anyOf", ())]


def _required(kind: Kind) -> set[str]:
    """Return the required properties of a new entry."""
    return {*kind.entry_schema.get("required", ()), *next(iter(_alternatives(kind)), ())}


def _first_of(option: str, name: str, schema: Schema) -> Iterator[Asked]:
    """Yield the required values of a section's first item."""
    inner = schema if schema.get("as") == "labels" else schema.get("items", {})
    parts = inner.get("properties", {})
    if not parts:
        yield Asked(option, name, "", schema, needed=True)
    for part in inner.get("required", ()) if parts else ():
        yield Asked(f"{option}-{id_of(label(part))}", name, part, parts[part], needed=True)


def _is_simple(schema: Schema) -> bool:
    items = schema.get("items", schema)
    wanted = items.get("type", "string")
    return bool(_SIMPLE.intersection([wanted] if isinstance(wanted, str) else wanted))


def _by_option(given: Mapping[str, str | None]) -> dict[str, str | None]:
    return {name.replace("_", "-"): value for name, value in given.items()}


def _create(drafting: Drafting, asked: Sequence[Asked]) -> None:
    """Prompt for missing values, write the document and say what is left to write."""
    answers = {
        (one.name, one.part): drafting.ask(one.option, None if one.needed else "", one.schema)
        for one in asked
    }
    drafting.finish()
    alternatives = {name for names in _alternatives(drafting.kind) for name in names}
    unused = alternatives - _required(drafting.kind)
    properties = {
        name: schema for name, schema in drafting.properties().items() if name not in unused
    }
    front: dict[str, Any] = {"title": drafting.title}
    texts: dict[str, str] = {}
    for name, schema in properties.items():
        parts = {part: value for (owner, part), value in answers.items() if owner == name}
        if "heading" in schema:
            texts |= {name: skeleton.first(schema, parts)} if parts else {}
        elif parts.get("") is not None:
            in_text = schema.get("lead") or name == drafting.kind.schema.get("body")
            (texts if in_text else front)[name] = parts[""]
    body = texts.get(drafting.kind.schema.get("body", ""), "")
    excluded = [*front, *unused]
    text = f"{body}\n" if body else skeleton.body(drafting.kind, texts, excluded, skeleton.hidden)
    meant: dict[Route, tuple[str, str]] = {
        (one.name,): (f"--{one.option}", texts[one.name])
        for one in asked
        if one.schema.get("lead") and one.name in texts
    }
    drafting.write(drafting.path(), front, text, meant)
    empty = [
        str(schema["heading"][0]).lower()
        for name, schema in properties.items()
        if "heading" in schema and name not in texts
    ]
    print_output(f"next: write its {joined(empty, 6)}" if empty else "next: review the file")
