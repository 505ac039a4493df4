"""Names and links have existing targets, and relations are mutual."""

import shutil
from pathlib import Path

import pytest

from handbook.load import SCHEMAS
from tests.support.checks import GUIDE, SUPPLIES, codes, coverage_of
from tests.support.handbooks import (
    BASE,
    REPOSITORY,
    RISKS,
    found,
    problems,
    procedure,
    risks,
    write_handbook,
)


def test_an_unknown_name_is_not_reported_while_its_register_cannot_be_read(tmp_path: Path) -> None:
    files = {"data/roles.yaml": "cfo: [\n", SUPPLIES: procedure(owner="Nobody")}
    write_handbook(tmp_path, files)

    assert found(tmp_path, "unknown-reference") == []
    assert coverage_of(tmp_path, "unknown-reference") == 0


def test_a_name_of_another_kind_is_reported_as_such(tmp_path: Path) -> None:
    write_handbook(tmp_path, {SUPPLIES: procedure(owner="Operations")})

    assert found(tmp_path, "unknown-reference") == [
        (
            f"{SUPPLIES}:4:8: sop 'Ordering supplies' names an unknown role: 'Operations'; "
            "area 'Operations' is a different kind of entry"
        )
    ]


def test_a_link_to_the_web_is_no_name_of_a_role(tmp_path: Path) -> None:
    steps = "### Count\n\n**Owner:** [COO](https://example.com)\n\n1. Note what runs out\n"
    write_handbook(tmp_path, {SUPPLIES: procedure(steps=steps)})

    assert found(tmp_path, "unknown-reference") == [
        (
            f"{SUPPLIES}:14:12: step 'Count' names an unknown role: 'https://example.com'; "
            "use one from data/roles.yaml, or add it there"
        )
    ]


def test_a_name_of_a_kind_that_nothing_else_names_is_reported_as_such(tmp_path: Path) -> None:
    shutil.copytree(REPOSITORY / SCHEMAS, tmp_path / SCHEMAS)
    files = {
        f"{SCHEMAS}/rooms.json": risks({}, entry="room").replace("risks.json", "rooms.json"),
        "data/rooms.yaml": "surgery:\n  title: Surgery\n",
        SUPPLIES: procedure(after="\n## Related\n\n- Surgery\n"),
    }
    write_handbook(tmp_path, files)

    (message,) = found(tmp_path, "unknown-reference")

    assert message.endswith("'Surgery'; room 'Surgery' is a different kind of entry")


def test_a_register_without_a_schema_is_reported_as_such(tmp_path: Path) -> None:
    room = {"room": {"type": "string", "refersTo": "chambers", "description": "Where it is."}}
    shutil.copytree(REPOSITORY / SCHEMAS, tmp_path / SCHEMAS)
    write_handbook(tmp_path, {RISKS: risks(room), "data/risks.yaml": "a: {title: A, room: B}\n"})

    assert found(tmp_path, "unknown-reference") == [
        (
            "data/risks.yaml:1:21: risk 'A' names an unknown chambers: 'B'; "
            "its schema, data/schemas/chambers.json, is missing"
        )
    ]


@pytest.mark.parametrize("word", ["none", "N/A", "nothing"])
def test_null_is_suggested_where_there_is_nothing_to_name(word: str, tmp_path: Path) -> None:
    write_handbook(tmp_path, {SUPPLIES: procedure(process=word)})

    assert found(tmp_path, "unknown-reference") == [
        (
            f"{SUPPLIES}:3:10: sop 'Ordering supplies' names an unknown process: '{word}'; "
            "write null, without quotation marks, if there is none"
        )
    ]


def test_leaving_out_an_optional_key_is_suggested_where_there_is_nothing_to_name(
    tmp_path: Path,
) -> None:
    write_handbook(tmp_path, {SUPPLIES: procedure(more="tools: [none]\n")})

    (message,) = found(tmp_path, "unknown-reference")

    assert message.endswith("unknown tool: 'none'; leave out 'tools' if there is none")


@pytest.mark.parametrize(
    ("owner", "message"),
    [
        ("COO and CTO", "; 'COO' and 'CTO' are 2 names, so write only one of them"),
        ("COO/CTO", "; 'COO' and 'CTO' are 2 names, so write only one of them"),
        ("'COO: Ann'", "; write only 'COO'"),
        ("COO > Ann", "; write only 'COO'"),
        ("COO and Ann", "; use one from data/roles.yaml, or add it there"),
        ("COOs", "; did you mean 'coo'?"),
    ],
)
def test_several_names_or_names_among_words_are_reported(
    owner: str, message: str, tmp_path: Path
) -> None:
    roles = "coo:\n  title: COO\ncto:\n  title: CTO\n"
    write_handbook(tmp_path, {SUPPLIES: procedure(owner=owner), "data/roles.yaml": roles})

    (fault,) = found(tmp_path, "unknown-reference")

    assert fault.partition("unknown role: ")[2] == repr(owner.strip("'")) + message


