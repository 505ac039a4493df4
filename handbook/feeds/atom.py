"""The Atom format of a feed (RFC 4287)."""

from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from markupsafe import escape

from handbook.feeds.feed import Feed, Item

NAME = "atom.xml"
TYPE = "application/atom+xml"
_NAMESPACE = "http://www.w3.org/2005/Atom"


def atom(feed: Feed) -> str:
    """Return a feed as an Atom document."""
    root = Element("feed", {"xmlns": _NAMESPACE, "xml:lang": "en"})
    _text(root, "id", feed.key)
    _text(root, "title", feed.title)
    _text(root, "updated", _moment(feed.updated))
    _text(SubElement(root, "author"), "name", feed.author)
    SubElement(root, "link", {"rel": "self", "type": TYPE, "href": feed.link(feed.page + NAME)})
    SubElement(root, "link", {"type": "text/html", "href": feed.link(feed.page)})
    for item in feed.items:
        _entry(root, feed, item)
    indent(root)
    return f"<?xml version='1.0' encoding='utf-8'?>\n{tostring(root, encoding='unicode')}\n"


def _entry(root: Element, feed: Feed, item: Item) -> None:
    entry = SubElement(root, "entry")
    _text(entry, "id", item.event.key)
    _text(entry, "title", item.title)
    _text(entry, "updated", _moment(item.event.moment))
    if item.address is not None:
        SubElement(entry, "link", {"type": "text/html", "href": feed.link(item.address)})
    SubElement(entry, "category", {"term": item.event.kind})
    # Atom requires content in an entry without a link.
    _text(entry, "content", _html(item.lines)).set("type", "html")


def _text(parent: Element, tag: str, text: str) -> Element:
    child = SubElement(parent, tag)
    child.text = text
    return child


def _html(lines: tuple[str, ...]) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in lines)


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
