"""`handbook digest` writes every owner's to-do list, and sends it only on request."""

import json
import smtplib
import ssl
from base64 import b64encode
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import NoReturn

import pytest

from tests.support.commands import run, said
from tests.support.discrepancies import discrepancy_text, write_discrepancies
from tests.support.handbooks import BASE, REPOSITORY, procedure, review, write_handbook
from tests.support.receivers import AuthenticatedMailbox, BrokenTlsMailbox, Mailbox, mail, webhook

PATH = "sops/operations/supplies.md"
SETTINGS = BASE["data/settings.yaml"] + (
    'codeOwners:\n  team: "@example/{role}"\n  rest: COO\n'
    'digest:\n  from: handbook@example.com\n  to: "{role}@example.com"\n'
)
ROLES = BASE["data/roles.yaml"] + "buyer:\n  title: Buyer\n  holders: [Grace Example]\n"
PROCESSES = "supplies:\n  title: Supplies\n  owner: coo\n  area: operations\n"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A handbook in which the buyer has two things to see to, and the COO one."""
    for name in ("HANDBOOK_URL", "HANDBOOK_WEBHOOK", "HANDBOOK_SMTP"):
        monkeypatch.delenv(name, raising=False)
    files = {
        PATH: procedure(owner="Buyer", process="supplies"),
        "sops/operations/paper.md": procedure("Paper & <ink>", owner="Buyer", process="supplies"),
        "data/processes.yaml": PROCESSES + PROCESSES.replace("upplies", "tamps"),
        "data/settings.yaml": SETTINGS,
        "data/roles.yaml": ROLES,
    }
    write_handbook(tmp_path, files)
    review(tmp_path, "supplies", "2026-06-01")
    run(tmp_path, "codeowners", "--write")
    return tmp_path


TOLD = """\
## 1 thing for the COO

### Not documented (1)

- Stamps has no procedure; write sops/operations/stamps.md \
(data/processes.yaml:5)

## 2 things for the Buyer

### Overdue (1)

- Ordering supplies was due for review on 1 September 2026, 81 days ago; review it \
(sops/operations/supplies.md:5)

### To be reviewed (1)

- Paper \\& \\<ink\\> has never been reviewed; review it (sops/operations/paper.md:2)
"""


def test_every_owner_gets_their_items_most_urgent_first(root: Path) -> None:
    assert said(run(root, "digest")) == (0, TOLD, "")


@pytest.mark.parametrize("today", ["2026-12-20", "2027-01-10", "2027-03-20", "2027-12-01"])
def test_no_digest_asks_its_reader_to_ask_themselves(today: str) -> None:
    letters = run(REPOSITORY, "digest", "--today", today).stdout.split("\n## ")

    for letter in letters:
        name = letter.partition(" for the ")[2].partition("\n")[0]
        assert letter.count("\n- ") > 0
        assert f"ask '{name}'" not in letter
        assert f"'{name}' can" not in letter


def test_a_file_without_an_entry_is_named_once(root: Path) -> None:
    run(root, "editors", "--write")
    path = ".vscode/schemas/names/roles.json"
    (root / path).write_text("{}", encoding="utf-8")

    _, out, _ = said(run(root, "digest", "--role", "COO"))

    assert out.count(path) == 2
    assert f"- {path} is out of date; run 'handbook editors --write' ({path}:1)\n" in out


def test_figures_are_named_by_their_file(root: Path) -> None:
    metrics = "orders:\n  title: Orders\n  category: Sales\n  frequency: daily\n"
    values = "metric,date,value\norders,2026-08,36\n"
    write_handbook(root, {"data/metrics.yaml": metrics, "data/values/shop.csv": values}, base=False)

    _, out, _ = said(run(root, "digest"))

    assert "- data/values/shop.csv: 1 metric has no recent value: Orders; " in out


def test_a_vendor_that_was_never_reviewed_is_not_overdue(root: Path) -> None:
    one = "  category: Paper\n  criticality: low\n  owner: roles/coo\n  review: annually\n"
    one += "  renewal: 2028-01-15\n"
    vendors = f"new:\n  title: New\n{one}old:\n  title: Old\n{one}  reviewed: 2025-11-03\n"
    write_handbook(root, {"data/vendors.yaml": vendors}, base=False)

    _, out, _ = said(run(root, "digest", "--role", "COO"))

    output = [line.partition(";")[0] for line in out.splitlines() if line[:1] in {"#", "-"}]
    assert output[1:5] == [
        "### Overdue (1)",
        "- Old was due for review on 3 November 2026, 18 days ago",
        "### To be reviewed (1)",
        "- New has no review on record",
    ]


def test_problems_of_one_procedure_are_grouped(root: Path) -> None:
    text = (root / PATH).read_text("utf-8").replace("Note what", "Count what")
    (root / PATH).write_text(text, "utf-8")

    _, out, _ = said(run(root, "digest", "--role", "Buyer"))
    _, chat, _ = said(run(root, "digest", "--role", "Buyer", "--format", "chat"))
    _, letter, _ = said(run(root, "digest", "--role", "Buyer", "--format", "email"))

    late = "Ordering supplies was due for review on 1 September 2026, 81 days ago; review it"
    again = "has changed since its review of 1 June 2026; review it again"
    assert out.startswith(
        "## 2 things for the Buyer\n\n### Overdue (1)\n\n"
        f"- {late} ({PATH}:5)\n  - {again} ({PATH}:2)\n\n"
    )
    assert f"• {late}\n    ◦ {again}\n" in json.loads(chat)["text"]
    assert f"- {late}\n  {PATH}:5\n  - {again}\n    {PATH}:2\n" in message_from_bytes(
        letter.encode(), policy=default
    ).get_content().replace("\r\n", "\n")


VENDOR = """\
{0}:
  title: {0}
  category: Paper
  criticality: low
  owner: roles/coo
  review: annually
  reviewed: {1}
  renewal: {2}
