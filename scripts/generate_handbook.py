"""Generator of fictitious handbooks of any size for benchmarks; same arguments, same bytes.

    python -m scripts.generate_handbook --procedures 1000 --seed 1 FOLDER

All names in it are invented. `handbook --root FOLDER check` finds no errors in it.
"""

import shutil
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import click

from handbook.fingerprint import citations, fingerprint
from handbook.load import SCHEMAS, load
from handbook.source.yaml import dump_yaml
from scripts import review_log
from scripts.paths import NamedPath
from scripts.refusal import Refusal

TODAY = date(2026, 11, 21)
# The inventory is one file, and files over a megabyte are rejected.
_MOST_PROCESSES = 5000
_REPOSITORY = Path(__file__).resolve().parent.parent

_SYLLABLES = (
    "bor", "vel", "tam", "rix", "quo", "nes", "dal", "fim", "gra", "jun", "kel", "lop", "mur",
    "pol", "sar", "tev", "wim", "zan",
)  # fmt: skip
# The number of syllables in a name, raised while all drawn names of that length are taken.
_SHORTEST, _LONGEST = 2, 8
_VERBS = (
    "Prepare", "Inspect", "Release", "Renew", "Archive", "Compare", "Deliver", "Register",
    "Replace", "Settle",
)  # fmt: skip
_THINGS = (
    "order", "sample", "contract", "pallet", "invoice", "ticket", "report", "device", "badge",
    "ledger",
)  # fmt: skip
_ACTS = (
    "Open the {thing} of the {name} line and read its history from the first entry on",
    "Compare the {thing} with the **{name}** list, and note every difference in `{name}.log`",
    "Ask whoever handed over the {thing} whether the {name} figures are final",
    "Write the result of the {name} check into the {thing}, with the day and the reason",
    "Send the {thing} on to the next desk, and keep a copy under {name}",
    "Wait for the {name} signal; without it the {thing} stays where it is",
)


class Invention:
    """A source of random names, words and numbers, reproducible by seed."""

    def __init__(self, seed: int) -> None:
        # Not for secrets: reproducible on purpose.
        self.random = Random(seed)  # noqa: S311
        self.taken: set[str] = set()

    def name(self) -> str:
        """Return a word that has not been drawn before."""
        for size in range(_SHORTEST, _LONGEST + 1):
            word = "".join(self.random.choices(_SYLLABLES, k=size)).capitalize()
            if word not in self.taken:
                self.taken.add(word)
                return word
        raise ValueError("no more words")

    def names(self, count: int) -> list[str]:
        """Return that many distinct words."""
        return [self.name() for _ in range(count)]

    def one(self, things: Sequence[str]) -> str:
        """Return a random item."""
        return self.random.choice(things)

    def act(self) -> str:
        """Return the text of a random action."""
        words = self.one(_ACTS)
        return words.format(thing=self.one(_THINGS), name=self.one(_SYLLABLES).capitalize())


