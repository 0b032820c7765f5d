"""What was measured is put right, exactly; what cannot be is refused in a sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridmap.errors import UsageError
from gridmap.export.imposition.printer_errors import Measured, checked
from gridmap.i18n import tr


@given(
    across_mm=st.floats(95, 105),
    left_mm=st.floats(5, 35),
    down_mm=st.floats(95, 105),
    top_mm=st.floats(5, 35),
    x_mm=st.floats(0, 420),
    y_mm=st.floats(0, 420),
)
def test_a_printer_told_so_puts_points_where_they_should_be(
    across_mm: float, left_mm: float, down_mm: float, top_mm: float, x_mm: float, y_mm: float
) -> None:
    measured = checked(
        Measured(across_mm=across_mm, down_mm=down_mm, left_mm=left_mm, top_mm=top_mm)
    )
    told_x, told_y = measured.at_mm(x_mm, y_mm)
    # The printer: 20 comes out at `left`, and 100 mm as `across`.
    assert left_mm + (told_x - 20.0) * across_mm / 100 == pytest.approx(x_mm, abs=1e-6)
    assert top_mm + (told_y - 20.0) * down_mm / 100 == pytest.approx(y_mm, abs=1e-6)


def test_an_exact_printer_is_left_alone() -> None:
    assert Measured().at_mm(12.5, 100.0) == (12.5, 100.0)
    assert Measured().words() == tr("Prints exactly where it should.")


def test_faults_are_told_in_words() -> None:
    words = Measured(across_mm=99.2, left_mm=21.0, top_mm=19.5).words()
    assert tr("{length} mm {way}", length="1", way=tr("too far right")) in words
    assert tr("{length} mm {way}", length="0.5", way=tr("too high")) in words
    assert tr("100 mm across come out as {length} mm", length="99.2") in words
    assert tr("100 mm down come out as {length} mm", length="100") not in words


@pytest.mark.parametrize(
    ("field", "value"),
    [("across_mm", 9.92), ("down_mm", 110.0), ("left_mm", 0.0), ("top_mm", float("nan"))],
)
def test_lengths_that_cannot_be_are_refused(field: str, value: float) -> None:
    with pytest.raises(UsageError) as caught:
        checked(replace(Measured(), **{field: value}))
    assert f"{value:g}" in caught.value.message
    assert caught.value.hint
