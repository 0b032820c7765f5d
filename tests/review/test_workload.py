from dataclasses import replace
from datetime import date

import pytest

from gridmap.model.features import CareRecord, Line, Visit
from gridmap.review.service import figures
from gridmap.review.walk import Walker
from gridmap.review.workload import Load, officers_of, workloads
from tests.helpers.build import Tiny, fid
from tests.review.helpers import review_of


def record(name: str, household: str, **fields: object) -> CareRecord:
    return CareRecord(
        id=fid(name), household=fid(household), person=name, category="C01",
        start=date(2026, 11, 1), **fields,  # type: ignore[arg-type]
    )  # fmt: skip


def test_expected_visits_are_the_sum_over_the_intervals(tiny: Tiny) -> None:
    loads = review_of(tiny).loads
    monthly = {row.officer.name: row.monthly for row in loads.rows}
    assert monthly["孙丽"] == pytest.approx(30.4 / 14)
    assert monthly["吴秀英"] == pytest.approx(30.4 / 30)
    assert monthly["赵一鸣"] == pytest.approx(30.4 / 30)


def test_households_and_residents_count_with_their_officer(tiny: Tiny) -> None:
    row = review_of(tiny).loads.of(fid("o2"))
    assert row is not None
    assert (row.households, row.residents, row.records) == (4, 11, 2)


def test_an_officer_with_nothing_to_do_has_no_row(tiny: Tiny) -> None:
    assert review_of(tiny).loads.of(fid("o1")) is None


def test_the_median_is_of_those_who_visit_and_flags_the_far_ones(tiny: Tiny) -> None:
    extra = [record(f"x{n}", "h01", visit_days=10) for n in range(3)]
    idle = replace(tiny.get("c4", CareRecord), visit_days=365)
    loads = review_of(tiny, *extra, idle).loads
    assert loads.median_monthly == pytest.approx(30.4 / 14)
    found = {row.officer.id: loads.load(row) for row in loads.rows}
    assert found == {fid("o2"): Load.HIGH, fid("o4"): Load.USUAL, fid("o3"): Load.LOW}


def test_the_months_visits_are_done_due_or_late(tiny: Tiny) -> None:
    on = date(2026, 11, 20)
    records = [record(f"x{n}", "h05", visit_days=days) for n, days in enumerate((10, 22, 27, 60))]
    met = Visit(id=fid("vx"), record=fid("x3"), day=date(2026, 11, 5))
    missed = Visit(id=fid("vy"), record=fid("x0"), day=date(2026, 11, 19), result="not_met")
    review = review_of(tiny, *records, met, missed, on=on)
    found = figures([review.service[fid(f"x{n}")] for n in range(4)], on=on)
    assert (found.people, found.done, found.waiting, found.soon, found.late) == (4, 1, 2, 1, 1)
    assert (found.due, found.longest_days, found.bands) == (4, 9, (0, 1, 0))
    assert found.done_share == 0.25


def test_a_record_whose_review_lapsed_waits_for_it(tiny: Tiny) -> None:
    stale = replace(tiny.get("c1", CareRecord), review_by=date(2026, 10, 1))
    assert fid("c1") not in review_of(tiny, stale).service


def test_a_walk_follows_drawn_lanes_and_says_so(tiny: Tiny) -> None:
    road = tiny.get("l1", Line)
    reader = review_of(tiny).snapshot
    assert road.geometry is not None
    stops = [tuple(road.geometry.interpolate(d).coords[0][:2]) for d in (0.0, 300.0, 100.0)]
    walk = Walker(reader).walk(stops)
    assert walk.metres == pytest.approx(300.0)
    assert (walk.legs, walk.lane_legs) == (2, 2)
    assert walk.words == "along drawn lanes"


def test_a_walk_without_lanes_is_straight_times_1_3_and_says_so(tiny: Tiny) -> None:
    nothing = replace(tiny.get("l1", Line), line_kind="river")
    walk = Walker(review_of(tiny, nothing).snapshot).walk([(0.0, 0.0), (30.0, 40.0)])
    assert walk.metres == pytest.approx(65.0)
    assert walk.words.startswith("straight line × 1.3")


def test_one_stop_is_no_walk(tiny: Tiny) -> None:
    assert Walker(review_of(tiny).snapshot).walk([(0.0, 0.0), (0.0, 0.0)]).metres == 0.0


def test_walks_are_worked_out_for_those_asked_for(tiny: Tiny) -> None:
    review = review_of(tiny)
    loads = workloads(review.coverage, walker=review.walker, walkers=[fid("o2")])
    walks = {row.officer.id: row.walk for row in loads.rows}
    assert walks[fid("o2")] is not None
    assert walks[fid("o3")] is None


def test_the_officers_of_some_households_are_those_of_the_houses_and_of_the_people(
    tiny: Tiny,
) -> None:
    assert officers_of(review_of(tiny).coverage, [fid("h02")]) == {fid("o2"), fid("o4")}
