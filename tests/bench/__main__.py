"""Benchmark the handbook and other programs on the same invented procedures, in turn, in one run.

    make bench
    python -m tests.bench --procedures 5000 --rounds 3 --output table.md

Wall and CPU (user and system of all child processes) are in seconds, memory is that of the largest
process; all are medians. The ratio is the median of the ratios within each round, since the speed
of a machine drifts. A run is cold unless its name says otherwise: the output and caches of the
previous one are moved away.
"""

import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

import click

from tests.bench.contestants import CONTESTANTS, Contestant, prepare, set_up, start
from tests.bench.corpora import invented
from tests.support.measuring import Cost

# Installed programs are reused: deleting them would only cost time.
_TOOLS = Path(".cache/bench")
_MB = 1_000_000
_COLUMNS = ("CPU s", "wall s", "MB in memory", "MB written", "files", "CPU against ours")


class Result(NamedTuple):
    """The cost of one contestant in each round, and its output; or the reason it could not run."""

    contestant: Contestant
    rounds: tuple[Cost, ...] = ()
    size: int = 0
    files: int = 0
    missing: str = ""


def results(procedures: int, rounds: int, seed: int, work: Path, tools: Path) -> list[Result]:
    """Return the cost of every contestant; report progress on stderr."""
    _report(f"writing {procedures:,} invented procedures")
    ours = work / "handbook"
    invented(ours, procedures, seed)
    folders: dict[Contestant, Path] = {}
    missing: dict[Contestant, str] = {}
    for contestant in CONTESTANTS:
        _report(f"setting up {contestant.title}")
        reason = set_up(contestant, tools)
        if reason:
            missing[contestant] = reason
        else:
            folders[contestant] = prepare(contestant, ours, work)
    taken: dict[Contestant, list[Cost]] = {one: [] for one in folders}
    for number in range(1, rounds + 1):
        for contestant, folder in folders.items():
            if contestant in missing:
                continue
            _report(f"round {number} of {rounds}: {contestant.title}")
            _put_aside(contestant, folder, work / "aside" / f"{number} {contestant.title}")
            try:
                taken[contestant].append(start(contestant, folder, tools))
            except subprocess.CalledProcessError as fault:
                said = (fault.stderr or b"").decode(errors="replace").strip().splitlines()
                missing[contestant] = said[-1] if said else f"it ended with {fault.returncode}"
    return [
        Result(one, missing=missing[one])
        if one in missing
        else Result(one, tuple(taken[one]), *_written(one, folders[one]))
        for one in CONTESTANTS
    ]


def table(found: Sequence[Result], procedures: int, rounds: int) -> Iterator[str]:
    """Yield the lines of a Markdown table, then the contestants that could not be measured."""
    turns = "1 round" if rounds == 1 else f"{rounds} rounds"
    head = (f"{procedures:,} procedures, {turns}", *_COLUMNS)
    yield f"| {' | '.join(head)} |"
    yield "|---|---|---|---|---|---|---|"
    # The first of our own contestants is the baseline.
    ours = {one.contestant.group: one for one in reversed(found) if not one.contestant.peer}
    for one in found:
        if one.rounds:
            yield f"| {' | '.join(_cells(one, ours))} |"
    for one in found:
        if one.missing:
            yield f"\nNot measured: {one.contestant.title} ({one.contestant.peer}): {one.missing}"


def _cells(one: Result, ours: Mapping[str, Result]) -> Iterator[str]:
    version = one.contestant.peer.partition("==")[2]
    yield f"{one.contestant.title}{f' ({version})' if version else ''}"
    yield f"{median(turn.cpu for turn in one.rounds):.1f}"
    yield f"{median(turn.wall for turn in one.rounds):.1f}"
    yield f"{median(turn.memory for turn in one.rounds):.0f}"
    yield f"{one.size / _MB:.1f}" if one.files else ""
    yield f"{one.files:,}" if one.files else ""
    pairs = zip(one.rounds, ours[one.contestant.group].rounds, strict=False)
    ratios = [turn.cpu / own.cpu for turn, own in pairs]
    yield f"{median(ratios):.2f}x" if ratios else ""


def _put_aside(contestant: Contestant, folder: Path, aside: Path) -> None:
    """Move the output of a run away; deleting it would slow down file creation in the next one.

    On ext4, creating a file makes Linux step over recently deleted inodes one by one.
    """
    aside.mkdir(parents=True)
    for name in filter(None, (contestant.output, *contestant.forgets)):
        if (folder / name).exists():
            (folder / name).rename(aside / name)


def _written(contestant: Contestant, folder: Path) -> tuple[int, int]:
    """Return the number of bytes and files a program has written."""
    if not contestant.output:
        return 0, 0
    files = [file for file in (folder / contestant.output).rglob("*") if file.is_file()]
    return sum(file.stat().st_size for file in files), len(files)


def _report(words: str) -> None:
    click.echo(words, err=True)


@click.command()
@click.option("--procedures", type=click.IntRange(min=1), default=1000, show_default=True)
@click.option("--rounds", type=click.IntRange(min=1), default=3, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Also write it.")
def main(procedures: int, rounds: int, seed: int, output: Path | None) -> None:
    """Benchmark the handbook and other programs, and print a table."""
    with TemporaryDirectory(prefix="bench-") as work:
        found = results(procedures, rounds, seed, Path(work), _TOOLS.absolute())
    text = "\n".join(table(found, procedures, rounds)) + "\n"
    click.echo(text, nl=False)
    if output is not None:
        output.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
