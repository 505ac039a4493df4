"""`handbook pdf`: a procedure, an area or the whole handbook as a PDF to print."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import click

from handbook.book import Handbook
from handbook.load import Loaded
from handbook.pages.edition import Edition
from handbook.pdf.document import Document
from handbook.pdf.revision import revision
from handbook.pdf.whole import PAPERS, How, of_area, of_procedure, whole
from handbook.records import Entry
from scripts.clock import today, today_option
from scripts.files import replace
from scripts.named import named
from scripts.paths import NamedPath
from scripts.refusal import Refusal
from scripts.site_address import site_of
from scripts.terminal import is_terminal, progress, say, tell
from scripts.workspace import find_root, open_timed, warn_unread

_WHOLE = "handbook.pdf"
# From so many bytes on.
_MEGABYTES = 1e5
_STDOUT = "-"


class Order(NamedTuple):
    """One PDF that is asked for: what its file is called, and what writes its document."""

    name: str
    write: Callable[[Edition, How], Document]


@click.command("pdf")
@click.option("--sop", "sops", multiple=True, metavar="ID", help="A procedure; may be repeated.")
@click.option("--area", "areas", multiple=True, metavar="ID", help="An area; may be repeated.")
@click.option("--all", "everything", is_flag=True, help="The whole handbook: what is the default.")
@click.option(
    "-o",
    "--output",
    type=NamedPath(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write to this file, whole or not at all; as -, to stdout.",
)
@click.option(
    "--output-dir",
    type=NamedPath(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write each PDF under its own name into this folder; by default this one.",
)
@click.option(
    "--paper",
    type=click.Choice(list(PAPERS), case_sensitive=False),
    help="The size of the paper; by default that of the settings, or else A4.",
)
@today_option
@click.pass_context
def command(
    ctx: click.Context,
    /,
    output: Path | None,
    output_dir: Path | None,
    paper: str | None,
    asked: date | None,
    **what: Any,
) -> None:
    """Write a procedure, an area or the whole handbook as a PDF.

    ID is an id, a title or an alias. The PDF has contents, page numbers, bookmarks and links,
    and can be read aloud; every page says which edition it is of, and the status of its
    procedure on that day. The same handbook and day give the same bytes. HANDBOOK_URL, if it
    is set, is where links to what is not in the PDF lead.

    \b
    Examples:
      handbook pdf
      handbook pdf --sop customer-onboarding -o onboarding.pdf
      handbook pdf --area support --area engineering --output-dir print

    Exit code: 0, or 1 if files with errors had to be left out, or 2 if it could not look.
    """
    if output is not None and output_dir is not None:
        raise click.UsageError("--output and --output-dir exclude each other", ctx)
    loaded = open_timed(find_root(ctx.obj))
    orders = list(_orders(loaded, **what))
    targets = _targets(orders, output, output_dir)
    handbook = loaded.handbook
    edition = Edition(
        handbook=handbook,
        today=today(handbook.settings, asked),
        edit=lambda _: None,
        url=site_of(),
    )
    how = How(paper or str(handbook.settings.get("paper", "A4")), revision(handbook.root))
    _print(edition, how, orders, targets, folders=output is None)
    ctx.exit(int(warn_unread(loaded)))


def _orders(
    loaded: Loaded, sops: tuple[str, ...], areas: tuple[str, ...], *, everything: bool
) -> Iterator[Order]:
    for area in _found(loaded, "areas", "area", areas):
        yield Order(f"area-{area.id}.pdf", _of_area(area))
    for entry in _found(loaded, "sops", "procedure", sops):
        yield Order(f"{entry.id}.pdf", _of_procedure(loaded.handbook, entry))
    if everything or not (sops or areas):
        yield Order(_WHOLE, whole)


def _of_area(entry: Entry) -> Callable[[Edition, How], Document]:
    return lambda edition, how: of_area(edition, entry, how)


def _of_procedure(handbook: Handbook, entry: Entry) -> Callable[[Edition, How], Document]:
    return lambda edition, how: of_procedure(edition, handbook.sops[entry.id], how)


def _found(loaded: Loaded, kind: str, noun: str, names: Iterable[str]) -> Iterable[Entry]:
    """Return the entries that are called so, each once; raises Refusal if there is none."""
    entries = [named(loaded, kind, noun, name) for name in names]
    return {entry.id: entry for entry in entries}.values()


def _targets(orders: list[Order], output: Path | None, output_dir: Path | None) -> list[Path]:
    """Return where each PDF is written to; raises Refusal if two would be one file."""
    if output is None:
        names = [order.name for order in orders]
        for name in names:
            if names.count(name) > 1:
                raise Refusal(f"two of these PDFs would be called {name!r}; ask for one at a time")
        return [(output_dir or Path()) / name for name in names]
    if len(orders) > 1:
        raise Refusal(
            f"one file holds one PDF, and {len(orders)} are asked for; "
            "write them into a folder with --output-dir"
        )
    if str(output) == _STDOUT and is_terminal():
        raise Refusal("a PDF is nothing to read on a terminal; name a file with --output")
    return [output]


def _print(
    edition: Edition, how: How, orders: list[Order], targets: list[Path], *, folders: bool
) -> None:
    # Imported only here: the library takes a moment, and a wrong call is answered at once.
    from handbook.pdf.typeset import typeset  # noqa: PLC0415

    missing = ""
    with progress("Typesetting") as told:
        for number, (order, target) in enumerate(zip(orders, targets, strict=True)):
            document = order.write(edition, how)
            told(number, len(orders))
            printed = typeset(document)
            missing += printed.missing
            _put(target, printed.pdf, folders=folders)
            told(number + 1, len(orders))
    _tell_missing(missing)


def _put(target: Path, pdf: bytes, *, folders: bool) -> None:
    if str(target) == _STDOUT:
        click.echo(pdf, nl=False)
        return
    replace(target, pdf, folders=folders)
    say(f"{target.as_posix()}: {_size(len(pdf))}")


def _size(number: int) -> str:
    return f"{number / 1e6:.1f} MB" if number >= _MEGABYTES else f"{number / 1e3:.0f} KB"


def _tell_missing(missing: str) -> None:
    if not missing:
        return
    letters = " ".join(dict.fromkeys(missing))
    tell(
        f"no font here has: {letters}; a box stands for each, and the PDF cannot be read aloud "
        "everywhere; install a font that has them"
    )
