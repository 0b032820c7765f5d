"""Grids beyond their village, codes of wrong shape, households assigned by hand."""

from dataclasses import replace

import pytest

from gridmap.model.features import Grid, Household, Village
from tests.checks.test_rules import found
from tests.helpers.build import Tiny, fid, rectangle


def test_a_grid_that_reaches_beyond_its_village_is_found_with_the_area(tiny: Tiny) -> None:
    wide = replace(tiny.get("w21", Grid), geometry=rectangle(400, 0, 800, 410))
    (problem,) = found(tiny, "grid_outside", wide)
    assert problem.feature_ids == ("w21",)
    assert problem.value == pytest.approx(4_000.0)
    assert not found(tiny, "grid_outside")


def test_a_household_given_to_another_grid_than_it_stands_in_is_found(tiny: Tiny) -> None:
    home = replace(tiny.get("h01", Household), grid_override=fid("w12"))
    (problem,) = found(tiny, "household_outside_grid", home)
    assert problem.severity == "warning"
    assert "第1网格" in problem.message
    assert "第2网格" in problem.message
    (noted,) = found(tiny, "household_outside_grid", replace(home, grid_override_reason="近"))
    assert noted.severity == "note"
    assert not found(tiny, "household_outside_grid", replace(home, grid_override=fid("w11")))
    (gone,) = found(tiny, "household_outside_grid", replace(home, grid_override=fid("w99")))
    assert "gone" in gone.message


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("", "no code"),
        ("622921105201", "not made like"),
        ("6229211052010001", ""),
        ("62292110520100a", "not made like"),
        ("622921105201002", "more than once"),
        ("622921105201003", ""),
    ],
)
def test_a_grid_code_that_cannot_be_right_is_found(tiny: Tiny, code: str, words: str) -> None:
    village = replace(tiny.get("v1", Village), code="622921105201")
    other = replace(tiny.get("w12", Grid), code="622921105201002")
    grid = replace(tiny.get("w11", Grid), code=code)
    hits = [p for p in found(tiny, "grid_code", village, other, grid) if "w11" in p.feature_ids]
    assert [words in problem.message for problem in hits] == [True] * bool(words)


def test_grids_of_a_village_without_a_code_need_none(tiny: Tiny) -> None:
    village = replace(tiny.get("v1", Village), code="")
    grid = replace(tiny.get("w11", Grid), code="")
    assert "w11" not in {p.feature_ids[0] for p in found(tiny, "grid_code", village, grid)}
