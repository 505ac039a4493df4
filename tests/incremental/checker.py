"""A handbook of connected procedures, and a helper that checks it repeatedly."""

from datetime import date
from pathlib import Path

from handbook.cache import Cache
from handbook.incremental.check import check
from handbook.incremental.checked import Checked
from tests.support.handbooks import TODAY, procedure

SUPPLIES = "sops/operations/supplies.md"
STOCK = "sops/operations/stock.md"
FILES = {
    "data/processes.yaml": (
        "supplies:\n  title: Supplies\n  owner: coo\n  area: operations\n"
        "stock:\n  title: Stock\n  owner: coo\n  area: operations\n"
    ),
    "data/roles.yaml": (
        "coo:\n  title: COO\n  area: operations\n  holders: [Ada Example]\n"
        "clerk:\n  title: Clerk\n  area: operations\n  holders: [Bo Example]\n"
        "guard:\n  title: Guard\n  area: operations\n  vacant: true\n"
    ),
    "data/tools.yaml": "".join(
        f"{name}:\n  title: {title}\n  purpose: Counts\n  category: Finance\n"
        for name, title in {"ledger": "Ledger", "pen": "Pen", "old": "Old pen"}.items()
    ),
    "data/exceptions.yaml": (
        "later:\n  title: Later\n  code: placeholder-text\n  about: sops/stock\n  owner: COO\n"
        '  reason: It is being asked.\n  until: "2027-01-01"\n'
    ),
    "README.md": "# Read me\n",
    "docs/guide.md": "# Guide\n\n## Start\n",
    SUPPLIES: procedure(
        process="supplies",
        more="tools: [Ledger]\n",
        steps="### Count the stock\n\n**Owner:** Clerk · **Tools:** Pen\n\n"
        "1. Note what runs out, as [it says](stock.md#look) there\n"
        "2. Read [the file](../../README.md)\n\n### Order\n\n1. Send it\n",
        after="## Related\n\n- [Stock](stock.md)\n",
    ),
    STOCK: procedure(
        "Looking after the stock",
        process="stock",
        steps="### Look\n\n1. Look at [the guide](../../docs/guide.md#start)\n\n"
        "### Write\n\n**Owner:** COO · **Tools:** Old pen\n\n1. Write it down\n",
        after="## Related\n\n- [Supplies](supplies.md)\n",
    ),
}


class Checker:
    """Checks a handbook and counts the full checks."""

    def __init__(self, root: Path, cache: Cache) -> None:
        self.root = root
        self.cache = cache
        self.full_checks = 0
        self.check()

    def check(self, today: date = TODAY) -> Checked:
        """Return the result, which must equal that of a full check."""
        found = check(self.root, self.cache, lambda _: today)
        assert found == check(self.root, Cache(None), lambda _: today)
        return found

    def codes(self, path: str) -> list[str]:
        """Return the codes of the diagnostics in a file."""
        return [one.code for one in self.check().found if one.place.path == path]

    def there_and_back(self, path: str, before: str, now: str) -> tuple[Checked, Checked, Checked]:
        """Edit a file and undo it; return the results before, between and after."""
        text = (self.root / path).read_text("utf-8")
        first = self.check()
        self.edit(path, before, now)
        found = self.check()
        (self.root / path).write_text(text, encoding="utf-8")
        return first, found, self.check()

    def edit(self, path: str, before: str, now: str) -> None:
        """Replace some text in a file."""
        text = (self.root / path).read_text("utf-8")
        assert before in text
        (self.root / path).write_text(text.replace(before, now, 1), encoding="utf-8")