"""


def test_a_vendor_is_overdue_when_its_day_has_passed_and_not_on_it(root: Path) -> None:
    vendors = (
        VENDOR.format("read-late", "2025-11-20", "2028-11-01"),
        VENDOR.format("read-today", "2025-11-21", "2028-11-01"),
        VENDOR.format("renewed-late", "2026-11-01", "2026-11-20"),
        VENDOR.format("renewed-today", "2026-11-01", "2026-11-21"),
    )
    settings = SETTINGS + "renewalNoticeDays: [30]\n"
    files = {"data/vendors.yaml": "".join(vendors), "data/settings.yaml": settings}
    write_handbook(root, files, base=False)

    _, out, _ = said(run(root, "digest", "--role", "COO"))

    output = [line.partition(";")[0] for line in out.splitlines() if line[:1] in {"#", "-"}]
    assert output[1:7] == [
        "### Overdue (2)",
        "- read-late was due for review on 20 November 2026, 1 day ago",
        "- renewed-late was up for renewal on 20 November 2026, 1 day ago",
        "### Due soon (2)",
        "- read-today is due for review on 21 November 2026, today",
        "- renewed-today renews on 21 November 2026, today, within the 30-day notice",
    ]


def test_an_action_of_a_post_mortem_goes_to_its_owner(root: Path) -> None:
    actions = (
        "| Action | Owner | Priority | Due date |\n| -- | -- | -- | -- |\n"
        "| Add an alert | Buyer | P1 | 2026-11-20 |\n"
        "| Say sorry | COO | P2 | 2026-11-19 |\n"
    )
    text = (
        "---\ntitle: Outage\nresolved: 2026-11-10 14:30\nheld: 2026-11-11 10:00\n---\n\n"
        "Orders were lost.\n\n## Incident summary\n\n**Date:** 2026-11-10\n"
        f"**Severity:** P1\n\n## Action items\n\n{actions}"
    )
    levels = "p1:\n  title: P1\n  definition: Grave\n  response: 1 hour\n  examples: [A fire]\n"
    files = {"data/post-mortems/outage.md": text, "data/severities.yaml": levels}
    write_handbook(root, files, base=False)

    for role, action in (("Buyer", "Add an alert"), ("COO", "Say sorry")):
        _, out, _ = said(run(root, "digest", "--role", role))

        assert out.count("- Outage: action ") == 1
        assert f"- Outage: action '{action}' was due on " in out


def test_with_a_site_address_items_link_to_the_site(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HANDBOOK_URL", "https://handbook.example.com/")

    _, out, _ = said(run(root, "digest", "--role", "Buyer"))

    assert "- [Ordering supplies](<https://handbook.example.com/procedures/supplies/>) was" in out
    assert "COO" not in out


def test_a_title_that_is_a_sentence_is_quoted(
    tmp_path: Path,
) -> None:
    root = write_discrepancies(tmp_path, closing=discrepancy_text("Both signs are old"))

    code, out, _ = said(run(root, "digest", "--role", "COO", "--today", "2027-02-01"))

    assert code == 0
    assert out == (
        "## 1 thing for the COO\n\n### Overdue (1)\n\n"
        "- “Both signs are old” was due to be decided by 31 January 2027; decide, "
        "then set 'state: decided' (data/discrepancies/closing.yaml:15)\n"
    )


def test_an_unknown_role_is_refused_with_a_suggestion(root: Path) -> None:
    assert said(run(root, "digest", "--role", "Byer")) == (
        2,
        "",
        "handbook: unknown role: 'Byer'; did you mean 'Buyer'?\n",
    )


def test_e_mails_are_valid(root: Path) -> None:
    folder = root / "letters"

    output = said(run(root, "digest", "--format", "email", "--output-dir", str(folder)))

    assert output == (0, "", f"wrote 2 files to {folder.as_posix()}\n")
    letter = message_from_bytes((folder / "buyer.eml").read_bytes(), policy=default)
    assert letter["From"] == "handbook@example.com"
    assert letter["To"] == "buyer@example.com"
    assert letter["Subject"] == "Handbook: 2 things for the Buyer"
    assert letter["Message-ID"] == "<digest-2026-11-21-buyer@example.com>"
    assert letter.get_content().replace("\r\n", "\n") == (
        "The handbook has 2 things for the Buyer.\n"
        "\n"
        "Overdue (1)\n"
        "\n"
        "- Ordering supplies was due for review on 1 September 2026, 81 days ago; "
        "review it\n"
        "  sops/operations/supplies.md:5\n"
        "\n"
        "To be reviewed (1)\n"
        "\n"
        "- Paper & <ink> has never been reviewed; review it\n"
        "  sops/operations/paper.md:2\n"
    )


def test_e_mails_are_reproducible(root: Path) -> None:
    for name in ("one", "two"):
        run(root, "digest", "--format", "email", "--output-dir", str(root / name))

    assert (root / "one/buyer.eml").read_bytes() == (root / "two/buyer.eml").read_bytes()


def test_a_chat_message_is_one_text_without_mentions(root: Path) -> None:
    _, out, _ = said(run(root, "digest", "--format", "chat", "--role", "buyer"))

    text = json.loads(out)["text"]
    assert text.startswith("*2 things for the Buyer*\n\nOverdue (1)\n• Ordering supplies was due")
    assert "Paper &amp; &lt;ink&gt;" in text


def test_an_empty_digest_is_reported(tmp_path: Path) -> None:
    assert said(run(write_handbook(tmp_path, {}), "digest"))[2] == ("nobody has anything to do\n")


def test_chat_messages_are_sent_only_with_send(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with webhook(200) as (address, sent):
        monkeypatch.setenv("HANDBOOK_WEBHOOK", address)
        run(root, "digest", "--format", "chat")
        assert sent == []

        output = said(run(root, "digest", "--format", "chat", "--send"))

    assert output == (0, "", "sent 2 messages\n")
    assert [json.loads(text)["text"].partition("\n")[0] for text in sent] == [
        "*1 thing for the COO*",
        "*2 things for the Buyer*",
    ]


def test_a_failing_webhook_is_one_sentence_without_its_secret(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with webhook(403) as (address, sent):
        monkeypatch.setenv("HANDBOOK_WEBHOOK", address)

        output = said(run(root, "digest", "--format", "chat", "--send"))

    assert len(sent) == 1
    assert output == (
        2,
        "",
        (
            "handbook: cannot send the message for the COO: the server responded with 403; "
            "0 of 2 sent\n"
        ),
    )


def test_e_mails_are_sent_by_the_configured_server(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with mail(Mailbox) as (address, texts, _):
        monkeypatch.setenv("HANDBOOK_SMTP", address)
        output = said(run(root, "digest", "--format", "email", "--send"))

    assert output == (0, "", "sent 2 messages\n")
    letters = [message_from_bytes(text) for text in texts]
    assert [letter["To"] for letter in letters] == ["coo@example.com", "buyer@example.com"]


def test_the_mail_server_gets_the_user_and_password_of_the_address(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with mail(AuthenticatedMailbox) as (address, texts, asked):
        monkeypatch.setenv("HANDBOOK_SMTP", address.replace("://", "://coo%40example.com:p%2Fw@"))
        run(root, "digest", "--format", "email", "--send")

    assert len(texts) == 2
    assert asked[1] == "AUTH PLAIN " + b64encode(b"\0coo@example.com\0p/w").decode()


def test_starttls_is_used_if_the_server_offers_it(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with mail(BrokenTlsMailbox) as (address, _, asked):
        monkeypatch.setenv("HANDBOOK_SMTP", address.replace("://", "://coo:secret@"))
        code, _, remarked = said(run(root, "digest", "--format", "email", "--send"))

    assert (code, asked) == (2, ["EHLO", "STAR", "QUIT"])
    assert remarked == (
        "handbook: cannot send the message for the COO: SMTPResponseException; 0 of 2 sent\n"
    )


def test_the_certificate_of_the_mail_server_is_verified(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    contexts: list[ssl.SSLContext] = []

    def connect(*_: object, context: ssl.SSLContext, **__: object) -> NoReturn:
        contexts.append(context)
        raise ConnectionRefusedError

    monkeypatch.setattr(smtplib, "SMTP_SSL", connect)
    monkeypatch.setenv("HANDBOOK_SMTP", "smtps://mail.example.com")

    assert run(root, "digest", "--format", "email", "--send").exit_code == 2
    assert [(one.verify_mode, one.check_hostname) for one in contexts] == [
        (ssl.CERT_REQUIRED, True)
    ]


@pytest.mark.parametrize(
    ("arguments", "known", "expected"),
    [
        (["--send"], {}, "Markdown cannot be sent; choose --format email or chat"),
        (["--format", "chat", "--send"], {}, "cannot send: HANDBOOK_WEBHOOK is not set"),
        (
            ["--format", "chat", "--send"],
            {"HANDBOOK_WEBHOOK": "ftp://x"},
            "HANDBOOK_WEBHOOK is not an address that begins with 'https://'",
        ),
        (
            ["--format", "email", "--send"],
            {"HANDBOOK_SMTP": "mail.example.com"},
            "HANDBOOK_SMTP is not an address that begins with 'smtps://'",
        ),
        (
            ["--format", "email", "--send"],
            {"HANDBOOK_SMTP": "smtps://"},
            "HANDBOOK_SMTP is not an address that begins with 'smtps://'",
        ),
        (
            ["--format", "email", "--send"],
            {"HANDBOOK_SMTP": "smtp://mail.example.com:0"},
            "HANDBOOK_SMTP has port 0, which does not exist; use another port or none",
        ),
        (
            ["--format", "email", "--send"],
            {"HANDBOOK_SMTP": "smtp://127.0.0.1:9/"},
            "cannot send the message for the COO: ConnectionRefusedError; 0 of 2 sent",
        ),
        (
            ["--format", "email", "--send"],
            {"HANDBOOK_SMTP": "smtp://127.0.0.1:9"},
            "cannot send the message for the COO: ConnectionRefusedError; 0 of 2 sent",
        ),
    ],
)
def test_a_configuration_error_is_one_sentence(
    arguments: list[str],
    known: dict[str, str],
    expected: str,
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in known.items():
        monkeypatch.setenv(name, value)

    assert said(run(root, "digest", *arguments)) == (2, "", f"handbook: {expected}\n")


@pytest.mark.parametrize("password", ["s3#cret", "12#34", "12/34", "12?34", "#12", "/12", "1[2"])
def test_an_unescaped_password_in_the_address_is_reported(
    password: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HANDBOOK_SMTP", f"smtp://coo:{password}@mail.example.com")

    assert said(run(root, "digest", "--format", "email", "--send")) == (
        2,
        "",
        (
            "handbook: HANDBOOK_SMTP is not a valid address; write "
            "characters such as # and / in a password as %23 and %2F\n"
        ),
    )


def test_e_mails_without_addresses_in_the_settings_are_refused(root: Path) -> None:
    settings = SETTINGS.partition("digest:")[0]
    write_handbook(root, {"data/settings.yaml": settings}, base=False)

    assert said(run(root, "digest", "--format", "email")) == (
        2,
        "",
        "handbook: no sender in the settings; add 'digest' to data/settings.yaml\n",
    )
