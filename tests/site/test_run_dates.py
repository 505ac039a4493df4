"""The browser and Python tell the same dates in the same words, whatever is asked."""

from typing import Any

import pytest

from handbook.schedule import Start, span
from handbook.workdays import Workdays
from tests.site.reader import Reader
from tests.support.calendars import CALENDARS, Case, cases

pytestmark = pytest.mark.browser

_TELL = """async ([calendars, cases]) => {
  const { src } = document.querySelector("script[type=module]");
  const { dayOf } = await import(new URL("../dates/days.js", src).href);
  const { span, workdays } = await import(new URL("dates.js", src).href);
  const { spanText } = await import(new URL("words.js", src).href);
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
        # A run is begun at about the time that it is counted from.
        "near": moment.timestamp() * 1000 if moment else 0,
        "zone": start.zone.key,
    }


def test_the_browser_shows_the_dates_that_python_shows(visitor: Reader) -> None:
    asked = list(cases())
    page = visitor.open("runs/")
    calendars = {name: _calendar(days) for name, days in CALENDARS.items()}

    in_browser = page.evaluate(_TELL, [calendars, [_case(case) for case in asked]])

    here = [
        found.text if (found := span(case.step, case.start, CALENDARS[case.calendar])) else None
        for case in asked
    ]
    different = [
        (case, browser, python)
        for case, browser, python in zip(asked, in_browser, here, strict=True)
        if browser != python
    ]
    assert different == []
    assert len(set(here)) > 500
    assert None in here
