"""Lighthouse scores of the most visited pages; `make lighthouse` prints them.

`python -m tests.site.lighthouse [ADDRESS...]`, with addresses such as "roles/"; default: `PAGES`.
Each page is opened three times as on a phone with a slow connection, and the median counts. Exit
code 0 if every required score is reached, 1 if one is not, 2 if measuring failed.
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

# The newest version that supports Node.js 18.
PACKAGE = "lighthouse@12.8.2"
PAGES = ("", "procedures/", "procedures/customer-onboarding/", "roles/coo/")
REQUIRED = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
RUNS = 3
_LINE = "{:<34}{:>6}{:>6}{:>6}{:>6}{:>9}{:>9}{:>9}{:>7}{:>8}{:>7}"


class Run(NamedTuple):
    """One audit of a page: scores out of 100, times in milliseconds, bytes transferred."""

    scores: dict[str, float]
    first_paint: float
    largest_paint: float
    blocked: float
    shift: float
    size: float
    requests: float
    failed_audits: tuple[str, ...]


def main(addresses: Sequence[str]) -> int:
    """Print a table of the pages, the audits they fail, and a closing sentence."""
    try:
        browser = chromium()
    except FileNotFoundError as missing:
        return _fail(str(missing))
    if shutil.which("npm") is None:
        return _fail("npm is not installed; install Node.js 20 or later, which includes it")
    with TemporaryDirectory() as folder:
        site = built(REPOSITORY, Path(folder) / "site", {})
        with serving(site) as root:
            return _measure(root, addresses or PAGES, browser)


def _measure(root: str, addresses: Sequence[str], browser: str) -> int:
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
    _write_line(_LINE.format(*names))
    below = []
    for address in addresses:
        try:
            runs = [_audit(root + address, browser) for _ in range(RUNS)]
        except RuntimeError as failed:
            return _fail(str(failed))
        run = _median(runs)
        figures = (f"{run.scores[name]:.0f}" for name in REQUIRED)
        times = (f"{time:.0f}" for time in (run.first_paint, run.largest_paint, run.blocked))
        weight = (f"{run.shift:.2f}", f"{run.size / 1000:.1f}", f"{run.requests:.0f}")
        _write_line(_LINE.format(address or "(home)", *figures, *times, *weight))
        for audit in run.failed_audits:
            _write_line(f"    {audit}")
        below += [
            f"{name} of {address or 'home'} is {run.scores[name]:.0f}, not {required}"
            for name, required in REQUIRED.items()
            if run.scores[name] < required
        ]
    _write_line("; ".join(below) + "." if below else "Every page reaches the required scores.")
    return 1 if below else 0


def _audit(address: str, browser: str) -> Run:
    """Return the results of one Lighthouse run; raise RuntimeError if it fails."""
    flags = " ".join([*arguments(), "--headless=new"])
    command = [
        *("npm", "exec", "--yes", "--ignore-scripts", "--no-update-notifier"),
        *(f"--package={PACKAGE}", "--", "lighthouse", address, "--output=json", "--quiet"),
        *("--no-enable-error-reporting", f"--chrome-flags={flags}"),
    ]
    result = subprocess.run(
        command,
        env=os.environ | {"CHROME_PATH": browser},
        capture_output=True,
        check=False,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
    )
    if result.returncode:
        last = (result.stderr.strip() or "no error message").splitlines()[-1]
        raise RuntimeError(f"lighthouse failed on {address}: {last}")
    return _read(json.loads(result.stdout))


def _read(report: dict[str, Any]) -> Run:
    audits = report["audits"]
    requests = audits["network-requests"]["details"]["items"]
    return Run(
        scores={name: report["categories"][name]["score"] * 100 for name in REQUIRED},
        first_paint=audits["first-contentful-paint"]["numericValue"],
        largest_paint=audits["largest-contentful-paint"]["numericValue"],
        blocked=audits["total-blocking-time"]["numericValue"],
        shift=audits["cumulative-layout-shift"]["numericValue"],
        size=sum(request.get("transferSize", 0) for request in requests),
        requests=len(requests),
        failed_audits=tuple(_failed_audits(report)),
    )


def _failed_audits(report: dict[str, Any]) -> Iterator[str]:
    """Yield the audits that lower a score and did not pass."""
    for name in REQUIRED:
        for part in report["categories"][name]["auditRefs"]:
            audit = report["audits"][part["id"]]
            if part["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                yield f"{name}: {audit['title']} {audit.get('displayValue', '')}".rstrip()


def _median(runs: Sequence[Run]) -> Run:
    figures = {
        name: median(getattr(run, name) for run in runs)
        for name in Run._fields
        if name not in {"scores", "failed_audits"}
    }
    scores = {name: median(run.scores[name] for run in runs) for name in REQUIRED}
    return Run(**figures, scores=scores, failed_audits=runs[-1].failed_audits)


def _write_line(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _fail(why: str) -> int:
    sys.stderr.write(f"{why}\n")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
