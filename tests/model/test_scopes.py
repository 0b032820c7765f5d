from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridmap.errors import NotFoundError
from gridmap.model.document import Snapshot
from gridmap.model.editions import Edition, edition_view
from gridmap.model.features import CareRecord, Duty, FeatureId, Household
from gridmap.model.relations import Relations
from gridmap.model.scopes import Confined, Scope, grid_scope, officer_scope, scope_of
from tests.helpers.build import TODAY, Tiny, build_tiny, fid
from tests.helpers.storm import flooded

WEST = {fid(f"h{number:02d}") for number in range(1, 5)}


def scope_for(snapshot: Snapshot, officer: str, **fields: object) -> Scope:
    return officer_scope(snapshot, Relations(snapshot), fid(officer), on=TODAY, **fields)  # type: ignore[arg-type]


def test_a_grid_covers_its_households_and_touches_their_groups(tiny: Tiny) -> None:
    snapshot = tiny.snapshot()
    scope = grid_scope(snapshot, Relations(snapshot), fid("w11"))
    assert scope.households == WEST
    assert scope.areas == {"w11", "v1", "g11", "g12"}
    assert scope.whole == {"w11"}


def test_a_grid_that_is_not_there_is_refused(tiny: Tiny) -> None:
    snapshot = tiny.snapshot()
    with pytest.raises(NotFoundError):
        grid_scope(snapshot, Relations(snapshot), fid("v1"))


def test_an_officer_answers_for_the_areas_of_their_duties_and_not_as_a_deputy(tiny: Tiny) -> None:
    scope = scope_for(tiny.snapshot(), "o3")
    assert "w12" in scope.whole
    assert "w11" not in scope.areas
    assert not scope.households & WEST


def test_who_leads_a_village_answers_for_all_in_it_and_a_township_leader_for_all(
    tiny: Tiny,
) -> None:
    snapshot = tiny.snapshot()
    relations = Relations(snapshot)
    village = {item.id for item in relations.households_in_village[fid("v1")]}
    assert scope_for(snapshot, "o1").households == village
    assert {"v1", "w11", "w12", "g11", "g12"} == scope_for(snapshot, "o1").areas
    assert {"v1", "v2"} <= scope_for(snapshot, "o4").areas


def test_a_duty_that_has_ended_or_is_the_offices_own_gives_nothing(tiny: Tiny) -> None:
    for changes in ({"valid_to": date(2026, 6, 1)}, {"role": "steward"}):
        features = [
            replace(item, **changes) if isinstance(item, Duty) else item for item in tiny.features
        ]
        assert scope_for(Snapshot.of(features), "o1").is_empty


def test_the_homes_of_own_people_belong_to_it_without_a_duty_for_the_area(tiny: Tiny) -> None:
    scope = scope_for(tiny.snapshot(), "o3", homes={fid("h01"), fid("gone")})
    assert scope.households >= {"h01"}
    assert "gone" not in scope.households
    assert "w11" in scope.areas
    assert "w11" not in scope.whole


def test_nothing_is_confined_where_nobody_asked(tiny: Tiny) -> None:
    snapshot = tiny.snapshot()
    assert scope_of(snapshot, Relations(snapshot), None, on=TODAY) is None
    assert scope_of(snapshot, Relations(snapshot), Confined(), on=TODAY) is None


def test_a_grid_and_an_officer_leave_what_lies_in_both(tiny: Tiny) -> None:
    snapshot = tiny.snapshot()
    both = Confined(grid=fid("w11"), officer=fid("o3"))
    scope = scope_of(snapshot, Relations(snapshot), both, on=TODAY)
    assert scope is not None
    assert not scope.households


@given(
    officer=st.sampled_from(["o1", "o2", "o3", "o4"]),
    grid=st.sampled_from([None, "w11", "w12", "w21"]),
    edition=st.sampled_from([Edition.SUMMARY, Edition.HOUSEHOLD, Edition.OFFICER]),
)
def test_a_confined_view_holds_no_household_record_or_count_from_outside(
    officer: str, grid: str | None, edition: Edition
) -> None:
    snapshot = build_tiny().snapshot()
    confined = Confined(grid=fid(grid) if grid else None, officer=fid(officer))
    view = edition_view(snapshot, edition, on=TODAY, recipient=fid(officer), confined=confined)
    assert view.scope is not None
    shown = {item.id for item in view.features.all(Household)}
    assert shown <= view.scope.households
    assert {item.household for item in view.features.all(CareRecord)} <= shown
    assert {entry.household.id for entry in view.care} <= shown
    areas = {key for key in view.counts if view.features.find_any(key) is not None}
    assert areas <= view.scope.areas | {fid(name) for name in ("o1", "o2", "o3", "o4")}
    if edition is not Edition.SUMMARY:
        total = sum(int(view.counts[key].households) for key in ("v1", "v2") if key in view.counts)
        assert total == len(shown)
    assert view.near == {}


def test_the_houses_of_others_are_points_and_nothing_else(tiny: Tiny) -> None:
    snapshot = tiny.snapshot()
    view = edition_view(snapshot, Edition.HOUSEHOLD, on=TODAY, confined=Confined(grid=fid("w11")))
    placed = [item for item in snapshot.all(Household) if item.geometry is not None]
    assert len(view.around_m) == len(placed) - len(WEST)
    assert {item.id for item in view.features.all(Household)} == WEST


def test_an_evacuation_for_one_officer_names_only_whom_that_officer_fetches() -> None:
    snapshot = flooded().snapshot()
    whole = edition_view(snapshot, Edition.EVACUATION, on=TODAY, incident=fid("storm"))
    holders = {person.officer.id for person in whole.evacuees if person.officer is not None}
    assert len(holders) > 1
    seen: list[FeatureId] = []
    for officer in holders:
        view = edition_view(
            snapshot,
            Edition.EVACUATION,
            on=TODAY,
            incident=fid("storm"),
            confined=Confined(officer=officer),
        )
        assert {person.officer.id for person in view.evacuees if person.officer} == {officer}
        numbers = {person.record.id: person.number for person in whole.evacuees}
        assert all(person.number == numbers[person.record.id] for person in view.evacuees)
        assert {item.id for item in view.features.all(CareRecord)} == {
            person.record.id for person in view.evacuees
        }
        seen += [person.record.id for person in view.evacuees]
    without = [item.record.id for item in whole.evacuees if item.officer is None]
    assert sorted([*seen, *without]) == sorted(item.record.id for item in whole.evacuees)
