"""Digests as Markdown, emails or chat messages."""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, time
from email.message import EmailMessage
from email.policy import SMTP

from handbook.markup import plain
from handbook.reports.digest import Digest, Line

# Chats limit messages to a few thousand characters.
_MAX_CHAT_LINES = 20


def markdown(digest: Digest) -> str:
    """Return a digest as Markdown, with the handbook's texts escaped."""
    lines = [f"## {plain(digest.title)}", ""]
    for heading, group in digest.groups.items():
        lines += [f"### {_heading(heading, group)}", ""]
        for line in group:
            lines += _markdown_item(line)
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def _heading(heading: str, group: Sequence[Line]) -> str:
    """Return a heading with the number of its items."""
    return f"{heading} ({len(group)})"


def _markdown_item(line: Line) -> Iterator[str]:
    title, text = plain(line.title), plain(line.text)
    if _is_address(line.where):
        yield f"- [{title}](<{line.where}>) {text}"
        yield from (f"  - {plain(text)}" for text, _ in line.more)
        return
    yield f"- {title} {text} ({plain(line.where)})"
    yield from (f"  - {plain(text)} ({plain(where)})" for text, where in line.more)


def _is_address(where: str) -> bool:
    return where.startswith(("https://", "http://"))


def email(digest: Digest, sender: str, receiver: str) -> bytes:
    """Return a digest as an email (RFC 5322); the same digest produces the same bytes."""
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = receiver
    message["Subject"] = f"Handbook: {digest.title}"
    message["Date"] = datetime.combine(digest.day, time(6), UTC)
    domain = sender.rpartition("@")[2].rstrip(">") or "handbook.invalid"
    message["Message-ID"] = f"<digest-{digest.day.isoformat()}-{digest.role or 'rest'}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(
        "\n".join(_email_text(digest)) + "\n", charset="utf-8", cte="quoted-printable"
    )
    return message.as_bytes()


def _email_text(digest: Digest) -> Iterator[str]:
    yield f"The handbook has {digest.title}."
    for heading, group in digest.groups.items():
        yield from ("", _heading(heading, group), "")
        for line in group:
            yield from _email_item(line)


def _email_item(line: Line) -> Iterator[str]:
    yield f"- {line.title} {line.text}"
    yield f"  {line.where}"
    for text, where in line.more:
        yield f"  - {text}"
        if where != line.where:
            yield f"    {where}"


def chat(digest: Digest) -> str:
    """Return a digest as the JSON of an incoming chat webhook."""
    lines = [f"*{_chat_escaped(digest.title)}*"]
    left = _MAX_CHAT_LINES
    for heading, group in digest.groups.items():
        rows = [row for line in group for row in _chat_item(line)]
        if left > 0:
            lines += ["", _heading(heading, group), *rows[:left]]
        left -= len(rows)
    if left < 0:
        lines += ["", f"and {-left} more"]
    return json.dumps({"text": "\n".join(lines)}, ensure_ascii=False)


def _chat_item(line: Line) -> Iterator[str]:
    title, text = _chat_escaped(line.title), _chat_escaped(line.text)
    if _is_address(line.where):
        yield f"• <{line.where}|{title.replace('|', '/')}> {text}"
    else:
        yield f"• {title} {text}"
    yield from (f"    ◦ {_chat_escaped(text)}" for text, _ in line.more)


def _chat_escaped(text: str) -> str:
    """Return a text escaped so that a chat finds no links or mentions in it."""
    for sign, word in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        text = text.replace(sign, word)
    return " ".join(text.split())


WRITERS: dict[str, Callable[[Digest], str]] = {"markdown": markdown, "chat": chat}
