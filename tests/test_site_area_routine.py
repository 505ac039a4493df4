"""What section pages show of an area: its daily routine, its meetings and its metrics."""

from pathlib import Path

from handbook.load import load
from handbook.pages import area_routine
from handbook.pages.edition import Edition, View
from handbook.pages.page import words
from tests.support.handbooks import TODAY, write_handbook

ROUTINES = (
    "notes:\n  title: Notes\n  time: 16:00\n  area: operations\n  tools: [pad]\n"
    "round:\n  title: The round\n  time: 09:00\n  area: operations\n  meeting: round\n"
    "drill:\n  title: Drill\n  time: 10:00\n  area: operations\n  status: retired\n"
)
TOOLS = "pad:\n  title: Pad\n  category: HR\n  purpose: Notes\n  owner: COO\n"
MEETING = "---\ntitle: {}\ncadence: weekly\n{}purpose: Talk.\n---\n"
METRICS = 'speed:\n  title: Speed\n  category: Support\n  target: ">= 80%"\n'


def view(root: Path) -> View:
    files = {
        "data/routines.yaml": ROUTINES,
        "data/tools.yaml": TOOLS,
        "data/metrics.yaml": METRICS,
        "data/meetings/round.md": MEETING.format("Round", "area: operations\nattendees: [COO]\n"),
        "data/meetings/other.md": MEETING.format("Other", ""),
    }
    write_handbook(root, files)
    loaded = load(root)
    assert loaded.faults == ()
    edition = Edition(handbook=loaded.handbook, today=TODAY, edit=lambda path: path)
    return edition.view("people/")


def test_a_day_is_in_order(tmp_path: Path) -> None:
    html = area_routine.day(view(tmp_path), "operations")

    assert words(html) == "09:00 The round 16:00 Notes in Pad"
    assert '<a href="../meetings/round/">The round</a>' in html


def test_an_area_without_routines_says_so(tmp_path: Path) -> None:
    write_handbook(tmp_path, {"data/routines.yaml": ""})
    handbook = load(tmp_path).handbook
    bare = Edition(handbook=handbook, today=TODAY, edit=lambda path: path).view("people/")

    assert words(area_routine.day(bare, "operations")) == "Nothing is scheduled for the day."
    assert (
        words(area_routine.area_meetings(bare, "operations"))
        == "No meetings are listed under this area."
    )


def test_only_meetings_of_the_area_are_shown(tmp_path: Path) -> None:
    html = area_routine.area_meetings(view(tmp_path), "operations")

    assert words(html) == "Meeting When Who Round Talk. Every week COO"


def test_metrics_are_shown_with_their_targets(tmp_path: Path) -> None:
    html = area_routine.measures(view(tmp_path), ["speed"])

    assert words(html) == "Metric Target What is counted Speed ≥ 80% Not defined yet"
