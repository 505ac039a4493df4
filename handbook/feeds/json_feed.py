"""The JSON Feed 1.1 format of a feed, with our own fields in the `_handbook` extension."""

from typing import Any

from handbook.feeds.feed import Feed, Item
from handbook.json_text import json_line

NAME = "feed.json"
TYPE = "application/feed+json"
VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(feed: Feed) -> bytes:
    """Return a feed as a JSON Feed document."""
    document = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.link(feed.page),
        "feed_url": feed.link(feed.page + NAME),
        "authors": [{"name": feed.author}],
        "language": "en",
        "items": [_item(feed, item) for item in feed.items],
    }
    return json_line(document)


def _item(feed: Feed, item: Item) -> dict[str, Any]:
    event = item.event
    fields: dict[str, Any] = {
        "id": event.key,
        "title": item.title,
        "content_text": "\n".join(item.lines),
        "date_published": event.moment.isoformat(),
        "tags": [event.kind],
        "_handbook": {
            "kind": event.kind,
            "id": event.entry.id if event.entry else event.id,
            "how": event.how,
            "day": event.day.isoformat(),
            "commit": event.commit or None,
            "roles": list(event.roles),
            "areas": list(event.areas),
        },
    }
    return fields if item.address is None else {**fields, "url": feed.link(item.address)}
