"""The times of a procedure's steps on one line; the steps below it say the same in words."""

from urllib.parse import quote

from markupsafe import Markup

from handbook.diagrams import Bar
from handbook.diagrams import timeline as drawn
from handbook.diagrams.timelines import is_to_scale
from handbook.pages.words import counted, sentence
from handbook.records import Sop, Step

# One bar on a line tells nothing.
_FEWEST = 2


def timeline(sop: Sop) -> Markup:
    """Return when each step happens as a drawing, empty if fewer than two steps say it."""
    bars = [bar for step in sop.steps for bar in _bars(step)]
    if len(bars) < _FEWEST:
        return Markup("")
    loose = [step for step in sop.steps if not _bars(step)]
    title = f"{sop.title}: when {counted(len(bars), 'step')} happen; the steps say the same"
    svg = Markup(drawn(title, bars).narrow.svg)  # noqa: S704 - escaped in handbook.diagrams
    scale = "To scale." if is_to_scale(bars) else "In order of time, not to scale."
    without = Markup(" Without a fixed time: {}.").format(Markup(", ").join(map(_link, loose)))
    # On a phone the steps' own times are read from top to bottom: that is a timeline already.
    return Markup(
        '<figure class="hb-drawing hb-timeline"><div class="hb-drawing--from-640">{}'
        "<figcaption>{}{}</figcaption></div></figure>"
    ).format(svg, scale, without if loose else "")


def _bars(step: Step) -> list[Bar]:
    """Return the bar of a step, none if it has no time."""
    stretch = step.when.stretch if step.when else None
    if step.when is None or stretch is None:
        return []
    label = f"{step.number}. {step.title}"
    form = "open" if step.when.start is None else "solid"
    return [Bar(label, sentence(step.when.text), *stretch, f"#{quote(step.anchor)}", form)]


def _link(step: Step) -> Markup:
    told = Markup(" ({})").format(step.when.text) if step.when else ""
    return Markup('<a href="#{}">{}. {}</a>{}').format(
        quote(step.anchor), step.number, step.title, told
    )
