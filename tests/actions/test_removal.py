import pytest

from gridmap.actions.incidents import tick
from gridmap.actions.removal import removal_of
from gridmap.model.features import (
    CareRecord,
    Duty,
    FeatureId,
    Fetch,
    Grid,
    Household,
    Village,
    VillagerGroup,
    Visit,
)
from tests.helpers.build import Tiny
from tests.helpers.storm import flooded


def ids(*names: str) -> list[FeatureId]:
    return [FeatureId(name) for name in names]


def test_places_lines_ground_and_notes_go_unasked_and_come_back_by_the_inverse(tiny: Tiny) -> None:
    document = tiny.document()
    before = document.snapshot()
    removal = removal_of(document, ids("p1", "l1", "n1", "a2"))
    assert removal.consequences == ()
    document.apply(removal.changeset)
    assert [document.find_any(key) for key in ids("p1", "l1", "n1", "a2")] == [None] * 4
    document.apply(removal.changeset.inverted())
    for kind in removal.changeset.kinds():
        assert set(document.all(kind)) == set(before.all(kind))


def test_officers_duties_and_what_is_gone_are_passed_over(tiny: Tiny) -> None:
    assert not removal_of(tiny.document(), ids("o1", "d1", "c1", "gone")).changeset


def test_a_grid_says_how_many_households_and_duties_hang_on_it(tiny: Tiny) -> None:
    document = tiny.document()
    removal = removal_of(document, ids("w11"))
    assert removal.consequences == (
        "4 households of 第1网格 are then in no grid.",
        "1 duties held for 第1网格 end.",
    )
    document.apply(removal.changeset)
    assert document.find(FeatureId("w11"), Grid) is None
    assert document.find(FeatureId("d2"), Duty) is None


def test_a_group_loses_its_area_only(tiny: Tiny) -> None:
    document = tiny.document()
    removal = removal_of(document, ids("g11"))
    assert removal.consequences[0] == "The group 一组 itself stays, without its area."
    assert "only by where they stand" in removal.consequences[1]
    document.apply(removal.changeset)
    assert document.get(FeatureId("g11"), VillagerGroup).geometry is None


def test_a_village_without_outline_leaves_no_grid_with_one(tiny: Tiny) -> None:
    document = tiny.document()
    removal = removal_of(document, ids("v1", "w11"))
    document.apply(removal.changeset)
    assert document.get(FeatureId("v1"), Village).geometry is None
    assert document.find(FeatureId("w11"), Grid) is None
    assert document.get(FeatureId("w12"), Grid).geometry is None
    assert document.get(FeatureId("w21"), Grid).geometry is not None
    assert any("officers stay" in sentence for sentence in removal.consequences)


def test_a_household_goes_with_its_care_records_and_visits(tiny: Tiny) -> None:
    document = tiny.document()
    record = next(iter(document.all(CareRecord)))
    removal = removal_of(document, [record.household])
    document.apply(removal.changeset)
    assert document.find(record.household, Household) is None
    assert all(item.household != record.household for item in document.all(CareRecord))
    known = {item.id for item in document.all(CareRecord)}
    assert all(visit.record in known for visit in document.all(Visit))
    assert "leave the roster" in removal.consequences[0]
    assert "care records" in removal.consequences[1]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("w11", "Remove grid 第1网格"),
        ("g11", "Remove the area of 一组"),
        ("v1", "Remove the outline of 柳树湾村"),
        ("h01", "Remove household 1号 王小明"),
    ],
)
def test_the_act_is_named_for_the_undo_menu(tiny: Tiny, name: str, title: str) -> None:
    assert removal_of(tiny.document(), ids(name)).changeset.title == title


def test_a_household_goes_with_the_ticks_of_an_incident_on_its_people() -> None:
    document = flooded().document()
    document.apply(tick(document, FeatureId("storm"), {FeatureId("甲"): "called"}, at="x"))
    document.apply(removal_of(document, ids("h01")).changeset)
    assert document.count(Fetch) == 0
