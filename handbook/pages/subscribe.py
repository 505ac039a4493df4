"""Ways to use a calendar feed: subscribe, copy its address, or download it."""

from urllib.parse import quote

from markupsafe import Markup

from handbook.pages.edition import View

HOW = "meetings/#subscribe"


def subscribe(view: View, feed: str) -> Markup:
    """Return the links for a calendar feed, given by its address on the site.

    Subscribing needs an absolute URL: if the site does not know its own, a script fills it in.
    """
    whole = f"{view.edition.url}{quote(feed)}" if view.edition.url else ""
    return view.render(
        "subscribe",
        href=view.site(feed),
        whole=whole,
        webcal="webcal:" + whole.partition(":")[2] if whole else "",
        how="" if view.address == "meetings/" else view.site(HOW),
    )
