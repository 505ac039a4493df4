"""A digest as it is sent: as Markdown, as an e-mail, as a message to a chat."""

import json
from collections.abc import Callable, Iterator
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
        lines += [f"### {heading}", "", *(_item(line) for line in group), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _item(line: Line) -> str:
    title, text = plain(line.title), plain(line.text)
    if line.where.startswith(("https://", "http://")):
        return f"- [{title}](<{line.where}>) {text}"
    return f"- {title} {text} ({plain(line.where)})"


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
        yield from ("", heading, "")
        for line in group:
            yield f"- {line.title} {line.text}"
            yield f"  {line.where}"


def chat(digest: Digest) -> str:
    """Return a digest as the JSON that incoming webhooks of chats take: one text."""
    lines = [f"*{_chatted(digest.title)}*"]
    left = _MOST_IN_CHAT
    for heading, group in digest.groups.items():
        if left > 0:
            lines += ["", heading, *(_said(line) for line in group[:left])]
        left -= len(group)
    if left < 0:
        lines += ["", f"and {-left} more"]
    return json.dumps({"text": "\n".join(lines)}, ensure_ascii=False)


def _said(line: Line) -> str:
    if line.where.startswith(("https://", "http://")):
        return f"• <{line.where}|{_chatted(line.title).replace('|', '/')}> {_chatted(line.text)}"
    return f"• {_chatted(line.title)} {_chatted(line.text)}"


def _chatted(text: str) -> str:
    """Return a text in which a chat sees no link and no mention."""
    for sign, word in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        text = text.replace(sign, word)
    return " ".join(text.split())


WRITERS: dict[str, Callable[[Digest], str]] = {"markdown": markdown, "chat": chat}
