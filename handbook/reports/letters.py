"""A digest as it is sent: as Markdown, as an e-mail, as a message to a chat."""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, time
from email.message import EmailMessage
from email.policy import SMTP

from handbook.markup import plain
from handbook.reports.digest import Digest, Line

# A chat takes messages of some thousand characters; the rest is counted.
_MOST_IN_CHAT = 20


def markdown(digest: Digest) -> str:
    """Return a digest as Markdown; what the handbook says is words in it, never markup."""
    lines = [f"## {plain(digest.title)}", ""]
    for heading, group in digest.groups.items():
        lines += [f"### {_headed(heading, group)}", ""]
        for line in group:
            lines += _item(line)
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def _headed(heading: str, group: Sequence[Line]) -> str:
    """Return a heading that says how many things stand below it."""
    return f"{heading} ({len(group)})"


def _item(line: Line) -> Iterator[str]:
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
    """Return a digest as a whole e-mail (RFC 5322); the same digest gives the same bytes."""
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = receiver
    message["Subject"] = f"Handbook: {digest.title}"
    message["Date"] = datetime.combine(digest.day, time(6), UTC)
    domain = sender.rpartition("@")[2].rstrip(">") or "handbook.invalid"
    message["Message-ID"] = f"<digest-{digest.day.isoformat()}-{digest.role or 'rest'}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content("\n".join(_letter(digest)) + "\n", charset="utf-8", cte="quoted-printable")
    return message.as_bytes()


def _letter(digest: Digest) -> Iterator[str]:
    yield f"The handbook has {digest.title}."
    for heading, group in digest.groups.items():
        yield from ("", _headed(heading, group), "")
        for line in group:
            yield from _told(line)


def _told(line: Line) -> Iterator[str]:
    yield f"- {line.title} {line.text}"
    yield f"  {line.where}"
    for text, where in line.more:
        yield f"  - {text}"
        if where != line.where:
            yield f"    {where}"


def chat(digest: Digest) -> str:
    """Return a digest as the JSON that incoming webhooks of chats take: one text."""
    lines = [f"*{_chatted(digest.title)}*"]
    left = _MOST_IN_CHAT
    for heading, group in digest.groups.items():
        rows = [row for line in group for row in _said(line)]
        if left > 0:
            lines += ["", _headed(heading, group), *rows[:left]]
        left -= len(rows)
    if left < 0:
        lines += ["", f"and {-left} more"]
    return json.dumps({"text": "\n".join(lines)}, ensure_ascii=False)


def _said(line: Line) -> Iterator[str]:
    title, text = _chatted(line.title), _chatted(line.text)
    if _is_address(line.where):
        yield f"• <{line.where}|{title.replace('|', '/')}> {text}"
    else:
        yield f"• {title} {text}"
    yield from (f"    ◦ {_chatted(text)}" for text, _ in line.more)


def _chatted(text: str) -> str:
    """Return a text in which a chat sees no link and no mention."""
    for sign, word in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        text = text.replace(sign, word)
    return " ".join(text.split())


WRITERS: dict[str, Callable[[Digest], str]] = {"markdown": markdown, "chat": chat}
