"""`handbook digest`: each owner's to-do list, as Markdown, email or chat message."""

import os
import smtplib
import ssl
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import click
import requests

from handbook.book import Handbook
from handbook.checks import registry
from handbook.names import suggestion
from handbook.reports import digest_formats
from handbook.reports.digest import Digest, digests
from scripts.clock import today, today_option
from scripts.files import replace
from scripts.paths import NamedPath
from scripts.refusal import Refusal
from scripts.site_address import address_of
from scripts.terminal import print_markdown, print_note, print_output
from scripts.workspace import find_root, open_with_settings, warn_skipped

WEBHOOK, SMTP = "HANDBOOK_WEBHOOK", "HANDBOOK_SMTP"
_SECONDS = 30


@click.command("digest")
@click.option("--role", metavar="ROLE", help="Only for this role, by id, title or alias.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["markdown", "email", "chat"]),
    default="markdown",
    show_default=True,
    help="Markdown, email (.eml) or chat webhook JSON.",
)
@click.option(
    "--output-dir",
    type=NamedPath(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write one file per role to this folder.",
)
@click.option("--send", is_flag=True, help="Send the emails or chat messages.")
@today_option
@click.pass_context
def command(ctx: click.Context, /, requested: date | None, **how: Any) -> None:
    """Write a to-do list for each owner.

    Overdue items come first, then what to review again, to write and to fill in.

    With --send, emails are sent through the server in HANDBOOK_SMTP
    (smtps://user:password@mail.example.com) and chat messages to the webhook in
    HANDBOOK_WEBHOOK. If HANDBOOK_URL is set, items link to the site.

    \b
    Examples:
      handbook digest --role "Support Lead"
      handbook digest --format email --output-dir letters
      handbook digest --format chat --send

    Exit code: 0 success, 1 files with errors were skipped, 2 could not run or send.
    """
    form, folder = str(how["form"]), how["output_dir"]
    if how["send"] and form == "markdown":
        raise Refusal("Markdown cannot be sent; choose --format email or chat")
    loaded = open_with_settings(find_root(ctx.obj))
    handbook = loaded.handbook
    day = today(handbook.settings, requested)
    found = sorted([*loaded.faults, *registry.run(handbook, day).diagnostics])
    wanted = _wanted(handbook, how["role"])
    listed = [
        one
        for one in digests(handbook, found, day, address_of(handbook))
        if wanted in {None, one.role}
    ]
    texts = _texts(handbook, listed, form)
    if folder is not None:
        _write(folder, listed, texts, form)
    elif not how["send"]:
        between = "\n" if form == "chat" else "\n\n"
        joined = between.join(text.decode().rstrip("\n") for text in texts)
        if form == "markdown":
            print_markdown(f"{joined}\n")
        else:
            print_output(joined)
    if how["send"]:
        _send(listed, texts, form)
    if not listed:
        print_note("nobody has anything to do")
    ctx.exit(int(warn_skipped(loaded)))


def _wanted(handbook: Handbook, name: str | None) -> str | None:
    """Return the id of the requested role; raises Refusal if it does not exist."""
    if name is None:
        return None
    entry = handbook.names.find(("roles",), name, "")
    if entry is None:
        known = [role.title for role in handbook.roles.values()]
        near = suggestion(name, known) or handbook.names.offered(["roles"], name)
        raise Refusal(f"unknown role: {name!r}{near}")
    return entry.id


def _texts(handbook: Handbook, listed: Sequence[Digest], form: str) -> list[bytes]:
    if form != "email":
        return [digest_formats.WRITERS[form](digest).encode() for digest in listed]
    settings: Mapping[str, str] | None = handbook.settings.get("digest")
    if settings is None:
        raise Refusal("no sender in the settings; add 'digest' to data/settings.yaml")
    return [
        digest_formats.email(digest, settings["from"], _receiver(handbook, settings, digest))
        for digest in listed
    ]


def _receiver(handbook: Handbook, settings: Mapping[str, str], digest: Digest) -> str:
    rest = str(handbook.settings.get("codeOwners", {}).get("rest", ""))
    return settings["to"].replace("{role}", digest.role or rest or "handbook")


def _write(folder: Path, listed: Sequence[Digest], texts: Sequence[bytes], form: str) -> None:
    ending = {"markdown": "md", "email": "eml", "chat": "json"}[form]
    for digest, text in zip(listed, texts, strict=True):
        replace(folder / f"{digest.role or 'rest'}.{ending}", text, folders=True)
    print_note(
        f"wrote {len(texts)} {'file' if len(texts) == 1 else 'files'} to {folder.as_posix()}"
    )


def _send(listed: Sequence[Digest], texts: Sequence[bytes], form: str) -> None:
    """Send every message; raises Refusal at the first failure, with the number already sent."""
    sender = _post if form == "chat" else _mail
    sent = 0
    for digest, text in zip(listed, texts, strict=True):
        try:
            sender(text)
        except (requests.RequestException, smtplib.SMTPException, OSError) as fault:
            raise Refusal(
                f"cannot send the message for the {digest.name}: {_reason(fault)}; "
                f"{sent} of {len(texts)} sent"
            ) from fault
        sent += 1
    print_note(f"sent {sent} {'message' if sent == 1 else 'messages'}")


def _reason(fault: Exception) -> str:
    """Return the reason without the address, which may contain a secret."""
    if isinstance(fault, requests.HTTPError) and fault.response is not None:
        return f"the server responded with {fault.response.status_code}"
    return type(fault).__name__


def _post(text: bytes) -> None:
    address = _address_from_env(WEBHOOK, ("https", "http"))
    headers = {"Content-Type": "application/json"}
    requests.post(
        address, data=text, headers=headers, timeout=_SECONDS, allow_redirects=False
    ).raise_for_status()


def _mail(text: bytes) -> None:
    # Imported lazily: only needed for sending.
    from email import message_from_bytes  # noqa: PLC0415
    from email.policy import SMTP as POLICY  # noqa: PLC0415

    parts = urlsplit(_address_from_env(SMTP, ("smtps", "smtp")))
    host, port = parts.hostname or "", parts.port or 0
    # By default smtplib accepts any certificate.
    tls = ssl.create_default_context()
    with (
        smtplib.SMTP_SSL(host, port, timeout=_SECONDS, context=tls)
        if parts.scheme == "smtps"
        else smtplib.SMTP(host, port, timeout=_SECONDS)
    ) as server:
        # A server announces its extensions only after EHLO.
        server.ehlo_or_helo_if_needed()
        if parts.scheme == "smtp" and server.has_extn("starttls"):
            server.starttls(context=tls)
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.send_message(message_from_bytes(text, policy=POLICY))


def _address_from_env(name: str, schemes: Sequence[str]) -> str:
    """Return an address from the environment; raises Refusal if it is missing or invalid."""
    value = os.environ.get(name, "")
    if not value:
        raise Refusal(f"cannot send: {name} is not set")
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        # Not chained: the original message can contain part of the password.
        raise Refusal(_unreadable(name)) from None
    if parts.scheme not in schemes:
        raise Refusal(f"{name} is not an address that begins with '{schemes[0]}://'")
    # An SMTP address has no path, so this must be the rest of an unescaped password.
    if name == SMTP and (parts.path not in {"", "/"} or parts.query or parts.fragment):
        raise Refusal(_unreadable(name))
    if not parts.hostname:
        raise Refusal(f"{name} is not an address that begins with '{schemes[0]}://'")
    if port == 0:
        raise Refusal(f"{name} has port 0, which does not exist; use another port or none")
    return value


def _unreadable(name: str) -> str:
    return (
        f"{name} is not a valid address; "
        "write characters such as # and / in a password as %23 and %2F"
    )
