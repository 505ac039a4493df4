"""The last review of a procedure and what changed since, as shown to a reviewer."""

import difflib
from collections.abc import Iterator
from datetime import date

from handbook.book import Handbook
from handbook.checks.finding import joined
from handbook.records import Sop
from handbook.reports.freshness import suspect
from handbook.source.text import decode
from handbook.status import last_review, standing_of, unchanged
from handbook.times import format_date
from scripts import review_log
from scripts.file_versions import NoHistory, text_when_recorded
from scripts.terminal import styled_diff_line


def review_summary(handbook: Handbook, sop: Sop, day: date) -> Iterator[str]:
    """Yield lines about the last review of a procedure and what changed since."""
    found = standing_of(handbook, sop, day)
    version = f", version {sop.version}" if sop.version else ""
    yield f"{sop.title} ({sop.entry.document.path}{version})"
    review = last_review(handbook, sop)
    if review is None:
        yield "It has never been reviewed."
        return
    role = handbook.roles.get(review.reviewer)
    by = role.title if role else review.reviewer
    yield f"Last review: {format_date(review.date)} by {by}, {review.outcome}."
    if unchanged(handbook, sop, review):
        yield "No changes in meaning since then."
    else:
        yield from _changed(handbook, sop)
    if found.suspects:
        names = joined((suspect(handbook, name) for name in found.suspects), most=9)
        yield f"Cited entries that changed since then: {names}."


def _changed(handbook: Handbook, sop: Sop) -> Iterator[str]:
    """Yield the diff from the text that was last reviewed, if git has it."""
    root = handbook.root
    path = sop.entry.document.path
    record = review_log.path_of(sop.id)
    newest = review_log.last_record_key((root / record).read_text(encoding="utf-8-sig"))
    try:
        past = text_when_recorded(
            root,
            record,
            lambda text: review_log.last_record_key(text) == newest,
            handbook.registers["sops"].kind.files,
        )
    except NoHistory as fault:
        yield f"It has changed since then, but the diff is not available: {fault}."
        return
    now = decode((root / path).read_bytes(), path)
    difference = difflib.unified_diff(
        past.text.splitlines(),
        str(now).splitlines(),
        f"{past.path} ({past.commit}, {past.day})",
        path,
        lineterm="",
    )
    lines = list(difference)
    if not lines:
        yield (
            f"It has changed since then, but commit {past.commit}, which has the review, "
            "already contains the new text."
        )
    for line in lines:
        yield styled_diff_line(line)
