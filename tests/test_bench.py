"""The benchmark gives each program the same procedures, and names those it could not measure."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml

from tests.bench import __main__ as bench
from tests.bench import corpora
from tests.bench.__main__ import Result, results, table
from tests.bench.contestants import CONTESTANTS, Contestant, start
from tests.support.measuring import Cost, measured

OURS, PEER, *_ = CONTESTANTS


def _turn(cpu: float) -> Cost:
    return Cost(cpu, cpu, 100.4)


def test_the_table_has_medians_of_times_and_of_the_ratios_of_each_round() -> None:
    found = [
        Result(OURS, (_turn(1), _turn(2), _turn(3)), 2_500_000, 1234),
        Result(PEER, (_turn(4), _turn(4), _turn(3)), 500_000, 12),
    ]

    head, _, ours, peer = table(found, 1000, 3)

    assert head.startswith("| 1,000 procedures, 3 rounds | CPU s | wall s |")
    assert ours == f"| {OURS.title} | 2.0 | 2.0 | 100 | 2.5 | 1,234 | 1.00x |"
    assert peer == f"| {PEER.title} (9.8.2) | 4.0 | 4.0 | 100 | 0.5 | 12 | 2.00x |"


def test_contestants_that_cannot_run_are_named_and_the_others_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = Contestant("One that breaks", "build", "broken==1", corpora.hugo, ("false",))
    check = next(one for one in CONTESTANTS if one.group == "check")
    monkeypatch.setattr(bench, "CONTESTANTS", (PEER, broken, check))
    reasons = {PEER: "no such thing in the registry"}
    monkeypatch.setattr(bench, "set_up", lambda one, _: reasons.get(one, ""))
    (tmp_path / "tools/broken==1/bin").mkdir(parents=True)
    (tmp_path / "tools/broken==1/bin/false").symlink_to(shutil.which("false") or "/bin/false")

    found = results(3, 1, 1, tmp_path / "work", tmp_path / "tools")
    output = "\n".join(table(found, 3, 1))

    assert [len(one.rounds) for one in found] == [0, 0, 1]
    assert f"Not measured: {PEER.title} ({PEER.peer}): no such thing in the registry" in output
    assert "Not measured: One that breaks (broken==1): it ended with 1" in output
    assert f"| {check.title} | " in output
    assert f"round 1 of 1: {check.title}" in capsys.readouterr().err


def test_an_edit_changes_one_procedure(tmp_path: Path) -> None:
    cold, again = (one for one in CONTESTANTS if one.group == "check" and not one.peer)
    ours = tmp_path / "handbook"
    corpora.invented(ours, 3, 1)
    before = {file: file.read_bytes() for file in ours.glob("sops/*/*.md")}

    start(cold, ours, tmp_path)
    kept = (ours / ".cache/kept.sqlite").stat().st_size
    start(again, ours, tmp_path)

    assert kept > 0
    assert again.forgets == ()
    assert sum(file.read_bytes() != text for file, text in before.items()) == 1


def test_all_contestants_get_the_same_procedures(tmp_path: Path) -> None:
    ours = tmp_path / "handbook"
    corpora.invented(ours, 6, 1)
    for write, name in (
        (corpora.material, "material"), (corpora.hugo, "hugo"), (corpora.instances, "instances"),
    ):  # fmt: skip
        write(ours, tmp_path / name)

    names = {file.stem: file.read_text("utf-8") for file in ours.glob("sops/*/*.md")}
    assert len(names) == 6
    for folder in ("material/docs", "hugo/content"):
        copied = {file.stem: file.read_text("utf-8") for file in (tmp_path / folder).glob("*/*.md")}
        assert copied == names
    instances = {file.stem for file in (tmp_path / "instances").glob("*.yaml")}
    assert instances == set(names)
    schema = json.loads((tmp_path / "instances/schema.json").read_text("utf-8"))
    assert {"owner", "steps"} <= set(schema["required"])
    for file in (tmp_path / "instances").glob("*.yaml"):
        data = yaml.safe_load(file.read_text("utf-8"))
        jsonschema.validate(data, schema)
        assert data["steps"][0]["actions"]


def test_a_process_is_measured_with_its_children(tmp_path: Path) -> None:
    work = "import time\nwhile time.process_time() < 0.4: pass"
    starts = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {work!r}])"

    found = measured([sys.executable, "-c", starts], tmp_path, os.environ)

    assert found.cpu >= 0.4
    assert found.wall >= 0.4


def test_the_memory_of_the_measuring_process_is_not_counted(tmp_path: Path) -> None:
    held = bytearray(200_000_000)

    found = measured([sys.executable, "-I", "-S", "-c", "pass"], tmp_path, os.environ)

    assert len(held) == 200_000_000
    assert found.memory < 100


def test_a_failing_process_is_reported_with_its_output(tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError) as fault:
        measured([sys.executable, "-c", "raise SystemExit('no')"], tmp_path, os.environ)

    assert fault.value.stderr == b"no\n"
