"""A page printed smaller says which scale is true now."""

from __future__ import annotations

import pytest

from gridmap.export.imposition.ratio import ratio_note, scale_at


def test_a_page_of_its_true_size_says_nothing() -> None:
    assert ratio_note(1.0, 1000) == ""


@pytest.mark.parametrize(
    ("scale", "factor", "now"),
    [(1000, 0.5**0.5, 1410), (1500, 0.5**0.5, 2120), (2000, 0.9, 2220), (500, 2**0.5, 354)],
)
def test_the_scale_follows_the_size(scale: int, factor: float, now: int) -> None:
    assert scale_at(scale, factor) == now
    words = ratio_note(factor, scale)
    assert f"1 : {now}" in words
    assert f"1 : {scale}" in words


def test_a_page_without_a_map_tells_only_its_size() -> None:
    assert "70.7" in ratio_note(0.5**0.5)
    assert "1 :" not in ratio_note(0.5**0.5)
