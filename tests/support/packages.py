"""Files of npm packages, fetched for a test rather than copied into this repository."""

import shutil
import subprocess
import tarfile
from pathlib import Path


def unpacked(name: str, folder: Path) -> Path:
    """Return a folder with the files of a package given with its version: "pkg@1.0.0".

    The package is neither installed nor run, and its dependencies are not fetched.
    """
    npm = shutil.which("npm")
    assert npm, "npm is not installed; install Node.js 20 or later, which includes it"
    folder.mkdir(parents=True)
    done = subprocess.run(
        [npm, "pack", "--silent", "--ignore-scripts", name],
        cwd=folder,
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    with tarfile.open(folder / done.stdout.split()[-1]) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"
