"""A command for each kind whose entries are Markdown documents, made from the kind's schema."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import click

from handbook.checks.finding import enumerated
from handbook.load import SCHEMAS
from handbook.names import id_of, suggestion
from handbook.pages.words import label
from handbook.schema import Kind, read_kinds
from handbook.source.places import Route
from scripts import skeleton
from scripts.drafting import Drafting
from scripts.refusal import Refusal
from scripts.terminal import say
from scripts.workspace import find_root

# Asked or written in ways of their own.
_APART = {"title", "aliases", "status"}
_SIMPLE = {"string", "integer", "boolean"}
Schema = Mapping[str, Any]


class Asked(NamedTuple):
    """Something a new entry is asked for: its option, where it belongs, whether it is needed.

    `part` is the property of a section's first entry that it fills, "" for the section itself.
    """

    option: str
    name: str
    part: str
    schema: Schema
    needed: bool


class Kinds(click.Group):
    """A group that has a command for every kind of the handbook it is called on."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return its own commands, then those of the kinds."""
        own = super().list_commands(ctx)
        return own + [name for name in kinds_of(ctx) if name not in own]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command of its own, else one made for the kind of that name."""
        own = super().get_command(ctx, cmd_name)
        kind = None if own else kinds_of(ctx).get(cmd_name)
        return command_of(cmd_name, kind) if kind else own

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is called; raises UsageError if there is none of that name."""
        if args[0].startswith("-") or self.get_command(ctx, args[0]):
            return super().resolve_command(ctx, args)
        for kind in _kinds(ctx):
            if kind.one_file and args[0] in {kind.name, id_of(kind.noun)}:
                where = f"every {kind.noun} stands in {kind.files}; add it there"
                raise click.UsageError(f"no such command {args[0]!r}: {where}", ctx)
        # click would look for a near name among the commands of the group alone.
        near = suggestion(args[0], self.list_commands(ctx))
        raise click.UsageError(f"no such command {args[0]!r}{near}", ctx)


def _kinds(ctx: click.Context) -> list[Kind]:
    """Return the kinds of the handbook that a command is called on; none outside of one."""
    try:
        root = find_root(ctx.find_root().obj)
    except Refusal:
        # The command itself says what is missing; help is given anywhere.
        return []
    return list(read_kinds(root / SCHEMAS, SCHEMAS)[0].values())


def kinds_of(ctx: click.Context) -> dict[str, Kind]:
    """Return the kinds that are written as documents, by what one entry is called; none outside."""
    return {
        id_of(kind.noun): kind
        for kind in _kinds(ctx)
        if kind.files.endswith("/*.md") and kind.files.count("*") == 1
    }


def command_of(name: str, kind: Kind) -> click.Command:
    """Return the command that starts an entry of a kind."""
    asked = list(asked_of(kind))
    noun = kind.noun
    options = [
        click.Option([f"--{one.option}"], metavar="TEXT", help=str(one.schema["description"]))
        for one in asked
    ]
    named = click.Option(
        ["--id"], metavar="TEXT", help="The name of the file; by default made from the title."
    )

    @click.pass_context
    def start(ctx: click.Context, /, title: str, **given: str | None) -> None:
        _start(Drafting(ctx, kind.name, title, _by_option(given)), asked)

    article = "an" if noun[:1] in "aeiou" else "a"
    return click.Command(
        name,
        callback=start,
        params=[click.Argument(["title"]), named, *options],
        help=(
            f"Start {article} {noun}: {kind.files.replace('*', 'ID')}.\n\n"
            f'\b\nExamples:\n  handbook new {name} "Title of the {noun}"'
        ),
        short_help=f"Start {article} {noun}.",
    )


def asked_of(kind: Kind) -> Iterator[Asked]:
    """Yield what a new entry is asked for: all that is simple, and of the rest what is needed.

    Where one of several things is needed, it is asked for the first.
    """
    needed = _needed(kind)
    for name, schema in kind.entry_schema["properties"].items():
        if name in _APART:
            continue
        option = id_of(label(name))
        if "heading" not in schema:
            if _is_simple(schema):
                yield Asked(option, name, "", schema, name in needed)
        elif name in needed:
            yield from _first_of(option, name, schema)


def _ways(kind: Kind) -> list[Sequence[str]]:
    """Return the properties of which an entry has these or those, the usual ones first."""
    return [either.get("required", ()) for either in kind.entry_schema.get("anyOf", ())]


def _needed(kind: Kind) -> set[str]:
    """Return the properties without which a new entry is not whole."""
    return {*kind.entry_schema.get("required", ()), *next(iter(_ways(kind)), ())}


def _first_of(option: str, name: str, schema: Schema) -> Iterator[Asked]:
    """Yield what the first entry of a section has to say."""
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


def _start(desk: Drafting, asked: Sequence[Asked]) -> None:
    """Ask for what is not given yet, write the document and say what is left to write."""
    answers = {
        (one.name, one.part): desk.ask(one.option, None if one.needed else "", one.schema)
        for one in asked
    }
    desk.finish()
    ways = {name for names in _ways(desk.kind) for name in names}
    other_ways = ways - _needed(desk.kind)
    properties = {
        name: schema for name, schema in desk.properties().items() if name not in other_ways
    }
    front: dict[str, Any] = {"title": desk.title}
    texts: dict[str, str] = {}
    for name, schema in properties.items():
        parts = {part: value for (owner, part), value in answers.items() if owner == name}
        if "heading" in schema:
            texts |= {name: skeleton.first(schema, parts)} if parts else {}
        elif parts.get("") is not None:
            in_text = schema.get("lead") or name == desk.kind.schema.get("body")
            (texts if in_text else front)[name] = parts[""]
    body = texts.get(desk.kind.schema.get("body", ""), "")
    apart = [*front, *other_ways]
    text = f"{body}\n" if body else skeleton.body(desk.kind, texts, apart, skeleton.hidden)
    meant: dict[Route, tuple[str, str]] = {
        (one.name,): (f"--{one.option}", texts[one.name])
        for one in asked
        if one.schema.get("lead") and one.name in texts
    }
    desk.write(desk.path(), front, text, meant)
    empty = [
        str(schema["heading"][0]).lower()
        for name, schema in properties.items()
        if "heading" in schema and name not in texts
    ]
    say(f"next: write its {enumerated(empty, 6)}" if empty else "next: read it once more")
