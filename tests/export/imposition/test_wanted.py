"""Pages are named as people write them; what the file does not have is said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridmap.errors import UsageError
from gridmap.export.imposition.wanted import pages_in, pages_text


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("", ()),
        ("3", (3,)),
        ("1-3, 7", (1, 2, 3, 7)),
        ("１－３，7".replace("－", "-"), (1, 2, 3, 7)),
        ("9-", (9, 10)),
        ("2、2；1", (2, 1)),
        ("2至4", (2, 3, 4)),
    ],
)
def test_pages_are_read_as_written(text: str, pages: tuple[int, ...]) -> None:
    assert pages_in(text, 10) == pages


@pytest.mark.parametrize("text", ["x", "0", "11", "5-3", "8-11", "-3", "1.5"])
def test_other_texts_are_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        pages_in(text, 10)
    assert text in str(caught.value)
    assert "1-3, 7" in caught.value.hint


@given(st.sets(st.integers(1, 300), min_size=1))
def test_what_is_written_is_read_back(pages: set[int]) -> None:
    chosen = tuple(sorted(pages))
    assert pages_in(pages_text(chosen), 300) == chosen
