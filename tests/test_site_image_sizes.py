"""Pages state the sizes of their pictures where the files in docs/ give them reliably."""

from pathlib import Path

import pytest

from macros.image_sizes import size, with_sizes
from tests.site.building import built, write_source
from tests.support.handbooks import procedure

_PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes([0, 0, 11, 184, 0, 0, 7, 208]) + b"\x08\x02\0\0\0"
_GIF = b"GIF89a" + bytes([44, 1, 100, 0])
# A segment without a size, one padding byte, and the start of a frame.
_FRAME = b"\xff\xff\xc2\0\x11\x08" + bytes([0, 100, 1, 44, 3, 1, 34, 0, 2, 17, 1, 3, 17, 1])
_JPEG = b"\xff\xd8\xff\xe0\0\x04ab" + _FRAME
# The camera was held upright: the picture is shown rotated by a quarter turn.
_EXIF = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"
_TURNED = b"\xff\xd8\xff\xe1\0" + bytes([2 + len(_EXIF)]) + _EXIF + _FRAME


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (_PNG, (3000, 2000)),
        (_GIF, (300, 100)),
        (_JPEG, (300, 100)),
        (_TURNED, (100, 300)),
        (b'<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"/>', (30, 20)),
        (_PNG[:20], None),
        (_GIF[:7], None),
        (_JPEG[:12], None),
        (b"\xff\xd8\xff\xe0\0\0", None),
        (b"<svg/>", None),
        (b"", None),
    ],
)
def test_a_file_gives_the_size_of_its_picture(
    content: bytes, found: tuple[int, int] | None, tmp_path: Path
) -> None:
    (tmp_path / "a.bin").write_bytes(content)

    assert size(tmp_path, "a.bin") == found


def test_no_damaged_picture_stops_the_build(tmp_path: Path) -> None:
    for content in (_PNG, _GIF, _JPEG, _TURNED):
        for at in range(len(content)):
            for other in (content[:at], content[:at] + b"\xff" + content[at + 1 :]):
                (tmp_path / "a.bin").write_bytes(other)

                size(tmp_path, "a.bin")


def test_a_page_gives_the_sizes_of_pictures_in_docs_only(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    (docs / "assets").mkdir(parents=True)
    (docs / "assets/a b.png").write_bytes(_PNG)
    (tmp_path / "secret.png").write_bytes(_PNG)
    begun = '<p><img src="../../assets/a%20b.png?1#x" alt="A"'
    others = (
        '<img src="../../../secret.png" alt=""><img src="/etc/a.png"><img src="gone.png">'
        '<img width="3" src="../../assets/a%20b.png"></p>'
    )

    html = with_sizes(f"{begun}>{others}", "procedures/shift-handover/", docs)

    sized = begun.replace(' alt="A"', ' width="3000" height="2000" alt="A"')
    assert html == f"{sized}>{others}"


def test_the_pages_of_a_site_give_the_sizes_of_their_pictures(tmp_path: Path) -> None:
    text = "## Pictures\n\n![A](../../docs/assets/a.png)\n\n## Steps"
    order = procedure().replace("## Steps", text, 1)
    root = write_source(tmp_path / "root", {"sops/operations/order.md": order})
    with (root / "docs/index.md").open("a", encoding="utf-8") as home:
        home.write("\n\n![A](assets/a.png)\n")
    (root / "docs/assets").mkdir(exist_ok=True)
    (root / "docs/assets/a.png").write_bytes(_PNG)

    site = built(root, tmp_path / "site")

    for page in ("procedures/order", "."):
        assert 'width="3000" height="2000"' in (site / page / "index.html").read_text("utf-8")
