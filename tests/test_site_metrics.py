"""Pages of metrics and dashboards show the value, the target and what is unknown."""

import re
from datetime import date
from pathlib import Path

from handbook.load import load
from handbook.pages.edition import Edition
from handbook.pages.page import Page
from tests.support.handbooks import write_handbook
from tests.support.pages import pages

METRICS = """\
orders:
  title: Orders
  category: Sales
  definition: How many came in.
  unit: orders
  target: ">= 40"
  owner: operations
  over: sum
mood:
  title: "<b>Mood</b>"
  category: Company
"""
VALUES = """\
metric,date,value
orders,2026-10,36
orders,2026-11-02,30
orders,2026-11-20,12
"""
DASHBOARDS = """\
week:
  title: Week
  periods: [this week, month to date]
  tiles:
    - title: Sales
      metrics: [orders, mood]
  metrics: [orders, mood]
"""


def _page(root: Path, address: str, values: str = VALUES, today: date = date(2026, 11, 21)) -> Page:
    write_handbook(
        root,
        {
            "data/metrics.yaml": METRICS,
            "data/values/a.csv": values,
            "data/dashboards.yaml": DASHBOARDS,
        },
    )
    handbook = load(root).handbook
    edition = Edition(handbook=handbook, today=today, edit=lambda _: None)
    return next(page for page in pages(edition) if page.address == address)


def test_a_metric_shows_its_status_and_its_source(tmp_path: Path) -> None:
    html = _page(tmp_path, "metrics/orders/").html

    assert '<span class="hb-now__figure">12 orders</span>' in html
    assert "Off target" in html
    assert "▼ \u221218 orders" in html
    assert "From 36 orders in October 2026 to 12 orders on 20 November 2026" in html
    assert '<a href="../../dashboards/week/">Week</a>' in html


def test_a_metric_without_a_value_says_what_is_missing_and_how_to_add_it(tmp_path: Path) -> None:
    html = _page(tmp_path, "metrics/mood/").html

    assert "<strong>No value is recorded yet.</strong> </p>" in html
    assert 'href="../../guide/register/"' in html
    assert "<b>Mood" not in html


def test_a_metric_without_any_figures_has_no_facts(tmp_path: Path) -> None:
    assert 'class="hb-facts"' in _page(tmp_path / "a", "metrics/orders/").html
    assert 'class="hb-facts"' not in _page(tmp_path / "b", "metrics/mood/").html


def test_an_unknown_status_is_shown_only_where_there_is_a_target(tmp_path: Path) -> None:
    html = _page(tmp_path, "metrics/orders/", "metric,date,value\n").html

    assert "No value is recorded yet.</strong> Whether the target is met is not known." in html


def test_an_outdated_figure_says_so_and_is_no_longer_on_target(tmp_path: Path) -> None:
    metrics = METRICS.replace("  over: sum\n", "  over: sum\n  frequency: daily\n")
    metrics = metrics.replace("category: Company\n", "category: Company\n  frequency: daily\n")
    dashboards = DASHBOARDS.replace("[orders, mood]", "[mood]", 1)
    files = {
        "data/metrics.yaml": metrics,
        "data/values/a.csv": "metric,date,value\norders,2026-08,50\nmood,2026-08,5\n",
        "data/dashboards.yaml": dashboards,
    }
    handbook = load(write_handbook(tmp_path, files)).handbook
    edition = Edition(handbook=handbook, today=date(2026, 11, 21), edit=lambda _: None)

    shown = {page.address: page.html for page in pages(edition)}

    assert shown["metrics/orders/"].count("Out of date") == 1
    # A tile without a target has no status.
    assert "August 2026</time>, out of date</p>" in shown["dashboards/week/"]
    assert not [html for html in shown.values() if "On target" in html]


def test_a_tile_says_once_that_its_figure_is_outdated_with_and_without_a_target(
    tmp_path: Path,
) -> None:
    metrics = METRICS.replace("  over: sum\n", "  over: sum\n  frequency: daily\n")
    values = "metric,date,value\norders,2026-08,50\n"
    files = {"data/metrics.yaml": metrics, "data/values/a.csv": values}
    files["data/dashboards.yaml"] = DASHBOARDS
    handbook = load(write_handbook(tmp_path, files)).handbook
    edition = Edition(handbook=handbook, today=date(2026, 11, 21), edit=lambda _: None)

    shown = {page.address: page.html for page in pages(edition)}

    _, _, rest = shown["dashboards/week/"].partition('<ul class="hb-tiles">')
    tiles, _, _ = rest.partition("</ul>")
    assert '<p class="hb-tile__target"><span>Target' in tiles
    assert "August 2026</time>, out of date</p>" in tiles
    assert "Out of date" not in tiles


def test_a_target_is_next_to_its_figure(tmp_path: Path) -> None:
    html = _page(tmp_path, "dashboards/week/").html

    assert html.index("hb-tile__figure") < html.index("hb-tile__target")
    assert html.index("hb-tile__target") < html.index("hb-tile__beside")


def test_figures_of_different_days_in_a_tile_each_have_their_date(tmp_path: Path) -> None:
    def days(values: str) -> list[str]:
        html = _page(tmp_path, "dashboards/week/", f"metric,date,value\n{values}").html
        tiles = html.partition('<ul class="hb-tiles">')[2].partition("</ul>")[0]
        return re.findall(r'hb-tile__when"><time[^>]*>([^<]*)</time>', tiles)

    assert days("orders,2026-11-20,5\nmood,2026-11-20,4\n") == ["20 November 2026"]
    assert days("orders,2026-11-20,5\n") == ["20 November 2026"]
    assert days("orders,2026-11-20,5\nmood,2026-10,4\n") == ["20 November 2026", "October 2026"]
    assert days("mood,2026-10,4\n") == ["October 2026"]


def test_a_dashboard_has_tiles_and_a_figure_for_each_period(tmp_path: Path) -> None:
    html = _page(tmp_path, "dashboards/week/").html

    assert '<p class="hb-tile__figure">12 <span class="hb-tile__unit">orders</span></p>' in html
    assert '<td class="hb-figure" data-label="This week">12 orders</td>' in html
    assert '<td class="hb-figure" data-label="Month to date">42 orders</td>' in html
    assert '<td class="hb-figure" data-label="This week">No data</td>' in html


def test_a_monthly_value_counts_for_the_month_and_for_no_week(tmp_path: Path) -> None:
    rows = "metric,date,value\norders,2026-06,100\norders,2026-06-02,3\n"
    html = _page(tmp_path, "dashboards/week/", rows, date(2026, 6, 3)).html

    assert '<td class="hb-figure" data-label="This week">3 orders</td>' in html
    assert '<td class="hb-figure" data-label="Month to date">100 orders</td>' in html