def test_each_name_of_a_list_is_a_separate_item(tmp_path: Path) -> None:
    rest = "  category: Finance\n  purpose: Counts.\n"
    tools = f"till:\n  title: Till\n{rest}scale:\n  title: Scale\n{rest}"
    text = procedure(more="tools: [Till and scale]\n")
    write_handbook(tmp_path, {SUPPLIES: text, "data/tools.yaml": tools})

    (fault,) = found(tmp_path, "unknown-reference")

    assert fault.endswith("; 'Till' and 'scale' are 2 names, so write each separately")


def test_a_name_with_a_different_word_is_not_suggested(tmp_path: Path) -> None:
    roles = BASE["data/roles.yaml"] + "hr-coordinator:\n  title: HR Coordinator\n"
    text = procedure(owner="IT Coordinator")
    write_handbook(tmp_path, {SUPPLIES: text, "data/roles.yaml": roles})

    assert found(tmp_path, "unknown-reference") == [
        (
            f"{SUPPLIES}:4:8: sop 'Ordering supplies' names an unknown role: 'IT Coordinator'; "
            "use one from data/roles.yaml, or add it there"
        )
    ]


@pytest.mark.parametrize(
    ("person", "cure"),
    [
        ("Jürgen Groß", "name the role that this person holds: 'CTO'"),
        ("ada example", "name a role that this person holds: 'COO' or 'CTO'"),
        ("Former Holder", "use one from data/roles.yaml, or add it there"),
    ],
)
def test_a_role_is_suggested_instead_of_a_person(tmp_path: Path, person: str, cure: str) -> None:
    roles = (
        "coo:\n  title: COO\n  holders: [Ada Example]\n"
        "cto:\n  title: CTO\n  holders: [Ada Example, Jürgen Groß]\n"
        "old:\n  title: Typist\n  status: retired\n  holders: [Former Holder]\n"
    )
    files = {"data/roles.yaml": roles, SUPPLIES: procedure(owner=person)}
    write_handbook(tmp_path, files)

    (message,) = found(tmp_path, "unknown-reference")

    assert message == (
        f"{SUPPLIES}:4:8: sop 'Ordering supplies' names an unknown role: {person!r}; {cure}"
    )


def test_a_successor_is_found_by_the_old_id(tmp_path: Path) -> None:
    groups = "leads:\n  title: Leads\n  members: [roles/it-coordinator]\n"
    roles = "coo:\n  title: COO\n  aliases: [IT Coordinator]\n"
    write_handbook(tmp_path, {"data/groups.yaml": groups, "data/roles.yaml": roles})

    assert found(tmp_path, "unknown-reference") == [
        (
            "data/groups.yaml:3:13: group 'Leads' names an unknown role: 'it-coordinator'; "
            "its id is 'coo'"
        )
    ]


def test_an_entry_that_cannot_be_named_is_not_suggested_as_another_kind(tmp_path: Path) -> None:
    searches = "chat: {title: chat, leadsTo: roles/coo}\n"
    write_handbook(tmp_path, {SUPPLIES: procedure(owner="Chat"), "data/searches.yaml": searches})

    (fault,) = found(tmp_path, "unknown-reference")
    assert fault.endswith("'Chat'; use one from data/roles.yaml, or add it there")


@pytest.mark.parametrize(
    ("status", "cure"),
    [
        ("", "name 'Buying', which replaced it"),
        ("status: retired\n", "name its replacement"),
    ],
)
def test_the_successor_of_a_retired_procedure_is_named(
    status: str, cure: str, tmp_path: Path
) -> None:
    link = "## Related\n\n- [Old](old.md)\n"
    own = "" if status else link
    buying = "sops/operations/buying.md:18:3: sop 'Buying' cites a retired sop: 'Old'"
    message = [f"{buying}; this entry replaced it, so remove it here"] if own else []
    files = {
        SUPPLIES: procedure(after=link),
        "sops/operations/old.md": procedure("Old", more="status: retired\nreplacedBy: Buying\n"),
        "sops/operations/buying.md": procedure("Buying", more=status, after=own),
    }
    write_handbook(tmp_path, files)

    assert found(tmp_path, "retired-reference") == [
        *message,
        f"{SUPPLIES}:18:3: sop 'Ordering supplies' cites a retired sop: 'Old'; {cure}",
    ]


