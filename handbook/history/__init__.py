"""What changed in the handbook, when and for whom, told in words from what git remembers.

`recall(handbook, today, zone, git, store)` in `recall` gives a `History`: `Event`s, newest first,
and in `gaps` what could not be read, as sentences. One event is one entry in one commit:

    commit, moment, day    the commit's full name; its author's time, where the company is
    kind, id, title        the entry as it was called then
    entry                  the entry as it is now; None if it is gone
    how                    "added", "changed", "renamed", "retired" or "removed"
    was                    the id it had before, if that is another
    changes                every difference, as `handbook diff` tells it; `str(change)` is a phrase
    notes                  what the entry's own table of changes says about it
    roles, areas           ids of those that own it, perform it or are named in it, then or now
    key                    a name that stays the same for ever

`history.of(kind, id)` are the events of one entry, under its former ids too, `history.since(day)`
those from a day on. `of_work` are those of how work is done, not of sources, discrepancies or what
must be found by which words; `for_role(id)` and `for_area(id)` are those of them that touch
somebody. A commit that changes only form, such as white space or another name of the same role,
makes no event.

`history.former`, `history.titles` and `history.moved` tell what ids, titles and paths of old stand
for today.

Where git does not reach, rows of the procedures' own tables of changes stand in: they have no
commit, and `written` is their date as it was written, perhaps only a month.
"""
