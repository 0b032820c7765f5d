"""The part of a project around a village: all that is near, nothing that is far."""

from __future__ import annotations

import pytest

from gridmap.export.near import REACH_M, near_snapshot
from gridmap.model.document import Snapshot
from gridmap.model.features import (
    CareRecord,
    Grid,
    Household,
    Line,
    Officer,
    Village,
    Visit,
)
from gridmap.progress import run_job
from gridmap.synth.township import synthesize


@pytest.fixture(scope="module")
def township() -> Snapshot:
    return Snapshot.of(run_job(synthesize("township", 3)))


def test_houses_near_the_village_stay_and_far_ones_go(township: Snapshot) -> None:
    village = min(township.all(Village), key=lambda item: item.geometry.bounds[0])
    near = near_snapshot(township, village.id)
    left, low, right, high = village.geometry.bounds
    for home in township.all(Household):
        if home.geometry is None:
            assert (near.find(home.id, Household) is not None) == (home.village == village.id)
            continue
        x_m, y_m = home.geometry.x, home.geometry.y
        if left - REACH_M <= x_m <= right + REACH_M and low - REACH_M <= y_m <= high + REACH_M:
            assert near.find(home.id, Household) is home
    assert near.count(Household) < township.count(Household)
    assert near.count(Line) < township.count(Line)


def test_posts_stay_and_people_go_with_their_houses(township: Snapshot) -> None:
    village = min(township.all(Village), key=lambda item: item.geometry.bounds[0])
    near = near_snapshot(township, village.id)
    assert near.count(Officer) == township.count(Officer)
    assert near.count(Village) == township.count(Village)
    assert near.count(Grid) == township.count(Grid)
    assert all(near.find(item.household, Household) for item in near.all(CareRecord))
    assert all(near.find(item.record, CareRecord) for item in near.all(Visit))
    own = [item for item in near.all(Grid) if item.village == village.id]
    assert own
    assert all(item.geometry is not None for item in own)


def test_a_village_that_is_nowhere_keeps_its_own_households(township: Snapshot) -> None:
    village = next(iter(township.all(Village)))
    bare = Village(id=village.id, name=village.name, code=village.code)
    homes = [item for item in township.all(Household) if item.geometry is None]
    snapshot = Snapshot.of([bare, *homes])
    near = near_snapshot(snapshot, village.id)
    assert {item.id for item in near.all(Household)} == {
        item.id for item in homes if item.village == village.id
    }
