"""The sites and the browser shared by these tests, all removed when the tests end."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser import arguments, chromium
from tests.site.building import built
from tests.site.published import Published
from tests.site.reader import Reader, faultless
from tests.site.serving import serving
from tests.site.specimen import specimen
from tests.support.commands import pinned
from tests.support.handbooks import REPOSITORY, day_of

# Long enough for a busy machine; an expectation that is met still passes at once.
expect.set_options(timeout=60_000)

# Requests that the tests miss cannot reach another host either.
_NO_NETWORK = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=[*arguments(), _NO_NETWORK]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def handbook(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Published]:
    """The site of this repository."""
    yield from _published(REPOSITORY, tmp_path_factory.mktemp("handbook"))


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Published]:
    """The site of the specimen."""
    root = specimen(tmp_path_factory.mktemp("specimen"))
    yield from _published(root, tmp_path_factory.mktemp("small"))


def _published(root: Path, folder: Path) -> Iterator[Published]:
    built(root, folder, {**pinned(day_of(root)), "HANDBOOK_PDF": "auto"})
    with serving(folder) as address:
        yield Published(root, folder, address)


@pytest.fixture(params=["handbook", "small"])
def site(request: pytest.FixtureRequest) -> Published:
    """Each of the two sites in turn."""
    published: Published = request.getfixturevalue(request.param)
    return published


@pytest.fixture
def reader(browser: Browser, handbook: Published) -> Iterator[Reader]:
    """A reader of this repository's site."""
    yield from faultless(browser, handbook.address)


@pytest.fixture
def visitor(browser: Browser, small: Published) -> Iterator[Reader]:
    """A reader of the specimen's site."""
    yield from faultless(browser, small.address)
