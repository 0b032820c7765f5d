"""Cover against brute force, and what it says about gaps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Point

from gridmap.model.document import Snapshot
from gridmap.model.features import CareRecord, Duty, Feature, Household, Place, Village
from gridmap.review.cover import Cover, Why, leader_words, officer_words
from gridmap.review.coverage import Coverage
from gridmap.review.land import land_of, uncovered_land
from tests.helpers import cover_oracle as oracle
from tests.helpers.build import TODAY, Tiny, at, fid, rectangle


def cover_of(tiny: Tiny, *changed: Feature, on: date = TODAY) -> Coverage:
    features = {item.id: item for item in tiny.features}
    features.update({item.id: item for item in changed})
    return Coverage(Snapshot.of(features.values()), on=on)


def answer(cover: Cover) -> oracle.Answer:
    return (
        cover.officer.id if cover.officer is not None else None,
        cover.leader.id if cover.leader is not None else None,
    )


@settings(max_examples=120, deadline=None)
@given(seed=st.integers(0, 10**9))
def test_everybody_is_covered_as_brute_force_says(seed: int) -> None:
    township = oracle.random_township(seed)
    coverage = Coverage(township, on=oracle.DAY)
    homes = {home.id: oracle.officer_and_leader(township, home) for home in township.all(Household)}
    assert {key: answer(cover) for key, cover in coverage.households.items()} == homes
    assert {
        home.id: answer(coverage.of_household(home)) for home in township.all(Household)
    } == homes
    records = {
        record.id: oracle.of_record(township, record)
        for record in township.all(CareRecord)
        if oracle.is_active(record)
    }
    assert {key: answer(cover) for key, cover in coverage.records.items()} == records
    assert set(coverage.uncovered_households) == {k for k, both in homes.items() if None in both}
    assert set(coverage.uncovered_records) == {k for k, both in records.items() if None in both}


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**9), x=st.floats(0, 300), y=st.floats(0, 100))
def test_every_square_metre_is_in_one_piece_of_land_with_the_right_answer(
    seed: int, x: float, y: float
) -> None:
    township = oracle.random_township(seed)
    coverage = Coverage(township, on=oracle.DAY)
    for village in township.all(Village):
        pieces = land_of(coverage, village)
        if village.geometry is None:
            assert not pieces
            continue
        total_m2 = sum(piece.area_m2 for piece in pieces)
        assert total_m2 == pytest.approx(village.geometry.area, abs=1e-6)
        point = Point(x, y)
        edges = shapely.boundary([piece.geometry for piece in pieces])
        if not village.geometry.contains(point) or any(shapely.dwithin(edges, point, 1e-6)):
            continue
        (piece,) = [item for item in pieces if item.geometry.contains(point)]
        assert answer(piece.cover) == oracle.of_point(township, village, point)
        assert answer(coverage.of_point(point, village.id)) == answer(piece.cover)
        assert piece.grid == oracle.grid_at(township, point)


def test_a_household_says_its_officer_its_leader_and_why(tiny: Tiny) -> None:
    coverage = cover_of(tiny)
    cover = coverage.of_household(tiny.get("h01", Household))
    assert answer(cover) == ("o2", "o1")
    assert cover.deputy is not None
    assert cover.deputy.id == "o3"
    assert "第1网格" in officer_words(coverage.reader, cover)
    assert "2026-01-01" in leader_words(coverage.reader, cover)
    assert cover.is_full


@pytest.mark.parametrize(
    ("changed", "why", "words"),
    [
        ((), Why.EMPTY_POST, "The post for 石桥村 第3网格 is empty."),
        (
            (
                Duty(
                    id=fid("d5"),
                    role="grid_head",
                    scope=fid("w21"),
                    officer=fid("o3"),
                    valid_to=date(2026, 10, 31),
                ),
            ),
            Why.TERM_OVER,
            "The term of 赵一鸣 for 石桥村 第3网格 ended on 2026-10-31.",
        ),
        (
            (Duty(id=fid("d5"), role="doctor", scope=fid("w21")),),
            Why.NEVER_NAMED,
            "No officer has been named.",
        ),
    ],
)
def test_a_gap_says_why_nobody_answers(
    tiny: Tiny, changed: tuple[Feature, ...], why: Why, words: str
) -> None:
    coverage = cover_of(tiny, *changed)
    cover = coverage.of_household(tiny.get("h13", Household))
    assert [lack.why for lack in cover.lacks] == [why]
    assert officer_words(coverage.reader, cover) == words


def test_a_house_that_no_grid_holds_says_so(tiny: Tiny) -> None:
    outside = replace(tiny.get("h01", Household), geometry=at(-50, 50), village=fid("v1"))
    unplaced = replace(tiny.get("h02", Household), geometry=None, village=fid("v1"))
    coverage = cover_of(tiny, outside, unplaced)
    assert officer_words(coverage.reader, coverage.of_household(outside)) == "It lies in no grid."
    assert "Not on the map" in officer_words(coverage.reader, coverage.of_household(unplaced))


def test_a_village_without_any_leader_says_so(tiny: Tiny) -> None:
    gone = [Duty(id=fid(key), role="liaison", scope=fid("v1")) for key in ("d1", "d4")]
    coverage = cover_of(tiny, *gone)
    cover = coverage.of_household(tiny.get("h01", Household))
    assert leader_words(coverage.reader, cover) == "No leader has been named."


def test_the_past_answers_for_itself(tiny: Tiny) -> None:
    before = Duty(
        id=fid("old"), role="grid_head", scope=fid("w11"), officer=fid("o4"),
        valid_to=date(2025, 12, 31),
    )  # fmt: skip
    house = tiny.get("h01", Household)
    then = cover_of(tiny, before, on=date(2025, 6, 1)).of_household(house)
    assert answer(then) == ("o4", None)
    assert answer(cover_of(tiny, before).of_household(house)) == ("o2", "o1")


def test_a_person_with_an_officer_of_their_own_has_that_one(tiny: Tiny) -> None:
    coverage = cover_of(tiny)
    assert answer(coverage.records[fid("c2")]) == ("o4", "o1")
    assert answer(coverage.records[fid("c1")]) == ("o2", "o1")


def test_a_place_is_covered_by_where_it_stands(tiny: Tiny) -> None:
    coverage = cover_of(tiny)
    assert answer(coverage.of_place(tiny.get("p1", Place))) == ("o2", "o1")
    nowhere = replace(tiny.get("p1", Place), geometry=None, village=fid("v1"))
    assert answer(cover_of(tiny, nowhere).of_place(nowhere)) == (None, "o1")


def test_land_that_a_group_gave_to_somebody_is_a_piece_of_its_own(tiny: Tiny) -> None:
    own = Duty(id=fid("dx"), role="responsible", scope=fid("g11"), officer=fid("o4"))
    coverage = cover_of(tiny, own)
    pieces = land_of(coverage, tiny.get("v1", Village))
    shares = {(piece.grid, piece.group): answer(piece.cover)[0] for piece in pieces}
    assert shares == {
        ("w11", "g11"): "o4", ("w11", "g12"): "o2", ("w12", "g11"): "o4", ("w12", "g12"): "o3",
    }  # fmt: skip


def test_free_land_is_found_to_the_square_metre(tiny: Tiny) -> None:
    village = tiny.get("v1", Village)
    wider = replace(village, geometry=rectangle(-10, 0, 400, 400))
    coverage = cover_of(tiny, wider)
    (piece,) = uncovered_land(coverage, wider)
    assert (piece.grid, piece.area_m2) == (None, pytest.approx(4000.0))
    assert not uncovered_land(cover_of(tiny), village)
