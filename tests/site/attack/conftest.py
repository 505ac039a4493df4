"""The attacked sites, built once per module, and their readers."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.site.attack.handbook import accepted_attacks, refused_attacks
from tests.site.attack.sites import (
    RENDER_MACROS,
    attack_files,
    build_unchecked,
    with_history,
    with_long_list,
    write_attacked_source,
)
from tests.site.building import built
from tests.site.published import Published
from tests.site.reader import Reader, faultless
from tests.site.serving import serving


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Published]:
    """The site of a handbook with every attack that the checks accept."""
    source = write_attacked_source(
        tmp_path_factory.mktemp("attacked"), with_long_list(attack_files(accepted_attacks()))
    )
    root = with_history(source)
    folder = built(root, tmp_path_factory.mktemp("attacked-site"))
    with serving(folder) as address:
        yield Published(root, folder, address)


@pytest.fixture(scope="module")
def unchecked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Published]:
    """The site of a handbook with attacks that the checks refuse, built regardless."""
    root = write_attacked_source(
        tmp_path_factory.mktemp("unchecked"),
        attack_files(refused_attacks(), RENDER_MACROS, refused=True),
    )
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
