"""The browser and Python show the same dates of a run in the same words."""

from typing import Any

import pytest

from handbook.schedule import Start, span
from handbook.workdays import Workdays
from tests.site.reader import Reader
from tests.support.calendars import CALENDARS, Case, cases

pytestmark = pytest.mark.browser

_SPAN_TEXTS = """async ([calendars, cases]) => {
  const { src } = document.querySelector("script[type=module]");
  const { dayOf } = await import(new URL("../dates/days.js", src).href);
  const { span, workdays } = await import(new URL("dates.js", src).href);
  const { spanText } = await import(new URL("texts.js", src).href);
  return cases.map(({ when, day, minutes, near, zone, calendar }) => {
    const days = workdays({ ...calendars[calendar], zone });
    const found = span(when, { day: dayOf(day), minutes, near }, days);
    return found && spanText(found, zone);
  });
}"""


def _calendar(days: Workdays) -> dict[str, Any]:
    once = [
        {"title": title, "date": day.isoformat(), "yearly": False}
        for day, title in days.once.items()
    ]
    yearly = [
        {"title": found.title, "date": found.first.isoformat(), "yearly": True}
        for found in days.yearly.values()
    ]
    return {"week": sorted(days.week), "holidays": once + yearly}


def _case(case: Case) -> dict[str, Any]:
    when = case.step.when
    return {
        "when": {
            "unit": when.unit,
            "start": when.start,
            "end": when.end,
            "origin": case.step.origin,
            "back": case.step.back,
        },
        **_start(case.start),
        "calendar": case.calendar,
    }


def _start(start: Start) -> dict[str, Any]:
    moment = start.moment
    return {
        "day": start.day.isoformat(),
        "minutes": start.minutes,
        # A run starts at about the time its dates are counted from.
        "near": moment.timestamp() * 1000 if moment else 0,
        "zone": start.zone.key,
    }


def test_browser_and_python_show_the_same_dates(visitor: Reader) -> None:
    all_cases = list(cases())
    page = visitor.open("runs/")
    calendars = {name: _calendar(days) for name, days in CALENDARS.items()}

    in_browser = page.evaluate(_SPAN_TEXTS, [calendars, [_case(case) for case in all_cases]])

    in_python = [
        found.text if (found := span(case.step, case.start, CALENDARS[case.calendar])) else None
        for case in all_cases
    ]
    different = [
        (case, browser, python)
        for case, browser, python in zip(all_cases, in_browser, in_python, strict=True)
        if browser != python
    ]
    assert different == []
    assert len(set(in_python)) > 500
    assert None in in_python
