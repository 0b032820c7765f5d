"""Mending what the checks find: it goes away, nothing else comes, and it is one act to undo."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

import pytest
from shapely import Polygon

from gridmap.actions.mending import (
    Mending,
    delete_records,
    drop_overrides,
    fill_strips,
    mend_shapes,
    number_grids,
    settle_grids,
)
from gridmap.checks.run import run_checks
from gridmap.errors import GeometryError, UsageError
from gridmap.model.document import Document
from gridmap.model.features import CareRecord, Feature, Grid, Household, Village, Visit
from tests.helpers.build import TODAY, Tiny, at, fid, rectangle

BOW = Polygon([at(0, 0), at(200, 400), at(200, 0), at(0, 400)])


def with_features(tiny: Tiny, *changed: Feature) -> Document:
    features = {feature.id: feature for feature in tiny.features}
    return Document({**features, **{item.id: item for item in changed}}.values())


def rules(document: Document) -> set[tuple[str, ...]]:
    found = run_checks(document, on=TODAY)
    return {(problem.rule, *map(str, problem.feature_ids)) for problem in found}


def mended(document: Document, mending: Mending) -> tuple[set[tuple[str, ...]], set[str]]:
    """Return which problems went, and the rules that found new ones; check the way back."""
    before, shapes = rules(document), list(document.all(Grid))
    document.apply(mending.changeset)
    after = rules(document)
    document.apply(mending.changeset.inverted())
    assert list(document.all(Grid)) == shapes
    assert rules(document) == before
    assert mending.changeset.title
    assert all(mending.sentences)
    return before - after, {item[0] for item in after - before}


def test_a_shape_that_crosses_itself_is_drawn_anew(tiny: Tiny) -> None:
    document = with_features(tiny, replace(tiny.get("w11", Grid), geometry=BOW))
    mending = mend_shapes(document, [fid("w11")])
    gone, new = mended(document, mending)
    assert ("invalid_shape", "w11") in gone
    assert not new
    assert "第1网格" in mending.changeset.title
    assert "40,000 m²" in mending.sentences[0]


def test_several_shapes_are_mended_in_one_act(tiny: Tiny) -> None:
    bows = [replace(tiny.get(name, Grid), geometry=BOW) for name in ("w11", "w12")]
    document = with_features(tiny, *bows)
    mending = mend_shapes(document, [fid("w11"), fid("w12")])
    assert len(mending.changeset) == 2
    assert "2" in mending.changeset.title


def test_a_shape_of_which_nothing_is_left_is_refused_by_name(tiny: Tiny) -> None:
    flat = Polygon([at(0, 0), at(100, 0), at(200, 0)])
    document = with_features(tiny, replace(tiny.get("w11", Grid), geometry=flat))
    with pytest.raises(GeometryError, match="第1网格"):
        mend_shapes(document, [fid("w11")])


def test_a_strip_in_no_grid_goes_to_the_grid_beside_it(tiny: Tiny) -> None:
    document = with_features(
        tiny, replace(tiny.get("w12", Grid), geometry=rectangle(203, 0, 400, 400))
    )
    mending = fill_strips(document, [fid("v1")])
    gone, new = mended(document, mending)
    assert ("grid_gap", "v1") in gone
    assert not new
    assert "1,200 m²" in mending.sentences[0]


def test_wide_land_in_no_grid_stays_free_and_is_said(tiny: Tiny) -> None:
    holes = rectangle(203, 0, 400, 400) - rectangle(300, 300, 360, 360)
    document = with_features(tiny, replace(tiny.get("w12", Grid), geometry=holes))
    mending = fill_strips(document, [fid("v1")])
    assert len(mending.sentences) == 2
    document.apply(mending.changeset)
    (gap,) = [p for p in run_checks(document, on=TODAY) if p.rule == "grid_gap"]
    assert gap.value == pytest.approx(3_600.0)
    with pytest.raises(GeometryError, match="too wide"):
        fill_strips(document, [fid("v1")])


def test_grids_that_overlap_are_settled(tiny: Tiny) -> None:
    document = with_features(
        tiny, replace(tiny.get("w12", Grid), geometry=rectangle(190, 0, 400, 400))
    )
    mending = settle_grids(document, [fid("w11"), fid("w12")])
    gone, new = mended(document, mending)
    assert ("grid_overlap", "w11", "w12") in gone
    assert not new
    assert "both claim" in " ".join(mending.sentences)


def test_a_grid_beyond_its_village_is_cut_off(tiny: Tiny) -> None:
    document = with_features(
        tiny, replace(tiny.get("w21", Grid), geometry=rectangle(400, 0, 800, 410))
    )
    gone, new = mended(document, settle_grids(document, [fid("w21")]))
    assert ("grid_outside", "w21") in gone
    assert not new


def test_grids_of_overlapping_villages_are_left_to_people(tiny: Tiny) -> None:
    wide = rectangle(390, 0, 800, 400)
    document = with_features(
        tiny,
        replace(tiny.get("v2", Village), geometry=wide),
        replace(tiny.get("w21", Grid), geometry=wide),
    )
    assert ("grid_overlap", "w12", "w21") in rules(document)
    with pytest.raises(GeometryError, match="different villages"):
        settle_grids(document, [fid("w12"), fid("w21")])


def test_missing_codes_are_given_from_west_to_east(tiny: Tiny) -> None:
    village = replace(tiny.get("v1", Village), code="622921105201")
    bare = [replace(tiny.get(name, Grid), code="") for name in ("w12", "w11")]
    document = with_features(tiny, village, *bare)
    mending = number_grids(document, [fid("w12"), fid("w11")])
    gone, new = mended(document, mending)
    assert {("grid_code", "w11"), ("grid_code", "w12")} <= gone
    assert not new
    codes = {change.id: change.feature.code for change in mending.changeset}  # type: ignore[attr-defined]
    assert codes == {"w11": "622921105201001", "w12": "622921105201002"}


def test_a_grid_of_a_village_without_code_gets_none(tiny: Tiny) -> None:
    document = with_features(tiny, replace(tiny.get("v1", Village), code=""))
    with pytest.raises(UsageError, match="柳树湾村"):
        number_grids(document, [fid("w11")])


def test_the_position_decides_again_for_a_household_assigned_without_reason(tiny: Tiny) -> None:
    home = replace(tiny.get("h01", Household), grid_override=fid("w12"))
    document = with_features(tiny, home)
    mending = drop_overrides(document, [fid("h01")])
    gone, new = mended(document, mending)
    assert ("household_outside_grid", "h01") in gone
    assert not new
    assert "第1网格" in mending.sentences[0]


def test_a_record_whose_time_is_over_goes_with_its_visits_and_comes_back_by_undo(
    tiny: Tiny,
) -> None:
    ended = replace(tiny.get("c1", CareRecord), end=TODAY - timedelta(days=91))
    document = with_features(tiny, ended)
    before = {visit for visit in document.all(Visit) if visit.record == "c1"}
    assert before
    mending = delete_records(document, [fid("c1")], on=TODAY)
    assert "王老五" in mending.sentences[0]
    gone, new = mended(document, mending)
    assert gone >= {("care_kept_too_long", "c1")}
    assert not new
    document.apply(mending.changeset)
    assert not [visit for visit in document.all(Visit) if visit.record == "c1"]
    document.apply(mending.changeset.inverted())
    assert {visit for visit in document.all(Visit) if visit.record == "c1"} == before


def test_a_record_that_must_be_kept_is_not_deleted(tiny: Tiny) -> None:
    document = with_features(tiny, replace(tiny.get("c1", CareRecord), end=TODAY))
    with pytest.raises(UsageError, match="王老五"):
        delete_records(document, [fid("c1")], on=TODAY)


def test_a_long_row_of_sentences_is_cut_with_its_length(tiny: Tiny) -> None:
    homes: Iterable[Household] = [
        replace(tiny.get(f"h{n:02d}", Household), grid_override=fid("w21")) for n in range(1, 10)
    ]
    document = with_features(tiny, *homes)
    mending = drop_overrides(document, [home.id for home in homes])
    assert len(mending.changeset) == 9
    assert len(mending.sentences) == 7
    assert "3" in mending.sentences[-1]
