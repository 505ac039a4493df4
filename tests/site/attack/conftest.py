"""The attacked sites, built once per module, and their readers."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.site.attack.handbook import passing, raw
from tests.site.attack.sites import WISH, build_unchecked, framed, long, remembered, written
from tests.site.building import built
from tests.site.published import Published
from tests.site.reader import Reader, faultless
from tests.site.serving import serving


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Published]:
    """The site of a handbook with every attack that the checks accept."""
    source = framed(tmp_path_factory.mktemp("attacked"), long(written(passing())))
    root = remembered(source)
    folder = built(root, tmp_path_factory.mktemp("attacked-site"))
    with serving(folder) as address:
        yield Published(root, folder, address)


@pytest.fixture(scope="module")
def unchecked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Published]:
    """The site of a handbook with attacks that the checks refuse, built regardless."""
    root = framed(tmp_path_factory.mktemp("unchecked"), written(raw(), WISH, refused=True))
    folder = tmp_path_factory.mktemp("unchecked-site")
    build_unchecked(root, folder)
    with serving(folder) as address:
        yield Published(root, folder, address)


@pytest.fixture
def victim(browser: Browser, attacked: Published) -> Iterator[Reader]:
    """A reader of the attacked site."""
    yield from faultless(browser, attacked.address)


@pytest.fixture
def bystander(browser: Browser, unchecked: Published) -> Iterator[Reader]:
    """A reader of the unchecked site."""
    yield from faultless(browser, unchecked.address)
