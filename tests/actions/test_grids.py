"""Edits of grids."""

import pytest

from gridmap.actions.grids import edit_grid
from gridmap.errors import UsageError
from gridmap.model.features import FeatureId, Grid
from tests.helpers.build import Tiny

GRID = FeatureId("w11")


def test_a_grid_gets_another_name_and_back(tiny: Tiny) -> None:
    document = tiny.document()
    changeset = edit_grid(document, GRID, name="河东网格")
    document.apply(changeset)
    assert document.get(GRID, Grid).name == "河东网格"
    document.apply(changeset.inverted())
    assert document.get(GRID, Grid) == tiny.get("w11", Grid)


def test_a_grid_without_a_name_is_refused(tiny: Tiny) -> None:
    with pytest.raises(UsageError, match="needs a name"):
        edit_grid(tiny.snapshot(), GRID, name="  ")


def test_two_grids_cannot_have_one_code(tiny: Tiny) -> None:
    other = tiny.get("w12", Grid)
    with pytest.raises(UsageError, match=other.name):
        edit_grid(tiny.snapshot(), GRID, code=other.code)
    assert not edit_grid(tiny.snapshot(), GRID, code=tiny.get("w11", Grid).code)