class Company:
    """A fictitious company and its procedures."""

    def __init__(self, procedures: int, seed: int) -> None:
        self.draw = Invention(seed)
        self.areas = self.draw.names(max(1, min(20, procedures // 5)))
        self.roles = self.draw.names(max(2, procedures // 15))
        self.tools = self.draw.names(max(2, procedures // 25))
        self.metrics = self.draw.names(max(2, procedures // 20))
        self.titles = [
            f"{self.draw.one(_VERBS)} the {self.draw.name()} {self.draw.one(_THINGS)}"
            for _ in range(procedures)
        ]

    def area(self, number: int) -> str:
        """Return the area id of the procedure with that number."""
        return self.areas[number % len(self.areas)].lower()

    def path(self, number: int) -> str:
        """Return the path of the procedure with that number."""
        return f"sops/{self.area(number)}/{_id(self.titles[number])}.md"

    def registers(self) -> Iterator[tuple[str, Any]]:
        """Yield each single-file register as its kind and data."""
        yield (
            "settings",
            {
                "company": "Example of nobody",
                "title": "Invented handbook",
                "currency": "EUR",
                "timezone": "Europe/Brussels",
                "workingWeek": ["monday", "tuesday", "wednesday", "thursday", "friday"],
                "reviewInterval": "every 3 months",
                "dueSoonDays": 28,
            },
        )
        lead = self.roles[0].lower()
        yield "areas", {name.lower(): {"title": name, "lead": lead} for name in self.areas}
        yield (
            "roles",
            {
                name.lower(): {"title": f"{name} keeper", "holders": [f"{self.draw.name()} Nobody"]}
                for name in self.roles
            },
        )
        yield (
            "tools",
            {
                name.lower(): {
                    "title": name,
                    "category": "Engineering",
                    "purpose": f"Counts every {self.draw.one(_THINGS)}.",
                    "owner": self.draw.one(self.roles).lower(),
                }
                for name in self.tools
            },
        )
        yield (
            "metrics",
            {
                name.lower(): {"title": f"{name} rate", "category": "Quality", "target": ">= 80%"}
                for name in self.metrics
            },
        )
        yield (
            "processes",
            {
                _id(title): {"title": title, "owner": self._role(number), "area": self.area(number)}
                for number, title in enumerate(self.titles[:_MOST_PROCESSES])
            },
        )

    def _role(self, number: int) -> str:
        return self.roles[number % len(self.roles)].lower()

    def procedure(self, number: int) -> str:
        """Return the text of the procedure with that number: steps, a table, a note, links."""
        title = self.titles[number]
        front = {
            "title": title,
            "process": _id(self.titles[number % _MOST_PROCESSES]),
            "owner": self._role(number),
            "backup": self._role(number + 1),
            "review": "every 6 months",
            "version": "1.0",
            "tools": [self.tools[number % len(self.tools)].lower()],
        }
        steps = "\n".join(self._step(number, step) for step in range(1, 7))
        related = "".join(f"- {self._link(other)}\n" for other in self._near(number))
        metric = f"{self.metrics[number % len(self.metrics)]} rate"
        return (
            f"---\n{dump_yaml(front)}---\n\n{title} so that nothing is lost on the way.\n\n"
            f"## Scope\n\n**Applies to:** every {self.draw.one(_THINGS)} that comes in\n"
            f"**Triggers:** a message from the desk\n**Outputs:** a note in the ledger\n\n"
            f"## Steps\n\n{steps}\n## Exceptions\n\n| Scenario | Handling |\n| --- | --- |\n"
            f"{self._rows(4)}\n## Metrics\n\n- {metric}\n\n## Related\n\n{related}\n"
            "## Changes\n\n| Version | Date | Change | Author |\n| --- | --- | --- | --- |\n"
            "| 1.0 | 2026-01 | First version | Nobody |\n"
        )

    def _step(self, number: int, step: int) -> str:
        acts = [self.draw.act() for _ in range(4)]
        link = self._link((number + 13 * step) % len(self.titles))
        remark = f"> [!NOTE]\n> {self.draw.act()}.\n\n" if step == 3 else ""
        return (
            f"### {self.draw.one(_VERBS)} the {self.draw.one(_THINGS)}, part {step}\n\n"
            f"**Owner:** {self.draw.one(self.roles)} keeper · "
            f"**When:** day {2 * step - 1}-{2 * step} · **Tools:** {self.draw.one(self.tools)}\n\n"
            f"1. {acts[0]}\n   - {acts[1]}\n2. {acts[2]}, as {link} says\n3. {acts[3]}\n\n{remark}"
            f"**Outputs:** {self.draw.one(_THINGS)} list, signed {self.draw.one(_THINGS)}\n"
        )

    def _rows(self, count: int) -> str:
        return "".join(f"| {self.draw.act()} | {self.draw.act()} |\n" for _ in range(count))

    def _near(self, number: int) -> list[int]:
        """Return the procedures related to one; the relation is symmetric."""
        count = len(self.titles)
        return sorted({(number + step) % count for step in (-7, -1, 1, 7)} - {number})

    def _link(self, other: int) -> str:
        path = self.path(other).removeprefix("sops/")
        return f"[{self.titles[other]}](../{path})"


def generate(folder: Path, procedures: int, seed: int) -> None:
    """Write a handbook to a new or empty folder, with two thirds of its procedures reviewed."""
    company = Company(procedures, seed)
    shutil.copytree(_REPOSITORY / SCHEMAS, folder / SCHEMAS)
    for kind, data in company.registers():
        _write(folder / "data" / f"{kind}.yaml", dump_yaml(data))
    for number in range(procedures):
        _write(folder / company.path(number), company.procedure(number))
    handbook = load(folder).handbook
    for number, sop in enumerate(handbook.sops.values()):
        if number % 3 == 0:
            continue
        record = {
            "date": (TODAY - timedelta(days=number % 240)).isoformat(),
            "reviewer": sop.owner,
            "outcome": "unchanged",
            "checked": "Read once from start to end.",
            "fingerprint": fingerprint(handbook, sop.entry),
            "cites": citations(handbook, sop.entry),
        }
        _write(folder / review_log.path_of(sop.id), review_log.new_file(sop.id, record))


def _id(title: str) -> str:
    return title.lower().replace(" ", "-")


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="")


@click.command()
@click.argument("folder", type=NamedPath(path_type=Path, file_okay=False))
@click.option("--procedures", type=click.IntRange(min=1), default=1000, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
def main(folder: Path, procedures: int, seed: int) -> None:
    """Write a fictitious handbook to FOLDER, which must be new or empty.

    \b
    Examples:
      python -m scripts.generate_handbook --procedures 1000 --seed 1 /tmp/invented
      handbook --root /tmp/invented check
    """
    if folder.exists() and any(folder.iterdir()):
        raise Refusal(f"{str(folder)!r} is not empty; nothing was written")
    generate(folder, procedures, seed)


if __name__ == "__main__":
    main()
