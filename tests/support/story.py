"""A small handbook with eight months of commits and a pull request."""

from pathlib import Path

from handbook.codeowners import codeowners
from handbook.load import load
from tests.support.commits import MAIN, Commits, schemas
from tests.support.handbooks import BASE, procedure
from tests.support.history import Repository

PULL_REQUEST = "quicker-answers"
NUMBER = 12
# The commit of the pull request that breaks a procedure; the next one repairs it.
BROKEN = f"{PULL_REQUEST}~1"

STOCK = "sops/operations/stock.md"
ORDERING = "sops/operations/ordering.md"
TICKETS = "sops/support/tickets.md"
BACKUPS = "sops/operations/backups.md"
FAXES = "sops/support/faxes.md"
WELCOME = "sops/operations/welcome.md"

_SETTINGS = BASE["data/settings.yaml"] + (
    'codeOwners: {team: "@example/{role}", rest: COO}\n'
    'digest: {from: handbook@example.com, to: "{role}@example.com"}\n'
)
_AREAS = """\
operations:
  title: Operations
  lead: coo
support:
  title: Support
  lead: support-lead
"""
_ROLES = """\
coo:
  title: COO
  area: operations
  holders: [Ada Example]
support-lead:
  title: Support Lead
  aliases: [Head of Support]
  area: support
  holders: [Bo Example]
support-agent:
  title: Support Agent
  area: support
  holders: [Cleo Example]
"""
_MANAGER = """\
office-manager:
  title: Office Manager
  area: operations
  holders: [Dee Example]
"""
_TOOLS = """\
desk:
  title: Desk
  category: Communication
  purpose: Tickets
  owner: support-lead
"""
_METRICS = """\
first-answer:
  title: First answer
  category: Support
  target: < 8 hours
  owner: support-lead
stock-outs:
  title: Stock-outs
  category: Efficiency
  target: < 2
  owner: coo
"""
_PROCESSES = """\
stock:
  title: Stock
  owner: coo
  area: operations
tickets:
  title: Tickets
  owner: support-lead
  area: support
backups:
  title: Backups
  owner: coo
  area: operations
welcome:
  title: Welcoming people
  owner: coo
  area: operations
faxes:
  title: Faxes
  owner: support-lead
  area: support
"""
_STOCK = procedure(
    "Keeping stock",
    process="stock",
    more="backup: Support Lead\n",
    steps="### Count\n\n**Owner:** COO · **When:** day 1\n\n1. Note what runs out\n\n"
    "### Order\n\n**When:** day 2\n\n1. Send the order\n",
    after="## Metrics\n\n- Stock-outs\n",
)
_TICKETS = procedure(
    "Answering tickets",
    process="tickets",
    owner="Support Lead",
    more="tools: [Desk]\n",
    steps="### Sort\n\n**Owner:** Support Agent · **When:** day 1\n\n1. Read the ticket\n"
    "2. Give it a priority\n\n"
    "### Answer\n\n**Owner:** Support Agent · **When:** day 1\n\n1. Write the answer\n",
    after="## Metrics\n\n- First answer\n\n## Related\n\n- [Sending faxes](faxes.md)\n",
)
_FAXES = procedure("Sending faxes", process="faxes", owner="Support Lead")
_BACKUPS = procedure("Making backups", process="backups")
_WELCOME = procedure("Welcoming people", process="welcome", owner="Office Manager")
_TRAINING = """\
answers:
  title: Writing answers
  stage: first weeks
  content: [tone, practice]
  covers: [sops/tickets]
"""
_EXCEPTIONS = """\
welcome-is-told:
  title: Welcoming is told in person
  code: undocumented-process
  about: processes/welcome
  owner: COO
  reason: Whoever does it has to find the time to write it down.
  until: 2026-12-31
"""
_EXPIRED = """\
backups-unread:
  title: Backups are read after the move
  code: changed-since-review
  about: sops/backups
  owner: COO
  reason: The servers move first.
  until: 2026-10-31
"""
_HOLIDAYS = "new-year:\n  title: New year\n  date: 2027-01-01\n"
_COUNTS = "procedure,date,runs,errors\ntickets,2026-09-04,40,2\nordering,2026-09-05,4,1\n"
_LATER = "procedure,date,runs,errors\nordering,2026-09-05,4,1\ntickets,2026-09-04,40,2\n"


def story(root: Path) -> Repository:
    """Return the repository in a folder, on its main branch."""
    commits = Commits(root)
    _spring(commits)
    _summer(commits)
    _autumn(commits)
    commits.branch(PULL_REQUEST)
    _pull_request(commits)
    commits.branch(MAIN)
    commits.write()
    return Repository(root)


def _spring(commits: Commits) -> None:
    base = {"data/settings.yaml": _SETTINGS, "data/areas.yaml": _AREAS, "data/roles.yaml": _ROLES}
    commits.commit(
        "2026-04-06", "Start the handbook", {**schemas(), **base, ".gitignore": ".cache/\n"}
    )
    commits.commit("2026-04-08", "Add tools", {"data/tools.yaml": _TOOLS})
    commits.commit("2026-04-09", "Add metrics", {"data/metrics.yaml": _METRICS})
    commits.commit("2026-04-13", "Add the inventory", {"data/processes.yaml": _PROCESSES})
    commits.commit("2026-04-20", "Write down how stock is kept", {STOCK: _STOCK})
    commits.review("2026-04-27", "stock")
    commits.commit("2026-05-04", "Write down faxes and tickets", {FAXES: _FAXES, TICKETS: _TICKETS})
    commits.review("2026-05-11", "tickets")
    commits.review("2026-05-12", "faxes")
    commits.edit("2026-05-18", "Only whitespace", TICKETS, ("\n### Answer", "\n\n\n### Answer"))
    commits.edit(
        "2026-05-19", "Another name", TICKETS, ("owner: Support Lead", "owner: Head of Support")
    )
    commits.commit("2026-06-01", "Write down backups", {BACKUPS: _BACKUPS})
    commits.edit(
        "2026-06-08", "Break the backups", BACKUPS, ("title: Making backups\n", "title: [\n")
    )
    commits.edit(
        "2026-06-09", "Mend the backups", BACKUPS, ("title: [\n", "title: Making backups\n")
    )
    commits.review("2026-06-15", "backups")


