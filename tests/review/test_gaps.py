from dataclasses import replace
from datetime import date, timedelta

from gridmap.checks.run import run_checks
from gridmap.model.features import Area, CareRecord, Duty, Feature, Household
from gridmap.review.gap import GapList, Verb
from gridmap.review.gaps import gap_lists
from gridmap.review.standing import Standing, standing_checks
from tests.helpers.build import TODAY, Tiny, at, fid, rectangle
from tests.review.helpers import review_of


def lists(tiny: Tiny, *changed: Feature) -> dict[str, GapList]:
    review = review_of(tiny, *changed)
    return {item.kind: item for item in gap_lists(review, run_checks(review.snapshot, on=TODAY))}


def ids(found: GapList) -> list[tuple[str, ...]]:
    return [tuple(map(str, gap.ids)) for gap in found.gaps]


def test_gaps_come_by_how_many_households_they_concern(tiny: Tiny) -> None:
    review = review_of(tiny)
    found = gap_lists(review, run_checks(review.snapshot, on=TODAY))
    widths = [item.households for item in found]
    assert widths == sorted(widths, reverse=True)
    assert found[0].kind in {"officer_without_deputy", "group_without_auxiliary"}


def test_a_grid_without_head_concerns_its_households_and_is_mended_by_naming_one(
    tiny: Tiny,
) -> None:
    found = lists(tiny)["grid_without_head"]
    assert (found.households, found.verb) == (7, Verb.ASSIGN)
    assert found.gaps[0].villages == {"v2"}
    assert found.gaps[0].bounds_m is not None


def test_buildings_in_which_nobody_is_are_one_gap_a_village(tiny: Tiny) -> None:
    barn = Area(id=fid("b"), area_kind="building", geometry=rectangle(500, 300, 510, 310))
    shed = Area(id=fid("s"), area_kind="building", geometry=rectangle(520, 300, 530, 310))
    found = lists(tiny, barn, shed)["building_without_household"]
    assert ids(found) == [("b", "s")]
    assert found.gaps[0].villages == {"v2"}
    lived_in = replace(tiny.get("h20", Household), geometry=at(505, 305))
    other = replace(tiny.get("h19", Household), geometry=at(525, 305))
    assert "building_without_household" not in lists(tiny, barn, shed, lived_in, other)


def test_a_post_for_one_that_two_hold_is_found(tiny: Tiny) -> None:
    second = Duty(id=fid("dx"), role="grid_head", scope=fid("w11"), officer=fid("o4"))
    assert ids(lists(tiny, second)["double_duty"]) == [("d2", "dx")]
    past = replace(second, valid_to=TODAY - timedelta(days=1))
    assert "double_duty" not in lists(tiny, past)
    shared = replace(second, role="grid_worker")
    assert "double_duty" not in lists(tiny, shared, replace(shared, id=fid("dy")))


def test_an_officer_named_for_somebody_where_they_hold_no_duty_is_found(tiny: Tiny) -> None:
    stranger = replace(tiny.get("c4", CareRecord), officer=fid("o2"))
    assert ids(lists(tiny, stranger)["care_officer_off_duty"]) == [("c4",)]
    here = replace(tiny.get("c4", CareRecord), officer=fid("o3"))
    assert "care_officer_off_duty" not in lists(tiny, here)


def test_the_register_says_what_it_lacks(tiny: Tiny) -> None:
    record = tiny.get("c1", CareRecord)
    undated = replace(record, id=fid("x1"), review_by=None)
    due = replace(record, id=fid("x2"), review_by=TODAY - timedelta(days=3))
    untold = replace(record, id=fid("x3"), notice_on=None)
    over = replace(record, id=fid("x4"), end=date(2026, 1, 1))
    found = lists(tiny, undated, due, untold, over)
    assert ids(found["care_without_review_day"]) == [("x1",)]
    assert ids(found["care_review_due"]) == [("x2",)]
    assert ids(found["care_without_notice"]) == [("c3",), ("x3",)]
    assert ids(found["care_kept_too_long"]) == [("x4",)]
    assert all(found[kind].is_care for kind in found if kind.startswith("care_"))


def test_a_list_can_be_cut_to_one_village(tiny: Tiny) -> None:
    found = lists(tiny)["group_without_auxiliary"]
    inside = found.within(lambda gap: fid("v2") in gap.villages)
    assert (len(found.gaps), len(inside.gaps)) == (4, 2)


def standing(tiny: Tiny, *changed: Feature) -> dict[Standing, tuple[str, ...]]:
    review = review_of(tiny, *changed)
    checks = standing_checks(review, run_checks(review.snapshot, on=TODAY))
    return {check.check: tuple(map(str, check.found)) for check in checks}


def test_six_checks_stand_and_each_finds_its_own(tiny: Tiny) -> None:
    found = standing(tiny)
    assert list(found) == list(Standing)
    assert len(found[Standing.GAP]) == 8
    assert found[Standing.DOUBLE_COVER] == ()
    assert found[Standing.ABSENT_OFFICER] == ()
    assert found[Standing.SINGLE_POINT] == ("o3",)


def test_a_term_that_is_over_is_an_absent_officer(tiny: Tiny) -> None:
    ended = replace(tiny.get("d2", Duty), valid_to=date(2026, 10, 1))
    assert standing(tiny, ended)[Standing.ABSENT_OFFICER] == ("w11",)


def test_a_record_left_lying_is_stale(tiny: Tiny) -> None:
    late = replace(tiny.get("c4", CareRecord), review_by=date(2026, 11, 1))
    assert set(standing(tiny, late)[Standing.STALE_RECORD]) >= {"c4"}


def test_free_land_and_overlaps_come_from_the_checks_of_the_map(tiny: Tiny) -> None:
    from gridmap.model.features import Grid

    wide = replace(tiny.get("w11", Grid), geometry=rectangle(0, 0, 250, 400))
    assert set(standing(tiny, wide)[Standing.DOUBLE_COVER]) == {"w11", "w12"}
    narrow = replace(tiny.get("w11", Grid), geometry=rectangle(0, 0, 150, 400))
    assert "v1" in standing(tiny, narrow)[Standing.GAP]
