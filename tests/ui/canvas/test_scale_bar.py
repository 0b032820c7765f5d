import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridmap.i18n import CHINESE, set_language
from gridmap.ui.canvas.scale_bar import length_words, round_length_m


@given(st.floats(1e-3, 1e8))
def test_the_bar_is_the_longest_round_length_that_fits(longest_m: float) -> None:
    length_m = round_length_m(longest_m)
    assert length_m <= longest_m * (1 + 1e-9)
    assert length_m * 2.5 >= longest_m * (1 - 1e-9)
    assert f"{length_m:e}"[0] in "125"


@pytest.mark.parametrize(
    ("length_m", "words"), [(0.5, "0.5 m"), (20, "20 m"), (1000, "1 km"), (50_000, "50 km")]
)
def test_lengths_are_written_without_needless_digits(length_m: float, words: str) -> None:
    assert length_words(length_m) == words


def test_lengths_are_chinese_in_chinese() -> None:
    set_language(CHINESE)
    assert length_words(2000) == "2 公里"
