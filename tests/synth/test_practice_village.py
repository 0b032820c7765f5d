"""The village of the first steps is sound, and has what the guided task asks for."""

from gridmap.actions.land import partition_of_village
from gridmap.geo.partition import flaws, unassigned
from gridmap.model.document import Document
from gridmap.model.features import Grid, Household, Village
from gridmap.synth.practice_village import practice_village


def test_two_grids_fit_without_a_flaw_and_one_piece_of_land_is_left_over() -> None:
    document = Document(practice_village())
    (village,) = document.all(Village)
    partition = partition_of_village(document, village.id)
    assert flaws(partition) == []
    assert document.count(Grid) == 2
    (left_over,) = unassigned(partition)
    assert 2e4 < left_over.area_m2 < 5e4


def test_six_households_wait_and_the_others_stand_each_in_its_own_building() -> None:
    document = Document(practice_village())
    households = list(document.all(Household))
    waiting = [item for item in households if item.geometry is None]
    assert len(waiting) == 6
    placed = [item.geometry for item in households if item.geometry is not None]
    assert all(a.distance(b) > 10 for a in placed for b in placed if a is not b)


def test_every_call_gives_ids_of_its_own() -> None:
    first, second = practice_village(), practice_village()
    assert not {item.id for item in first} & {item.id for item in second}