def _summer(commits: Commits) -> None:
    commits.commit("2026-06-22", "Add training", {"data/training.yaml": _TRAINING})
    commits.edit(
        "2026-06-29",
        "Nobody answers tickets",
        "data/roles.yaml",
        ("  holders: [Cleo Example]\n", "  vacant: true\n"),
    )
    commits.commit(
        "2026-07-06",
        "Add an office manager",
        {"data/roles.yaml": commits.files["data/roles.yaml"] + _MANAGER},
    )
    commits.edit(
        "2026-07-07",
        "Give stock to the office manager",
        STOCK,
        ("owner: COO", "owner: Office Manager"),
    )
    commits.move("2026-07-13", "Call it ordering", (STOCK, ORDERING))
    commits.edit(
        "2026-07-14",
        "Move its reviews",
        "data/reviews/stock.yaml",
        ("procedure: stock", "procedure: ordering"),
    )
    commits.move(
        "2026-07-15", "Name its reviews", ("data/reviews/stock.yaml", "data/reviews/ordering.yaml")
    )
    commits.review("2026-07-20", "ordering", "2026-04-27", "2026-07-20")
    commits.edit("2026-08-03", "Answer sooner", "data/metrics.yaml", ("< 8 hours", "< 4 hours"))
    commits.edit(
        "2026-08-10",
        "Tell what to ask",
        TICKETS,
        ("2. Give it a priority", "2. Ask what is missing\n3. Give it a priority"),
    )
    commits.review("2026-08-17", "tickets", "2026-05-11", "2026-08-17")
    commits.commit("2026-08-24", "Let the welcome wait", {"data/exceptions.yaml": _EXCEPTIONS})
    commits.edit(
        "2026-08-31",
        "Send no more faxes",
        FAXES,
        ("title: Sending faxes\n", "title: Sending faxes\nstatus: retired\n"),
    )


def _autumn(commits: Commits) -> None:
    commits.edit(
        "2026-09-01",
        "Lead nobody to the faxes",
        TICKETS,
        ("\n## Related\n\n- [Sending faxes](faxes.md)\n", ""),
    )
    commits.commit("2026-09-07", "Count runs", {"data/usage/issues.csv": _COUNTS})
    commits.edit(
        "2026-09-21",
        "Back up twice",
        BACKUPS,
        ("1. Note what runs out\n", "1. Copy all of it\n2. Copy it elsewhere\n"),
    )
    commits.commit(
        "2026-09-28", "Let the backups wait", {"data/exceptions.yaml": _EXCEPTIONS + _EXPIRED}
    )
    commits.edit(
        "2026-10-05", "Break the metrics", "data/metrics.yaml", ("first-answer:", "first-answer: [")
    )
    commits.edit(
        "2026-10-06", "Mend the metrics", "data/metrics.yaml", ("first-answer: [", "first-answer:")
    )
    commits.branch("holidays")
    commits.commit("2026-10-12", "Add holidays", {"data/holidays.yaml": _HOLIDAYS})
    commits.commit(
        "2026-10-13",
        "Retire no process in use",
        {
            "data/processes.yaml": commits.files["data/processes.yaml"].replace(
                "  title: Faxes\n", "  title: Faxes\n  status: retired\n"
            ),
        },
    )
    holidays = {path: commits.files[path] for path in ("data/holidays.yaml", "data/processes.yaml")}
    commits.branch(MAIN)
    commits.commit("2026-10-19", "Sort the counts", {"data/usage/issues.csv": _LATER})
    commits.commit("2026-10-26", "Merge branch 'holidays'", holidays, merges="holidays")
    commits.commit("2026-11-02", "Say whom to ask", {"CODEOWNERS": _owners(commits.root)})


def _pull_request(commits: Commits) -> None:
    commits.edit(
        "2026-11-09", "Answer within two hours", "data/metrics.yaml", ("< 4 hours", "< 2 hours")
    )
    commits.edit(
        "2026-11-10",
        "Let the lead answer",
        TICKETS,
        (
            "### Answer\n\n**Owner:** Support Agent · **When:** day 1",
            "### Answer\n\n**Owner:** Support Lead · **When:** day 2",
        ),
    )
    commits.commit("2026-11-11", "Write down the welcome", {WELCOME: _WELCOME})
    commits.move("2026-11-12", "Backups belong to support", (BACKUPS, "sops/support/backups.md"))
    commits.commit("2026-11-13", "Drop what has ended", {"data/exceptions.yaml": _EXCEPTIONS})
    commits.edit(
        "2026-11-16", "Name nobody", ORDERING, ("backup: Support Lead", "backup: Support Leed")
    )
    commits.edit(
        "2026-11-17", "Name somebody", ORDERING, ("backup: Support Leed", "backup: Support Lead")
    )


def _owners(root: Path) -> str:
    text = codeowners(load(root).handbook)
    assert text is not None
    return text
