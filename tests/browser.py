"""Find a Chromium on this machine, and the arguments to start it with.

`playwright.chromium.launch(executable_path=chromium(), args=arguments())`; Playwright's own
download is never used.
"""

import os
import shutil
import sys

# The headless build comes first: it opens a page in a quarter of the time.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)


def chromium() -> str:
    """Return the path of a Chromium or Chrome; raise FileNotFoundError with a way to get one."""
    chosen = os.environ.get("HANDBOOK_CHROMIUM")
    if chosen:
        path = shutil.which(chosen)
        if path is None:
            message = f"HANDBOOK_CHROMIUM names no program: {chosen!r}"
            raise FileNotFoundError(message)
        return path
    for name in NAMES:
        path = shutil.which(name)
        if path is not None:
            return path
    message = (
        "no Chromium or Chrome on this machine; install one (Debian: apt-get install "
        "chromium-headless-shell; Ubuntu: apt-get install chromium; macOS: brew install --cask "
        "chromium), or set HANDBOOK_CHROMIUM to its path"
    )
    raise FileNotFoundError(message)


def arguments() -> list[str]:
    """Return the arguments Chromium is started with: no GPU, no background requests."""
    quiet = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-gpu",
        "--disable-quic",
        "--disable-sync",
        "--no-first-run",
    ]
    # Chromium refuses to run as root inside its sandbox.
    if sys.platform != "win32" and os.geteuid() == 0:
        return [*quiet, "--no-sandbox"]
    return quiet


if __name__ == "__main__":
    try:
        sys.stdout.write(f"{chromium()}\n")
    except FileNotFoundError as missing:
        sys.exit(str(missing))
