"""A server that rebuilds keeps only one build in memory."""

import subprocess
import sys
from pathlib import Path

from tests.site.building import environment
from tests.site.specimen import specimen

_TWICE = """
import gc, sys
from mkdocs.commands.build import build
from mkdocs.config import load_config

gc.disable()
for number in range(2):
    config = load_config("mkdocs.yml", site_dir=sys.argv[1])
    if not number:
        config.plugins.on_startup(command="serve", dirty=False)
    build(config)
print(gc.collect())
"""


def test_the_data_of_a_build_is_freed_after_the_next(tmp_path: Path) -> None:
    arguments = [sys.executable, "-c", _TWICE, str(tmp_path / "site")]
    root = specimen(tmp_path / "root")
    done = subprocess.run(
        arguments, cwd=root, env=environment(), capture_output=True, check=True, text=True
    )

    # Automatic garbage collection is off: one build leaves about 25,000 objects.
    assert int(done.stdout) < 1_000
