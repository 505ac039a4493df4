"""Plans are drawn from records, with text equivalents and safe HTML."""

import re
from pathlib import Path

import pytest

from handbook.pages.page import words
from handbook.pages.plan import plan, plans
from tests.support.handbooks import write_handbook
from tests.support.pages import edition, page

NASTY = '"><script>alert(1)</script>{{ 7*7 }}'

PLANS = """\
ours:
  title: Ours
  vision: All is well.
  origin:
    company: Example Ltd
    url: https://example.com/plan
    policy: true
  priorities:
    - {title: Calm, text: Nobody hurries.}
    - {title: Care, text: Nobody breaks it.}
  measures:
    - {title: Noise, text: How loud it is., metric: noise}
theirs:
  title: Theirs
  status: draft
  vision: All is theirs.
  origin: {company: Example Ltd, document: Plan 9, section: Attic}
"""
METRICS = "noise:\n  title: Noise level\n  category: Company\n"


def test_a_plan_is_a_tree_with_linked_names(tmp_path: Path) -> None:
    write_handbook(tmp_path, {"data/plans.yaml": PLANS, "data/metrics.yaml": METRICS})

    html = page(tmp_path, "plans/ours/").html

    tree = html.index('<nav class="hb-chart')
    below = html.index("</nav>", tree)
    assert words(html[tree:below]) == (
        "Vision All is well. Priorities Calm Care Methods None stated Obstacles None stated "
        "Measures Noise"
    )
    targets = re.findall(r'href="#([^"]+)"', html)
    assert targets == ["priorities", "priorities-1", "priorities-2", "measures", "measures-1"]
    assert all(f'id="{target}"' in html for target in targets)
    assert words(html[below:]) == (
        "Priorities Calm Nobody hurries. Care Nobody breaks it. Measures Noise How loud it is. "
        "Now: No data Used by No other entry relies on it."
    )


def test_a_plan_from_elsewhere_is_marked_as_no_policy(tmp_path: Path) -> None:
    write_handbook(tmp_path, {"data/plans.yaml": PLANS, "data/metrics.yaml": METRICS})

    text = words(page(tmp_path, "plans/theirs/").html)

    assert "This plan belongs to Example Ltd, not to Example. It is not binding here." in text
    assert "Source: Plan 9, Attic." in text
    assert "Draft" in text


def test_the_list_of_plans_starts_with_our_own(tmp_path: Path) -> None:
    first, second = PLANS.split("theirs:")
    turned = f"theirs:{second}{first}"
    write_handbook(tmp_path, {"data/plans.yaml": turned, "data/metrics.yaml": METRICS})

    assert words(plans(edition(tmp_path).view("plans/"))) == (
        "Ours All is well. 2 priorities, 1 measure "
        "Theirs All is theirs. Belongs to Example Ltd, not to us Draft"
    )


def test_text_in_a_plan_is_never_markup(tmp_path: Path) -> None:
    nasty = PLANS.replace("Calm", f"'{NASTY}'").replace("Example Ltd", f"'{NASTY}'")
    write_handbook(tmp_path, {"data/plans.yaml": nasty, "data/metrics.yaml": METRICS})

    for address in ("plans/ours/", "plans/theirs/"):
        assert "<script" not in page(tmp_path, address).html
    assert "<script" not in plans(edition(tmp_path).view("plans/"))


def test_a_plan_without_an_origin_names_no_company(tmp_path: Path) -> None:
    write_handbook(tmp_path, {"data/plans.yaml": "a: {title: A, vision: All is well.}\n"})

    html = page(tmp_path, "plans/a/").html

    start = html.index("</header>")
    assert words(html[start : html.index("</nav>", start)]) == (
        "Vision All is well. Priorities None stated Methods None stated Obstacles None stated "
        "Measures None stated"
    )


@pytest.mark.parametrize(
    ("more", "lead"), [("", ""), ("description: Why we plan.\n", "<p>Why we plan.</p>")]
)
def test_a_plan_within_a_page_starts_with_its_description(
    more: str, lead: str, tmp_path: Path
) -> None:
    text = f"a:\n  title: A\n  vision: All is well.\n  {more}"
    view = edition(write_handbook(tmp_path, {"data/plans.yaml": text})).view("reports/")

    html = plan(view, view.entry("plans", "a"))

    assert html[: html.index("<nav")].strip() == lead