def test_a_procedure_in_force_has_no_successor(tmp_path: Path) -> None:
    write_handbook(tmp_path, {SUPPLIES: procedure(more="replacedBy: Buying\n")})

    assert "missing-key" in codes(tmp_path)


def test_a_broken_link_among_related_documents_is_reported_once(tmp_path: Path) -> None:
    text = procedure(after="\n## Related\n\n- [Gone](gone.md)\n- [Site](https://example.com)\n")
    write_handbook(tmp_path, {SUPPLIES: text})

    assert [code for code in codes(tmp_path) if code in {"broken-link", "unknown-reference"}] == [
        "broken-link"
    ]


def test_a_file_that_is_not_an_entry_is_an_unknown_reference(tmp_path: Path) -> None:
    text = procedure(after="\n## Related\n\n- [Read this](../../README.md)\n")
    write_handbook(tmp_path, {SUPPLIES: text, "README.md": "# Read this\n"})

    assert found(tmp_path, "unknown-reference") == [
        (
            f"{SUPPLIES}:19:3: sop 'Ordering supplies' names an unknown sop, checklist, workflow, "
            "template, meeting, process or tool: '../../README.md'; "
            "use an existing one, or add it first"
        )
    ]


@pytest.mark.parametrize(
    "href",
    [
        "supplies.md",
        "#count-the-stock",
        "supplies.md#count-the-stock",
        "../../data/roles.yaml#coo",
        "../../data/areas.yaml",
        "../../docs/guide.md#the-caf%C3%A9",
        "../../docs/guide.md#the-cafe",
        "../../docs/named.md#chosen",
        "../../docs/macros.md#made-by-a-macro",
        "../../docs/picture%20one.svg",
        "https://example.com/#any",
        "broken.md#unknown-as-long-as-it-cannot-be-read",
    ],
)
def test_a_valid_link_is_not_reported(tmp_path: Path, href: str) -> None:
    steps = f"### Count the stock\n\n1. See [this]({href})\n"
    files = {
        SUPPLIES: procedure(steps=steps),
        "docs/guide.md": GUIDE,
        "docs/macros.md": "# Macros\n\n{{ register('roles') }}\n",
        "docs/named.md": "# Named { #chosen }\n",
        "docs/picture one.svg": "<svg/>",
        "sops/operations/broken.md": "no front matter\n",
    }
    write_handbook(tmp_path, files)

    assert found(tmp_path, "broken-link") == []


@pytest.mark.parametrize(
    ("href", "fault"),
    [
        ("Supplies.md", "points to a file that does not exist: 'sops/operations/Supplies.md'"),
        ("../office/x.md", "points to a file that does not exist: 'sops/office/x.md'"),
        ("/sops/operations/supplies.md", "is an absolute path"),
        ("../../../supplies.md", "points outside the handbook"),
        ("#count", "points to an unknown heading in 'sops/operations/supplies.md': 'count'"),
        ("../../data/roles.yaml#cto", "points to an unknown entry in 'data/roles.yaml': 'cto'"),
        ("../../docs/guide.md#bar", "points to an unknown heading in 'docs/guide.md': 'bar'"),
        ("../../docs/guide.md#title-x", "points to an unknown heading in 'docs/guide.md'"),
    ],
)
def test_a_broken_link_is_reported_with_its_reason(tmp_path: Path, href: str, fault: str) -> None:
    steps = f"### Count the stock\n\n1. See [this]({href})\n"
    files = {SUPPLIES: procedure(steps=steps), "docs/guide.md": GUIDE}
    write_handbook(tmp_path, files)

    messages = [line.partition(": ")[2] for line in found(tmp_path, "broken-link")]

    assert len(messages) == 1
    assert messages[0].startswith(f"link {href!r} {fault}")


@pytest.mark.parametrize("back", ["- Ordering supplies\n", "See [that](supplies.md).\n"])
def test_a_relation_is_mutual_by_name_or_by_link(tmp_path: Path, back: str) -> None:
    heading = "Related" if back.startswith("-") else "Background"
    files = {
        SUPPLIES: procedure(after="\n## Related\n\n- Goods\n"),
        "sops/operations/goods.md": procedure("Goods", after=f"\n## {heading}\n\n{back}"),
    }
    write_handbook(tmp_path, files)

    assert found(tmp_path, "one-way-relation") == []


@pytest.mark.parametrize(
    ("name", "clash"),
    [("coo", True), ("C O O", False), ("  Chief   of STAFF ", True), ("Operations", False)],
)
def test_names_clash_within_a_register_whatever_their_case(
    tmp_path: Path, name: str, clash: bool
) -> None:
    roles = BASE["data/roles.yaml"].replace("COO\n", "COO\n  aliases: [Chief of Staff]\n")
    roles += f'\nclerk:\n  title: Clerk\n  aliases: ["{name}"]\n'
    write_handbook(tmp_path, {"data/roles.yaml": roles})

    assert len(found(tmp_path, "duplicate-name")) == int(clash)


