"""A small change leaves the other sheets as they are: their ids, their views, their households."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import Point

from gridmap.export.plan import VillagePlan
from gridmap.model.features import Household
from tests.export.atlas_helpers import houses, one_village, plan_of

CLUSTERS = ((0, 0), (330, 40), (700, -30), (60, 420), (420, 380), (800, 430), (200, 800))
CLOUD = [
    (x + 15.0 * (n % 5) + n // 5 % 2, y + 22.0 * (n // 5))
    for number, (x, y) in enumerate(CLUSTERS)
    for n in range(28 + 5 * (number % 3))
]
PEOPLE = houses(CLOUD)


def views(plan: VillagePlan) -> dict[str, tuple[object, ...]]:
    """The sheets' windows and households by their ids."""
    return {
        item.sheet.sheet_id: (
            item.sheet.view,
            tuple(inset.view for inset in item.sheet.layout.insets),
            frozenset(household.id for household in item.sheet.households),
        )
        for item in plan.sheets
    }


BEFORE = plan_of(one_village(*PEOPLE))


def home_of(plan: VillagePlan, household: str) -> str:
    return next(
        item.sheet.sheet_id
        for item in plan.sheets
        if household in {one.id for one in item.sheet.households}
    )


def changed(after: VillagePlan) -> set[str]:
    old, new = views(BEFORE), views(after)
    return {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.integers(0, len(PEOPLE) - 1),
    st.sampled_from(["add", "remove", "move", "rename"]),
    st.tuples(st.integers(-8, 8), st.integers(-8, 8)),
)
def test_one_household_changes_only_the_sheet_it_stands_on(
    number: int, kind: str, by: tuple[int, int]
) -> None:
    chosen: Household = PEOPLE[number]
    assert chosen.geometry is not None
    beside = Point(chosen.geometry.x + by[0], chosen.geometry.y + by[1])
    people = {
        "add": [*PEOPLE, replace(chosen, id="new", door="999", geometry=beside)],
        "remove": [item for item in PEOPLE if item is not chosen],
        "move": [replace(i, geometry=beside) if i is chosen else i for i in PEOPLE],
        "rename": [replace(i, head="李四") if i is chosen else i for i in PEOPLE],
    }[kind]
    after = plan_of(one_village(*people))
    assert changed(after) <= {home_of(BEFORE, chosen.id)}
    assert list(views(after)) == list(views(BEFORE))


def test_there_are_several_sheets_to_keep() -> None:
    assert len(BEFORE.sheets) >= 4
    assert all(len(item.sheet.households) <= 60 for item in BEFORE.sheets)
