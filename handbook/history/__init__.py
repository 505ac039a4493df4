"""The history of the handbook: what changed, when and for whom, derived from git.

`load_history(handbook, today, zone, git, store)` in `loading` returns a `History`: `Event`s,
newest first, and `gaps`, sentences about what could not be read. An event is one entry in one
commit:

    commit, moment, day    the full commit hash; its author time, in the company's zone
    kind, id, title        the entry as it was called then
    entry                  the entry as it is now; None if it was removed
    how                    "added", "changed", "renamed", "retired" or "removed"
    former_id              its former id, if that changed
    changes                every difference, as in `handbook diff`; `str(change)` is a phrase
    notes                  what the entry's own table of changes says about it
    roles, areas           ids of those that own, perform or are named in it, before or after
    key                    a permanent identifier

`history.of(kind, id)` returns the events of an entry, including those under former ids;
`history.since(day)` those from a day on. `work_events` are those about how work is done, without
sources, discrepancies and search expectations; `for_role(id)` and `for_area(id)` are those of
them that affect a role or an area. A commit that changes only form, such as whitespace or the
spelling of a role's name, produces no event.

`history.former`, `history.titles` and `history.moved` map former ids, titles and paths to
current ones.

Where git has no history, the rows of the procedures' own tables of changes are used: they have
no commit, and `written` is their date as written, which may be only a month.
"""
