"""What Lighthouse says of the pages that people open most; `make lighthouse` prints it.

`python -m tests.site.lighthouse [ADDRESS...]`, addresses as "roles/"; without any, the usual
ones. Each is opened three times as a phone on a slow line would, and the median counts. Exit code
0 if every figure is reached, 1 if one is not, 2 if it could not be measured.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from tests.browser import arguments, chromium
from tests.site.building import built
from tests.site.serving import serving
from tests.support.handbooks import REPOSITORY

# The newest that runs on every Node.js since 18.
PACKAGE = "lighthouse@12.8.2"
PAGES = ("", "procedures/", "procedures/customer-onboarding/", "roles/coo/")
ASKED = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
RUNS = 3
_LINE = "{:<34}{:>6}{:>6}{:>6}{:>6}{:>9}{:>9}{:>9}{:>7}{:>8}{:>7}"


class Run(NamedTuple):
    """One look at a page: scores of 100, times in milliseconds, what came over the wire."""

    scores: dict[str, float]
    first_paint: float
    largest_paint: float
    blocked: float
    shift: float
    size: float
    requests: float
    missed: tuple[str, ...]


def main(addresses: Sequence[str]) -> int:
    """Print a table of the pages, what keeps them from full marks, and one closing sentence."""
    try:
        browser = chromium()
    except FileNotFoundError as missing:
        return _could_not(str(missing))
    if shutil.which("npm") is None:
        return _could_not("npm is not installed; install Node.js 20 or later, which includes it")
    with TemporaryDirectory() as folder:
        site = built(REPOSITORY, Path(folder) / "site", {})
        with serving(site) as root:
            return _measured(root, addresses or PAGES, browser)


def _measured(root: str, addresses: Sequence[str], browser: str) -> int:
    names = (
        "page",
        "perf",
        "acc",
        "best",
        "seo",
        "fcp ms",
        "lcp ms",
        "tbt ms",
        "cls",
        "KB",
        "reqs",
    )
    _say(_LINE.format(*names))
    short = []
    for address in addresses:
        try:
            runs = [_look(root + address, browser) for _ in range(RUNS)]
        except RuntimeError as failed:
            return _could_not(str(failed))
        run = _median(runs)
        figures = (f"{run.scores[name]:.0f}" for name in ASKED)
        times = (f"{time:.0f}" for time in (run.first_paint, run.largest_paint, run.blocked))
        weight = (f"{run.shift:.2f}", f"{run.size / 1000:.1f}", f"{run.requests:.0f}")
        _say(_LINE.format(address or "(home)", *figures, *times, *weight))
        for missed in run.missed:
            _say(f"    {missed}")
        short += [
            f"{name} of {address or 'home'} is {run.scores[name]:.0f}, not {asked}"
            for name, asked in ASKED.items()
            if run.scores[name] < asked
        ]
    _say("; ".join(short) + "." if short else "Every page has what is asked of it.")
    return 1 if short else 0


def _look(address: str, browser: str) -> Run:
    """Return what Lighthouse says; raises RuntimeError if it says nothing."""
    flags = " ".join([*arguments(), "--headless=new"])
    command = [
        *("npm", "exec", "--yes", "--ignore-scripts", "--no-update-notifier"),
        *(f"--package={PACKAGE}", "--", "lighthouse", address, "--output=json", "--quiet"),
        *("--no-enable-error-reporting", f"--chrome-flags={flags}"),
    ]
    done = subprocess.run(
        command,
        env=os.environ | {"CHROME_PATH": browser},
        capture_output=True,
        check=False,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
    )
    if done.returncode:
        last = (done.stderr.strip() or "no word of why").splitlines()[-1]
        raise RuntimeError(f"lighthouse failed on {address}: {last}")
    return _read(json.loads(done.stdout))


def _read(report: dict[str, Any]) -> Run:
    audits = report["audits"]
    requests = audits["network-requests"]["details"]["items"]
    return Run(
        scores={name: report["categories"][name]["score"] * 100 for name in ASKED},
        first_paint=audits["first-contentful-paint"]["numericValue"],
        largest_paint=audits["largest-contentful-paint"]["numericValue"],
        blocked=audits["total-blocking-time"]["numericValue"],
        shift=audits["cumulative-layout-shift"]["numericValue"],
        size=sum(request.get("transferSize", 0) for request in requests),
        requests=len(requests),
        missed=tuple(_missed(report)),
    )


def _missed(report: dict[str, Any]) -> Iterator[str]:
    """Yield what is judged by yes or no and is a no."""
    for name in ASKED:
        for part in report["categories"][name]["auditRefs"]:
            audit = report["audits"][part["id"]]
            if part["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                yield f"{name}: {audit['title']} {audit.get('displayValue', '')}".rstrip()


def _median(runs: Sequence[Run]) -> Run:
    figures = {
        name: median(getattr(run, name) for run in runs)
        for name in Run._fields
        if name not in {"scores", "missed"}
    }
    scores = {name: median(run.scores[name] for run in runs) for name in ASKED}
    return Run(**figures, scores=scores, missed=runs[-1].missed)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _could_not(why: str) -> int:
    sys.stderr.write(f"{why}\n")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
