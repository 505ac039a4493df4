"""What is made safe for Markdown can be read as it was."""

from hypothesis import given
from hypothesis import strategies as st

from handbook.markup import plain, read


@given(st.text())
def test_reading_undoes_what_keeps_words_from_being_markup(text: str) -> None:
    assert read(plain(text)) == " ".join(text.split())
