"""The handbook as a site: read, checked and ready to render, once per build."""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote
from zoneinfo import ZoneInfo

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from handbook.addresses import SITE_CURE, site_root
from handbook.amounts import counted
from handbook.book import Handbook
from handbook.cache import CACHE, Cache, user_cache
from handbook.checks.registry import RULES, explanation
from handbook.diagnostics import Diagnostic, Severity
from handbook.document_cache import reader_over
from handbook.feeds.feed import Feed, feeds
from handbook.git import Git
from handbook.history.loading import load_history
from handbook.history.store import Store, code_digest
from handbook.incremental.check import check_all, recheck
from handbook.incremental.checked import Checked, checked
from handbook.load import Loaded, load
from handbook.pages.check import CheckText
from handbook.pages.edition import Edition
from handbook.pages.issue import MARKS, filled
from handbook.pages.listing import Listing
from handbook.pages.trends import Trend
from handbook.readers import MemoryReader
from handbook.repository import folder_of
from handbook.times import zone_of
from macros.clock import today
from macros.explanations import html_of
from macros.pdfs import choice, kinds_printed
from macros.progress import progress
from macros.stash import Stash

# Files that a server has read, for its next build.
_FILES = MemoryReader()
# The placeholder address in mkdocs.yml.
_PLACEHOLDER_SITE = "https://example.com/"
_WEB = ("https://", "http://")
# A placeholder, or something that looks like one.
_PLACEHOLDER = re.compile(r"\{\w*\}?|\}")


@dataclass(frozen=True, kw_only=True)
class Site:
    """The data of one build.

    `stash` holds the HTML behind the placeholders that macros return, `lists` the reports built
    so far with their summaries.
    """

    handbook: Handbook
    edition: Edition
    checked: Checked
    zone: ZoneInfo
    stash: Stash = field(default_factory=Stash)
    lists: dict[str, tuple[Listing, str]] = field(default_factory=dict)

    def with_changes(self, edition: Edition) -> "Site":
        """Return the site of an edition in which a few texts have changed."""
        found = replace(self, handbook=edition.handbook, edition=edition)
        vars(found)["feeds"] = self.feeds
        return found

    @property
    def today(self) -> date:
        """Return the day the site is built for."""
        return self.edition.today

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Return all diagnostics, in reading order."""
        return self.checked.found

    def abort_on_errors(self) -> None:
        """Raise HandbookErrors if there is any error, before anything is written."""
        _abort_on_errors(self.checked)

    @cached_property
    def feeds(self) -> Mapping[str, Feed]:
        """Return every feed of changes, by the address of its page."""
        built = datetime.combine(self.today, time(), self.zone)
        edition = self.edition
        found = feeds(self.handbook, edition.history, edition.url, built)
        return {one.page: one for one in found}

    @cached_property
    def trends(self) -> tuple[Trend, ...]:
        """Return the trends of the programme's measures; computed only if a page needs them."""
        return progress(self.handbook, self.today, self.zone)

    @cached_property
    def checks(self) -> tuple[CheckText, ...]:
        """Return the text of every check's page, by code."""
        found = [diagnostic.code for diagnostic in self.diagnostics]
        return tuple(
            CheckText(
                code=rule.code,
                severity=rule.severity.value,
                rule=rule.sentence,
                body=html_of(explanation(rule.code) or ""),
                source=f"handbook/explanations/{rule.code}.md",
                found=found.count(rule.code),
            )
            for rule in sorted(RULES.values())
        )


class SiteSettings(NamedTuple):
    """The site's address and the templates of its external links; empty if not known.

    `edit` has "{path}" for the path of a file; for the placeholders of `issues` see `filled`.
    `serving` is true if the site is rebuilt while it is edited.
    """

    url: str = ""
    edit: str = ""
    issues: str = ""
    pdf: str = "none"
    serving: bool = False

    def unset_notes(self) -> Iterator[str]:
        """Yield a note for each address that is not set, with its consequences."""
        if not self.url:
            # All other pages use relative links.
            yield (
                "HANDBOOK_URL is not set; 404.html needs JavaScript unless the site is at the "
                "root of its host"
            )
        for name, address in (("HANDBOOK_EDIT", self.edit), ("HANDBOOK_ISSUES", self.issues)):
            if address.startswith(_PLACEHOLDER_SITE):
                yield (
                    f"{name} is not set, so links point to {_PLACEHOLDER_SITE}; "
                    'set it, or set it to "" to remove the links'
                )


