"""`handbook pdf`: a procedure, an area or the whole handbook as a printable PDF."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import click

from handbook.book import Handbook
from handbook.load import Loaded
from handbook.pages.edition import Edition
from handbook.pdf.document import Document
from handbook.pdf.printable import PAPERS, PrintOptions, of_area, of_procedure, whole
from handbook.pdf.revision import revision
from handbook.records import Entry
from scripts.clock import today, today_option
from scripts.files import replace
from scripts.lookup import find_entry
from scripts.paths import NamedPath
from scripts.refusal import Refusal
from scripts.site_address import site_of
from scripts.terminal import is_terminal, print_note, print_output, progress
from scripts.workspace import find_root, open_with_settings, warn_skipped

_WHOLE = "handbook.pdf"
# Sizes from this number of bytes on are shown in megabytes.
_MIN_MEGABYTES = 1e5
_STDOUT = "-"


class PdfRequest(NamedTuple):
    """A requested PDF: its file name, and the function that creates its document."""

    name: str
    write: Callable[[Edition, PrintOptions], Document]


@click.command("pdf")
@click.option("--sop", "sops", multiple=True, metavar="ID", help="A procedure; repeatable.")
@click.option("--area", "areas", multiple=True, metavar="ID", help="An area; repeatable.")
@click.option("--all", "everything", is_flag=True, help="The whole handbook (default).")
@click.option(
    "-o",
    "--output",
    type=NamedPath(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Output file, written atomically; - for stdout.",
)
@click.option(
    "--output-dir",
    type=NamedPath(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write each PDF under its own name to this folder; default: current folder.",
)
@click.option(
    "--paper",
    type=click.Choice(list(PAPERS), case_sensitive=False),
    help="Paper size; default: from the settings, or A4.",
)
@today_option
@click.pass_context
def command(
    ctx: click.Context,
    /,
    output: Path | None,
    output_dir: Path | None,
    paper: str | None,
    requested: date | None,
    **what: Any,
) -> None:
    """Export a procedure, an area or the whole handbook as PDF.

    ID is an id, a title or an alias. The PDF has a table of contents, page numbers, bookmarks
    and links, and works with screen readers; every page shows the edition and the procedure's
    status on that day. The same handbook and date produce the same bytes. If HANDBOOK_URL is
    set, links to content outside the PDF point to that site.

    \b
    Examples:
      handbook pdf
      handbook pdf --sop customer-onboarding -o onboarding.pdf
      handbook pdf --area support --area engineering --output-dir print

    Exit code: 0 success, 1 files with errors were skipped, 2 could not run.
    """
    if output is not None and output_dir is not None:
        raise click.UsageError("--output and --output-dir cannot be combined", ctx)
    loaded = open_with_settings(find_root(ctx.obj))
    orders = list(_orders(loaded, **what))
    targets = _targets(orders, output, output_dir)
    handbook = loaded.handbook
    edition = Edition(
        handbook=handbook,
        today=today(handbook.settings, requested),
        edit=lambda _: None,
        url=site_of(),
    )
    how = PrintOptions(paper or str(handbook.settings.get("paper", "A4")), revision(handbook.root))
    _export(edition, how, orders, targets, folders=output is None)
    ctx.exit(int(warn_skipped(loaded)))


def _orders(
    loaded: Loaded, sops: tuple[str, ...], areas: tuple[str, ...], *, everything: bool
) -> Iterator[PdfRequest]:
    for area in _found(loaded, "areas", "area", areas):
        yield PdfRequest(f"area-{area.id}.pdf", _of_area(area))
    for entry in _found(loaded, "sops", "procedure", sops):
        yield PdfRequest(f"{entry.id}.pdf", _of_procedure(loaded.handbook, entry))
    if everything or not (sops or areas):
        yield PdfRequest(_WHOLE, whole)


def _of_area(entry: Entry) -> Callable[[Edition, PrintOptions], Document]:
    return lambda edition, how: of_area(edition, entry, how)


def _of_procedure(handbook: Handbook, entry: Entry) -> Callable[[Edition, PrintOptions], Document]:
    return lambda edition, how: of_procedure(edition, handbook.sops[entry.id], how)


def _found(loaded: Loaded, kind: str, noun: str, names: Iterable[str]) -> Iterable[Entry]:
    """Return the named entries without duplicates; raises Refusal if one does not exist."""
    entries = [find_entry(loaded, kind, noun, name) for name in names]
    return {entry.id: entry for entry in entries}.values()


def _targets(orders: list[PdfRequest], output: Path | None, output_dir: Path | None) -> list[Path]:
    """Return the path of each PDF; raises Refusal if two would share a file."""
    if output is None:
        names = [order.name for order in orders]
        for name in names:
            if names.count(name) > 1:
                raise Refusal(
                    f"two of these PDFs would be named {name!r}; export them one at a time"
                )
        return [(output_dir or Path()) / name for name in names]
    if len(orders) > 1:
        raise Refusal(
            f"cannot write {len(orders)} PDFs to one file; write them to a folder with --output-dir"
        )
    if str(output) == _STDOUT and is_terminal():
        raise Refusal("refusing to write a PDF to a terminal; name a file with --output")
    return [output]


def _export(
    edition: Edition,
    how: PrintOptions,
    orders: list[PdfRequest],
    targets: list[Path],
    *,
    folders: bool,
) -> None:
    # Imported lazily: slow to load, and usage errors should be reported at once.
    from handbook.pdf.typeset import typeset  # noqa: PLC0415

    missing = ""
    with progress("Typesetting") as report:
        for number, (order, target) in enumerate(zip(orders, targets, strict=True)):
            document = order.write(edition, how)
            report(number, len(orders))
            printed = typeset(document)
            missing += printed.missing
            _write(target, printed.pdf, folders=folders)
            report(number + 1, len(orders))
    _warn_missing(missing)


def _write(target: Path, pdf: bytes, *, folders: bool) -> None:
    if str(target) == _STDOUT:
        click.echo(pdf, nl=False)
        return
    replace(target, pdf, folders=folders)
    print_output(f"{target.as_posix()}: {_size(len(pdf))}")


def _size(number: int) -> str:
    return f"{number / 1e6:.1f} MB" if number >= _MIN_MEGABYTES else f"{number / 1e3:.0f} KB"


def _warn_missing(missing: str) -> None:
    if not missing:
        return
    letters = " ".join(dict.fromkeys(missing))
    print_note(
        f"no installed font has: {letters}; each is shown as a box, and screen readers cannot "
        "read it; install a font that has them"
    )
