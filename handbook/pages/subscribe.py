"""How a calendar is taken along: subscribed to, copied as an address, or downloaded."""

from urllib.parse import quote

from markupsafe import Markup

from handbook.pages.edition import View

HOW = "meetings/#subscribe"


def subscribe(view: View, feed: str) -> Markup:
    """Return the ways to take along a calendar that stands at an address on the site.

    A program can subscribe to a whole address only: where the site does not know its own, the
    browser that shows the page does.
    """
    whole = f"{view.edition.url}{quote(feed)}" if view.edition.url else ""
    return view.render(
        "subscribe",
        href=view.site(feed),
        whole=whole,
        webcal="webcal:" + whole.partition(":")[2] if whole else "",
        how="" if view.address == "meetings/" else view.site(HOW),
    )
