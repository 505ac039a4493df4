"""`handbook digest`: what every owner has to see to, as a letter."""

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
from handbook.reports import letters
from handbook.reports.digest import Digest, digests
from scripts.clock import today, today_option
from scripts.files import replace
from scripts.paths import NamedPath
from scripts.refusal import Refusal
from scripts.site_address import address_of
from scripts.terminal import say, say_markdown, tell
from scripts.workspace import find_root, open_timed, warn_unread

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
    help="Markdown, e-mails (.eml), or the JSON of a chat's webhook.",
)
@click.option(
    "--output-dir",
    type=NamedPath(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write one file a role into this folder.",
)
@click.option("--send", is_flag=True, help="Send e-mails or chat messages; without it nothing is.")
@today_option
@click.pass_context
def command(ctx: click.Context, /, asked: date | None, **how: Any) -> None:
    """Tell every owner what to see to.

    What is overdue comes first, then what to read again, to write, to fill.

    Nothing is sent unless --send is given: e-mails by the server in HANDBOOK_SMTP
    (smtps://user:password@mail.example.com), chat messages to the webhook in HANDBOOK_WEBHOOK.
    With HANDBOOK_URL lines link to the site.

    \b
    Examples:
      handbook digest --role "Support Lead"
      handbook digest --format email --output-dir letters
      handbook digest --format chat --send

    Exit code: 0 told, 1 if files with errors had to be left out, 2 could not look or send.
    """
    form, folder = str(how["form"]), how["output_dir"]
    if how["send"] and form == "markdown":
        raise Refusal("Markdown cannot be sent; choose --format email or chat")
    loaded = open_timed(find_root(ctx.obj))
    handbook = loaded.handbook
    day = today(handbook.settings, asked)
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
        told = between.join(text.decode().rstrip("\n") for text in texts)
        if form == "markdown":
            say_markdown(f"{told}\n")
        else:
            say(told)
    if how["send"]:
        _send(listed, texts, form)
    if not listed:
        tell("nobody has anything to see to")
    ctx.exit(int(warn_unread(loaded)))


def _wanted(handbook: Handbook, name: str | None) -> str | None:
    """Return the id of the role that is asked for; raises Refusal if there is none."""
    if name is None:
        return None
    entry = handbook.names.find(("roles",), name, "")
    if entry is None:
        known = [role.title for role in handbook.roles.values()]
        near = suggestion(name, known) or handbook.names.offered(["roles"], name)
        raise Refusal(f"no role is called {name!r}{near}")
    return entry.id


def _texts(handbook: Handbook, listed: Sequence[Digest], form: str) -> list[bytes]:
    if form != "email":
        return [letters.WRITERS[form](digest).encode() for digest in listed]
    settings: Mapping[str, str] | None = handbook.settings.get("digest")
    if settings is None:
        raise Refusal("the settings name no sender; add 'digest' to data/settings.yaml")
    return [
        letters.email(digest, settings["from"], _receiver(handbook, settings, digest))
        for digest in listed
    ]


def _receiver(handbook: Handbook, settings: Mapping[str, str], digest: Digest) -> str:
    rest = str(handbook.settings.get("codeOwners", {}).get("rest", ""))
    return settings["to"].replace("{role}", digest.role or rest or "handbook")


def _write(folder: Path, listed: Sequence[Digest], texts: Sequence[bytes], form: str) -> None:
    ending = {"markdown": "md", "email": "eml", "chat": "json"}[form]
    for digest, text in zip(listed, texts, strict=True):
        replace(folder / f"{digest.role or 'rest'}.{ending}", text, folders=True)
    tell(f"wrote {len(texts)} {'file' if len(texts) == 1 else 'files'} into {folder.as_posix()}")


def _send(listed: Sequence[Digest], texts: Sequence[bytes], form: str) -> None:
    """Send all; raises Refusal at the first that is not taken, saying how many were."""
    sender = _post if form == "chat" else _mail
    sent = 0
    for digest, text in zip(listed, texts, strict=True):
        try:
            sender(text)
        except (requests.RequestException, smtplib.SMTPException, OSError) as fault:
            raise Refusal(
                f"the message for the {digest.name} was not taken: {_reason(fault)}; "
                f"{sent} of {len(texts)} were sent"
            ) from fault
        sent += 1
    tell(f"sent {sent} {'message' if sent == 1 else 'messages'}")


def _reason(fault: Exception) -> str:
    """Return why, without the address: it may hold a secret."""
    if isinstance(fault, requests.HTTPError) and fault.response is not None:
        return f"it answered with {fault.response.status_code}"
    return type(fault).__name__


def _post(text: bytes) -> None:
    address = _setting(WEBHOOK, ("https", "http"))
    headers = {"Content-Type": "application/json"}
    requests.post(
        address, data=text, headers=headers, timeout=_SECONDS, allow_redirects=False
    ).raise_for_status()


def _mail(text: bytes) -> None:
    # Imported only here, as only those who send need it.
    from email import message_from_bytes  # noqa: PLC0415
    from email.policy import SMTP as POLICY  # noqa: PLC0415

    parts = urlsplit(_setting(SMTP, ("smtps", "smtp")))
    host, port = parts.hostname or "", parts.port or 0
    # Left to itself smtplib takes any certificate.
    sure = ssl.create_default_context()
    with (
        smtplib.SMTP_SSL(host, port, timeout=_SECONDS, context=sure)
        if parts.scheme == "smtps"
        else smtplib.SMTP(host, port, timeout=_SECONDS)
    ) as server:
        # What a server can do it says only when it has been greeted.
        server.ehlo_or_helo_if_needed()
        if parts.scheme == "smtp" and server.has_extn("starttls"):
            server.starttls(context=sure)
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.send_message(message_from_bytes(text, policy=POLICY))


def _setting(name: str, schemes: Sequence[str]) -> str:
    """Return an address from the environment; raises Refusal if it is none."""
    value = os.environ.get(name, "")
    if not value:
        raise Refusal(f"nothing can be sent: set {name}")
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        # Not even as the cause: it tells a part of the password.
        raise Refusal(_unreadable(name)) from None
    if parts.scheme not in schemes:
        raise Refusal(f"{name} is no address that begins with '{schemes[0]}://'")
    # A mail server has nothing after its name, so that is the end of a password.
    if name == SMTP and (parts.path not in {"", "/"} or parts.query or parts.fragment):
        raise Refusal(_unreadable(name))
    if not parts.hostname:
        raise Refusal(f"{name} is no address that begins with '{schemes[0]}://'")
    if port == 0:
        raise Refusal(f"{name} names port 0, at which nothing answers; name another, or none")
    return value


def _unreadable(name: str) -> str:
    return (
        f"{name} cannot be read as an address; "
        "signs such as # and / in a password are written as %23 and %2F"
    )
