"""`handbook new`: a valid file with all the sections of its kind, ready to be filled in."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

from handbook.placeholders import placeholders_in
from scripts import skeleton
from scripts.clock import Day
from scripts.draft import DraftRequest, write_draft
from scripts.drafting import Drafting
from scripts.kinds import Kinds
from scripts.paths import NamedPath
from scripts.terminal import print_output

FIRST_VERSION = "0.1"
F = TypeVar("F", bound=Callable[..., Any])

_AREA = {"refersTo": "areas", "description": "The part of the company's work it belongs to."}
_ACTION = {"description": "The first thing to do."}
_STEP = {"description": "The name of the first step."}
_WRITTEN_AS = {"sop": "sops", "meeting": "meetings"}
_DOCUMENT = "## [Heading]\n\n[Text]\n"
# Options whose names differ from their parameters.
_OPTION_NAMES = {"day": "date", "settings": "set"}


@click.group("new", cls=Kinds, invoke_without_command=True)
@click.option("--from", "template", metavar="TEMPLATE", help="Create a draft from this template.")
@click.option(
    "--date", "day", type=Day(), metavar="DATE", help="The date of the draft; default: today."
)
@click.option("--reviewer", metavar="NAME", help="The reviewer: a role or a name.")
@click.option(
    "--set", "settings", multiple=True, metavar="NAME=VALUE", help="Fill in the placeholder [NAME]."
)
@click.option(
    "-o",
    "--output",
    type=NamedPath(),
    metavar="FILE",
    help="The draft's file, or - for stdout; default: TEMPLATE-DATE.md in this folder.",
)
@click.pass_context
def command(ctx: click.Context, /, template: str | None, **wish: Any) -> None:
    """Create a document, or a draft from a template.

    On a terminal, prompts for missing options. Existing files are never overwritten, and files
    with errors are never written. Placeholders left to fill in a draft stay in [brackets].

    \b
    Examples:
      handbook new sop "Customer offboarding"
      handbook new meeting "Support retro" --cadence monthly --purpose "Learn from tickets."
      handbook new --from weekly-health-check --date 2026-11-23 --reviewer COO
      handbook new --from welcome-e-mail --set "First Name=Ada" --set "Company Name=Example Ltd"
    """
    given = [f"--{_OPTION_NAMES.get(name, name)}" for name, value in wish.items() if value]
    if template is None and given:
        raise click.UsageError(f"{given[0]} requires --from", ctx)
    if template is not None and ctx.invoked_subcommand is not None:
        raise click.UsageError(f"--from cannot be used with {ctx.invoked_subcommand!r}", ctx)
    if template is not None:
        write_draft(
            ctx.obj,
            DraftRequest(template, wish["day"], wish["reviewer"], wish["settings"], wish["output"]),
        )
    elif ctx.invoked_subcommand is None:
        raise click.exceptions.NoArgsIsHelpError(ctx)


def _text_option(name: str, meaning: str) -> Callable[[F], F]:
    return click.option(f"--{name}", name, metavar="TEXT", help=meaning)


_ID = _text_option("id", "The name of the file; default: derived from the title.")


@command.command("sop")
@click.argument("title")
@_ID
@_text_option("process", "The process it describes, or none.")
@_text_option("area", "Its area; default: the area of the process.")
@_text_option("owner", "The role that keeps it up to date; default: the owner of the process.")
@_text_option("backup", "The role that stands in for the owner.")
@_text_option("review", "How often it is reviewed, such as 'every 3 months'.")
@_text_option("purpose", "What it is for, in one sentence.")
@_text_option("step", "The name of the first step.")
@_text_option("action", "The first thing to do.")
@click.pass_context
def sop(ctx: click.Context, /, title: str, **given: str | None) -> None:
    """Create a procedure, sops/AREA/ID.md, as a draft.

    Refer to roles, areas and processes by id, title or alias.

    \b
    Examples:
      handbook new sop "Customer offboarding"
      handbook new sop "Vendor onboarding" --process "Vendor onboarding" \\
        --purpose "Take on a vendor safely." --action "Ask for the contract"
    """
    drafting = Drafting(ctx, "sops", title, given)
    handbook = drafting.handbook
    process = drafting.ask("process")
    known = handbook.find("processes", process) if process else None
    # Without a process there are no defaults for these; report only the process as missing.
    no_default = None if drafting.is_complete() else ""
    area = drafting.ask("area", known.data.get("area") if known else no_default, _AREA)
    owner = drafting.ask("owner", known.data["owner"] if known else no_default)
    backup = drafting.ask("backup", "")
    review = drafting.ask("review", handbook.settings.get("reviewInterval"))
    purpose = drafting.ask("purpose")
    step = drafting.ask("step", "First step", _STEP)
    action = drafting.ask("action", schema=_ACTION)
    drafting.finish()
    properties = drafting.properties()
    first = {"version": FIRST_VERSION, "date": drafting.day.isoformat(), "change": "First draft"}
    texts = {
        "purpose": purpose,
        "steps": _first_step(properties["steps"], step, action),
        "changes": skeleton.table(properties["changes"], [first]),
    }
    front = {
        "title": drafting.title,
        "status": "draft",
        "process": process,
        **_filled(owner=owner, backup=backup, review=review),
        "version": FIRST_VERSION,
    }
    meant = {
        ("purpose",): ("--purpose", purpose),
        ("steps", 0, "title"): ("--step", step),
        ("steps", 0, "actions", 0, "text"): ("--action", action),
    }
    body = skeleton.body(drafting.kind, texts, [*front, "backup"], skeleton.hidden)
    drafting.write(drafting.path(area), front, body, meant)
    print_output("next: write its steps; it stays a draft until you remove 'status: draft'")


def _first_step(schema: Mapping[str, Any], step: str, action: str) -> str:
    labels = skeleton.step_labels(schema["items"]["properties"], skeleton.hidden)
    return f"### {step}\n\n{labels}\n\n1. {action}"


@command.command("template")
@click.argument("title")
@_ID
@_text_option("for", "What it is a template for: sop, meeting, document or message.")
@_text_option("owner", "The role that maintains it.")
@_text_option("purpose", "What it is for, in one sentence.")
@click.pass_context
def template(ctx: click.Context, /, title: str, **given: str | None) -> None:
    """Create a document template: data/templates/ID.md.

    \b
    Examples:
      handbook new template "Postmortem" --for document --purpose "Learn from an incident."
      handbook new template "Field procedure" --for sop --purpose "For work on site."
    """
    drafting = Drafting(ctx, "templates", title, given)
    written = drafting.ask("for")
    owner = drafting.ask("owner", "")
    purpose = drafting.ask("purpose")
    drafting.finish()
    front = {"title": drafting.title, "purpose": purpose, "for": written, **_filled(owner=owner)}
    body = _DOCUMENT
    if written in _WRITTEN_AS:
        body = skeleton.body(drafting.other(_WRITTEN_AS[written]), {}, ["title"], skeleton.shown)
    names = dict.fromkeys(found.name for found in placeholders_in(body))
    front["placeholders"] = {name: {"description": f"{name}."} for name in names}
    drafting.write(drafting.path(), front, body, {})
    print_output("next: replace the text in [brackets]")


def _filled(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
