"""The metrics report shows the value of each metric in use, and how many have one."""

from pathlib import Path

from handbook.load import load
from handbook.reports.metrics import metrics
from handbook.reports.table import Table
from tests.support.handbooks import TODAY, write_handbook

METRICS = """\
uptime: {title: Uptime, category: Reliability, target: ">= 99%", frequency: monthly}
orders: {title: Orders, category: Sales}
letters: {title: Letters, category: Sales, status: retired}
"""
VALUES = "metric,date,value\nuptime,2026-09,99.5\nuptime,2026-10,98\nletters,2026-10,4\n"


def _table(root: Path, files: dict[str, str]) -> Table:
    return metrics(load(write_handbook(root, files)).handbook, TODAY)


def test_every_metric_in_use_is_listed_with_its_value(tmp_path: Path) -> None:
    table = _table(tmp_path, {"data/metrics.yaml": METRICS, "data/values/all.csv": VALUES})

    assert [[cell.value for cell in row] for row in table.rows] == [
        ["Uptime", "Reliability", "98", "2026-10", ">= 99%", "Near target", "\u22121.5"],
        ["Orders", "Sales", None, None, None, None, None],
    ]
    assert table.rows[0][0].link == ("metrics", "uptime")
    assert table.note == "1 of 2 metrics has a value."


def test_without_metrics_there_are_no_totals(tmp_path: Path) -> None:
    table = _table(tmp_path, {})

    assert (table.rows, table.note) == ((), "")
