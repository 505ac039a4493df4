"""Text escaped for Markdown is read back unchanged."""

from hypothesis import given
from hypothesis import strategies as st

from handbook.markup import plain, read


@given(st.text())
def test_parsing_inverts_escaping(text: str) -> None:
    assert read(plain(text)) == " ".join(text.split())
