"""What an atlas run tells about names and symbols for which a map had no room."""

from __future__ import annotations

import numpy as np

from gridmap.export.arrange import Occupied, place_badges
from gridmap.export.report import report_village
from gridmap.layers.view import MapView
from gridmap.model.features import Feature, Place
from tests.export.atlas_helpers import houses, one_village, plan_of
from tests.helpers.build import at, fid


def clinics(count: int) -> list[Feature]:
    """Places on one point amid houses."""
    places = [
        Place(id=fid(f"p{n}"), name=f"卫生点{n}", place_kind="clinic", geometry=at(0.0, 0.0))
        for n in range(count)
    ]
    cloud = [(7.0 * x, 7.0 * y) for x in range(-3, 4) for y in range(-3, 4)]
    return [*places, *houses(cloud)]


def test_symbols_that_cover_something_are_told_by_name_and_the_others_are_not() -> None:
    plan = plan_of(one_village(*clinics(60)))
    forced = {
        badge.owner for item in plan.sheets for badge in item.sheet.layout.badges if badge.is_forced
    }
    sheets = report_village(plan, file="a.pdf", pages=1).sheets
    told = {name for sheet in sheets for name in sheet.covering}
    assert forced
    assert told == {place.name for place in plan.places if place.id in forced}
    assert len(told) < len(plan.places)
    for sheet in sheets:
        words = "".join(sheet.room_words())
        assert all(name in words for name in (*sheet.covering, *sheet.unnamed_places))


def test_a_sheet_with_room_for_everything_says_nothing() -> None:
    plan = plan_of(one_village(*clinics(1)))
    for sheet in report_village(plan, file="a.pdf", pages=1).sheets:
        assert sheet.covering == ()
        assert sheet.unnamed_places == ()
        assert sheet.room_words() == []


def test_a_badge_is_forced_only_where_nothing_is_free() -> None:
    place = Place(id=fid("p"), name="卫生室", place_kind="clinic", geometry=at(0.0, 0.0))
    middle = place.geometry
    assert middle is not None
    view = MapView(
        center_x_m=middle.x,
        center_y_m=middle.y,
        scale_denominator=1000,
        width_mm=60.0,
        height_mm=60.0,
    )
    full = Occupied(np.array([[0.0, 0.0, 60.0, 60.0]]))
    assert [badge.is_forced for badge in place_badges(view, [place], full)] == [True]
    free = Occupied(np.empty((0, 4)))
    assert [badge.is_forced for badge in place_badges(view, [place], free)] == [False]