@pytest.mark.parametrize(("folder", "unused"), [("office", 0), ("operations", 1)])
def test_an_area_with_a_procedure_in_its_folder_is_in_use(
    tmp_path: Path, folder: str, unused: int
) -> None:
    areas = BASE["data/areas.yaml"] + "\noffice:\n  title: Office\n"
    files = {"data/areas.yaml": areas, f"sops/{folder}/supplies.md": procedure()}
    write_handbook(tmp_path, files)

    assert len(found(tmp_path, "unused-entry")) == unused


def test_a_link_with_an_invalid_file_name_is_only_broken(tmp_path: Path) -> None:
    name = "x" * 300
    text = procedure("Far away", after=f"## Notes\n\n[far]({name}/{name}.md)\n")
    write_handbook(tmp_path, {"sops/operations/far.md": text})

    assert len(found(tmp_path, "broken-link")) == 1


def test_a_name_of_a_kind_whose_schema_is_missing_is_reported_as_such(tmp_path: Path) -> None:
    settings = BASE["data/settings.yaml"] + "newcomers: [checklists/begin]\n"
    write_handbook(tmp_path, {"data/settings.yaml": settings})
    (tmp_path / "data/schemas/checklists.json").unlink()

    assert found(tmp_path, "unknown-reference") == [
        (
            "data/settings.yaml:10:13: setting 'newcomers' names an unknown checklists: 'begin'; "
            "its schema, data/schemas/checklists.json, is missing"
        )
    ]


def test_an_empty_register_is_reported_once(tmp_path: Path) -> None:
    steps = "".join(f"### Use {name}\n\n**Tools:** {name}\n\n1. Use it\n\n" for name in "ABCDE")
    write_handbook(tmp_path, {SUPPLIES: procedure(steps=steps)})

    assert found(tmp_path, "unknown-reference") == [
        (
            "data/tools.yaml:1:1: data/tools.yaml contains no tool, but 5 names refer to one: "
            "'A', 'B', 'C' and 2 more; add them here, or restore the file from git"
        )
    ]


@pytest.mark.parametrize(
    ("written", "fixed"),
    [
        ("Chief Operating Oficer", "Chief Operating Officer"),
        ("Chief Operating Officer and CFO", None),
        ("Operating Officer", None),
        ("roles/chief-operating-oficer", None),
        ("CI/CD Ledd", "CI/CD Lead"),
    ],
)
def test_only_a_name_with_as_many_words_is_fixed(
    written: str, fixed: str | None, tmp_path: Path
) -> None:
    roles = (
        "chief-operating-officer:\n  title: Chief Operating Officer\n"
        "builder:\n  title: CI/CD Lead\n"
    )
    audience = f"audience: [{written}]\n"
    files = {
        "data/roles.yaml": BASE["data/roles.yaml"] + roles,
        SUPPLIES: procedure(more=audience),
    }
    write_handbook(tmp_path, files)
    fixes = [one.fix for one in problems(tmp_path) if one.code == "unknown-reference"]

    assert [fix and fix.right for fix in fixes] == [fixed]


@pytest.mark.parametrize(
    ("href", "message"),
    [
        ("http://", "has no host; write it in full, such as 'http://example.com/page'"),
        ("HTTPS:///page", "has no host; write it in full, such as 'https://example.com/page'"),
        ("https:page", "has no host; write it in full, such as 'https://example.com/page'"),
        (
            "httpx://example.com",
            "is not allowed; link to a file in the handbook, or use http, https or mailto",
        ),
    ],
)
def test_a_web_address_without_a_host_is_reported_as_such(
    href: str, message: str, tmp_path: Path
) -> None:
    write_handbook(tmp_path, {SUPPLIES: procedure(steps=f"### Order\n\n1. See [it]({href})\n")})

    assert found(tmp_path, "forbidden-scheme") == [f"{SUPPLIES}:14:8: link {href!r} {message}"]


def test_an_embedded_picture_is_reported_in_short(tmp_path: Path) -> None:
    steps = f"### Order\n\n1. See ![it][a]\n\n[a]: <data:image/png;base64,{'iVBOR' * 9_000}>\n"
    write_handbook(tmp_path, {SUPPLIES: procedure(steps=steps)})

    assert found(tmp_path, "forbidden-scheme") == [
        (
            f"{SUPPLIES}:14:8: this address contains a whole file, 'data:image/png...'; "
            "save it next to this document and link to it"
        )
    ]
