"""The builders themselves: what other tests take for granted."""

from gridmap.model.features import CareRecord, Grid, Household, Village
from gridmap.model.relations import Relations
from tests.helpers.build import Tiny


def test_the_tiny_project_has_two_villages_three_grids_and_twenty_households(tiny: Tiny) -> None:
    snapshot = tiny.snapshot()
    counts = [snapshot.count(kind) for kind in (Village, Grid, Household, CareRecord)]
    assert counts == [2, 3, 20, 4]


def test_every_located_household_of_the_tiny_project_lies_in_one_grid(tiny: Tiny) -> None:
    grids = Relations(tiny.snapshot()).grid_of
    assert [name for name, grid in grids.items() if grid is None] == ["h20"]