def read_settings(config: MkDocsConfig) -> SiteSettings:
    """Return the addresses and options that mkdocs.yml sets.

    Raises Abort if an address or the choice of PDFs is not valid.
    """
    serving = bool(config.extra.get("serving", False))
    return SiteSettings(
        # A server knows its own address.
        url=str(config.site_url or "")
        if serving
        else _url(_setting(config, "url", config.site_url)),
        edit=_edit(_setting(config, "edit", config.edit_uri_template)),
        issues=_issues(str(config.extra.get("issues") or "")),
        pdf=choice(config.extra.get("pdf", "none"), serving=serving),
        serving=serving,
    )


def _setting(config: MkDocsConfig, name: str, otherwise: object) -> str:
    """Return a value from "extra" in mkdocs.yml, or else the given MkDocs setting.

    MkDocs would reject a wrong value itself, but without naming the variable.
    """
    return str(config.extra.get(name) or otherwise or "").strip()


def _url(address: str) -> str:
    found = site_root(address) if address else ""
    if found is None:
        raise Abort(f"HANDBOOK_URL is not the address of a site: {address!r}; {SITE_CURE}")
    return found


def _edit(template: str) -> str:
    rest = template.replace("{path}", "")
    if template and (not template.startswith(_WEB) or rest == template or set("{}") & set(rest)):
        raise Abort(
            f"HANDBOOK_EDIT is not the address of a file: {template!r}; "
            "start it with https:// and put {path} where the file's path goes"
        )
    return template


def _issues(template: str) -> str:
    if template and not template.startswith((*_WEB, "mailto:")):
        raise Abort(
            f"HANDBOOK_ISSUES is not the address of a form: {template!r}; "
            "start it with https:// or mailto: and put {title} and {body} where they go"
        )
    for mark in _PLACEHOLDER.findall(template):
        if mark not in MARKS:
            known = ", ".join(MARKS)
            raise Abort(f"unknown placeholder in HANDBOOK_ISSUES: {mark!r}; use one of {known}")
    return template


def with_folder(edit: str, root: Path) -> str:
    """Return a template of edit links with the handbook's folder before "{path}".

    Forges address files from the root of the repository. A template that already contains the
    folder is returned unchanged.
    """
    folder = quote(folder_of(root) or "")
    if re.search(rf"[/=]{re.escape(folder)}\{{path\}}", edit):
        return edit
    return edit.replace("{path}", f"{folder}{{path}}")


class HandbookErrors(Abort):
    """The handbook has errors, one on each line of the message."""

    # A server reloads this module, and with it the class.
    lists_errors = True


def _abort_on_errors(checked: Checked) -> None:
    errors = [found for found in checked.found if found.severity is Severity.ERROR]
    if errors:
        lines = "\n".join(map(str, errors))
        number = counted(len(errors), "error")
        raise HandbookErrors(f"{lines}\n\n{number} in the handbook; the site was not changed.")


def abort_on_known_errors(root: Path) -> bool:
    """Raise HandbookErrors if the handbook in a folder has any.

    Return False if that takes a full check, which is not run.
    """
    with user_cache(os.environ.get(CACHE)) as cache:
        found = recheck(root, cache, _day)
    if found is not None:
        _abort_on_errors(found)
    return found is not None


def _day(settings: Mapping[str, Any]) -> date:
    return today(zone_of(settings))


@lru_cache(maxsize=1)
def open_site(root: Path, around: SiteSettings) -> Site:
    """Return the site of the handbook in a folder; the hook and the macros share it.

    Raises HandbookErrors if these are known before the files are read.
    """
    memory = _FILES if around.serving else None
    with user_cache(os.environ.get(CACHE)) as cache:
        loaded, checked = _checked(root, cache, memory)
        handbook, day = loaded.handbook, checked.day
        zone = zone_of(handbook.settings)
        history = load_history(handbook, day, zone, Git(root), Store(cache, code_digest(root)))

    def edit(path: str) -> str | None:
        return around.edit.replace("{path}", quote(path)) or None

    return Site(
        handbook=handbook,
        edition=Edition(
            handbook=handbook,
            today=day,
            edit=edit,
            issue=partial(filled, around.issues),
            url=around.url,
            printed=kinds_printed(handbook, around.pdf),
            history=history,
        ),
        checked=checked,
        zone=zone,
    )


def _checked(root: Path, cache: Cache, memory: MemoryReader | None) -> tuple[Loaded, Checked]:
    """Return the handbook in a folder and everything that is wrong in it."""
    found = recheck(root, cache, _day)
    if found is None:
        return check_all(root, cache, _day, memory=memory)
    _abort_on_errors(found)
    reader = reader_over(cache)
    loaded = load(root, reader=memory.over(reader) if memory else reader)
    # A file may have been saved in between.
    return loaded, checked(loaded, found.day) if loaded.faults else found
