"""What changed, for programs that follow it: Atom and JSON Feed, for all, by area and by role.

Every feed stands beside the page it belongs to, as `atom.xml` and `feed.json`: `changes/`,
`areas/<id>/`, `roles/<id>/`. Items have names that never change, whatever the address of the site.

If the address of the site is known, links in feeds are whole addresses. If it is not, they are
relative to the feed, which Atom allows (RFC 4287 takes references, resolved against the address the
feed was read from) and most readers of JSON Feed do not; set `HANDBOOK_URL` where feeds are read.
"""
