"""`handbook review`: show what changed since the last review and record a new one."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import click

from handbook.book import Handbook
from handbook.fingerprint import citations, fingerprint
from handbook.load import Loaded
from handbook.records import Sop
from handbook.source.yaml import dump_yaml
from handbook.status import last_review
from handbook.times import format_date
from scripts import review_log
from scripts.clock import Day, today
from scripts.files import create, replace
from scripts.interview import Interview, question
from scripts.lookup import find_entry, fix_first
from scripts.preflight import errors, validate
from scripts.refusal import Refusal
from scripts.since_review import review_summary
from scripts.terminal import print_note, print_output
from scripts.workspace import find_root, open_handbook


@click.command("review")
@click.argument("procedure", metavar="ID")
@click.option("--reviewer", metavar="ROLE", help="The role that reviewed it.")
@click.option(
    "--date", "reviewed", type=Day(), metavar="DATE", help="The date of the review; default: today."
)
@click.option("--outcome", metavar="OUTCOME", help="unchanged, changed or retire.")
@click.option("--checked", metavar="TEXT", help="What was checked, and against what.")
@click.option("--dry-run", is_flag=True, help="Show the record and write nothing.")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    procedure: str,
    reviewed: date | None,
    *,
    dry_run: bool,
    **given: str | None,
) -> None:
    """Record the review of a procedure.

    ID is the procedure's id, title or alias. Changes to it and to the entries it cites since
    its last review are shown first. The record is added to data/reviews/ID.yaml with a
    fingerprint of the reviewed content, so that later changes are detected. On a terminal,
    prompts for missing options.

    \b
    Examples:
      handbook review customer-onboarding
      handbook review customer-onboarding --reviewer COO --outcome unchanged \\
        --checked "Walked through it with the last two customers."
    """
    loaded = open_handbook(find_root(ctx.obj))
    handbook = loaded.handbook
    day = today(handbook.settings)
    sop = handbook.sops[find_entry(loaded, "sops", "procedure", procedure).id]
    _refuse_errors(loaded, sop, day)
    for line in review_summary(handbook, sop, day):
        print_note(line)
    path = sop.entry.document.path
    if sop.status == "draft":
        print_note(f"It is a draft: set 'status: active' in {path} before you review it.")
    if sop.status == "retired":
        print_note("It is retired and no longer needs reviews.")
    answers = _answers(handbook, given)
    reviewed = _dated(handbook, sop, reviewed or day, day)
    record = _record(handbook, sop, reviewed, answers)
    _refuse_repeated(handbook, sop, record)
    if dry_run:
        print_output(dump_yaml([record]), newline=False)
        return
    print_output(_write(loaded, day, sop.id, record))
    if answers["outcome"] == "retire" and sop.status != "retired":
        print_output(f"next: set 'status: retired' in {path}")


def _refuse_errors(loaded: Loaded, sop: Sop, day: date) -> None:
    """Raise Refusal if the procedure, its citations or its reviews have errors."""
    path = sop.entry.document.path
    if any(fault.place.path == path for fault in errors(loaded, day)):
        raise Refusal(fix_first(path))
    if not loaded.handbook.is_resolved(sop.entry):
        raise Refusal(f"{path!r} cites entries in files with errors; fix these first")
    if "reviews" in loaded.handbook.unread:
        record = review_log.path_of(sop.id)
        if any(fault.place.path == record for fault in loaded.faults):
            raise Refusal(fix_first(record))


def _answers(handbook: Handbook, given: Mapping[str, str | None]) -> dict[str, Any]:
    """Return the reviewer's answers to the questions in the schema of a review."""
    register = handbook.registers.get("reviews")
    if register is None:
        raise Refusal("this handbook has no reviews: data/schemas/reviews.json cannot be read")
    properties = register.kind.entry_schema["properties"]["reviews"]["items"]["properties"]
    interview = Interview()
    answers = {
        name: interview.ask(question(handbook, f"--{name}", properties[name]), given[name])
        for name in ("reviewer", "outcome", "checked")
    }
    interview.finish()
    return answers


def _dated(handbook: Handbook, sop: Sop, reviewed: date, day: date) -> date:
    """Return the date of the review; raises Refusal if it is not possible."""
    if reviewed > day:
        raise Refusal(f"--date: {format_date(reviewed)} is in the future")
    review = last_review(handbook, sop)
    if review is not None and reviewed < review.date:
        raise Refusal(f"--date: the last review was later, on {format_date(review.date)}")
    changed = max(sop.changed, default=reviewed)
    if reviewed < changed:
        raise Refusal(f"--date: its latest change was later, on {format_date(changed)}")
    return reviewed


def _record(
    handbook: Handbook, sop: Sop, reviewed: date, answers: Mapping[str, Any]
) -> dict[str, Any]:
    record: dict[str, Any] = {"date": reviewed.isoformat(), **answers}
    if sop.version is not None:
        record["version"] = sop.version
    record["fingerprint"] = fingerprint(handbook, sop.entry)
    cited = citations(handbook, sop.entry)
    return {**record, "cites": cited} if cited else record


def _refuse_repeated(handbook: Handbook, sop: Sop, record: Mapping[str, Any]) -> None:
    """Raise Refusal if an identical review is already recorded for that date."""
    entry = handbook.names.find(("roles",), str(record["reviewer"]), "")
    reviewer = entry.id if entry else record["reviewer"]
    for one in handbook.reviews.get(sop.id, ()):
        recorded = (
            one.date.isoformat(),
            one.reviewer,
            one.outcome,
            one.fingerprint,
            dict(one.cites),
        )
        if recorded == (
            record["date"],
            reviewer,
            record["outcome"],
            record["fingerprint"],
            dict(record.get("cites", {})),
        ):
            raise Refusal(
                f"this review is already recorded: {one.place()}, and nothing has changed since; "
                "edit it there"
            )


def _write(before: Loaded, day: date, procedure: str, record: Mapping[str, Any]) -> str:
    """Add a record to a procedure's review file and return the file's path."""
    path = review_log.path_of(procedure)
    file = before.handbook.root / path
    if not file.exists():
        text = review_log.new_file(procedure, record)
        validate(before, day, path, text)
        create(file, text)
        return path
    content = review_log.appended(file.read_bytes(), record)
    if content is None:
        raise Refusal(
            f"{path!r} does not end with a block list of reviews; "
            "add the output of --dry-run by hand"
        )
    validate(before, day, path, content.decode("utf-8-sig"))
    replace(file, content)
    return path
