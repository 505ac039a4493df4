"""Feeds of changes as Atom and JSON Feed: for the whole handbook, by area and by role.

Every feed is published next to its page as `atom.xml` and `feed.json`: `changes/`, `areas/<id>/`,
`roles/<id>/`. The ids of items never change, whatever the address of the site.

If the address of the site is known, links in feeds are absolute. Otherwise they are relative to the
feed, which Atom allows (RFC 4287 resolves them against the address of the feed) but most readers of
JSON Feed do not support; set `HANDBOOK_URL` where feeds are used.
"""
