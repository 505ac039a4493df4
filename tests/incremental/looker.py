"""A handbook whose procedures hang together, and somebody who looks at it again and again."""

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


class Looker:
    """Looks at a handbook, and counts how often it looked at all of it."""

    def __init__(self, root: Path, cache: Cache) -> None:
        self.root = root
        self.cache = cache
        self.whole = 0
        self.look()

    def look(self, today: date = TODAY) -> Checked:
        """Return what is found; it is always what a first look finds."""
        found = check(self.root, self.cache, lambda _: today)
        assert found == check(self.root, Cache(None), lambda _: today)
        return found

    def codes(self, path: str) -> list[str]:
        """Return the codes of what is found in a file."""
        return [one.code for one in self.look().found if one.place.path == path]

    def there_and_back(self, path: str, before: str, now: str) -> tuple[Checked, Checked, Checked]:
        """Write something else in a file, and what stood there; return what is found each time."""
        text = (self.root / path).read_text("utf-8")
        first = self.look()
        self.edit(path, before, now)
        found = self.look()
        (self.root / path).write_text(text, encoding="utf-8")
        return first, found, self.look()

    def edit(self, path: str, before: str, now: str) -> None:
        """Write something else in a file."""
        text = (self.root / path).read_text("utf-8")
        assert before in text
        (self.root / path).write_text(text.replace(before, now, 1), encoding="utf-8")
