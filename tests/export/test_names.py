"""The names of places keep clear of what stands around them, down to the tail of their g."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
import shapely

from gridmap.export.arrange import HOUSE_MM
from gridmap.export.house_labels import HouseTexts
from gridmap.export.labels_on_sheet import Draft
from gridmap.export.names import SheetNames
from gridmap.export.sheet_layout import SheetLayout, SheetSetting
from gridmap.layers.labels import SoftLines
from gridmap.layers.metrics import drop_mm, rise_mm, text_width_mm
from gridmap.layers.style import load_styles
from gridmap.layers.view import MapView
from gridmap.model.features import FeatureId, Place
from tests.helpers.build import ORIGIN_X_M, ORIGIN_Y_M, at, fid

VIEW = MapView(
    center_x_m=ORIGIN_X_M, center_y_m=ORIGIN_Y_M, scale_denominator=1000,
    width_mm=80.0, height_mm=80.0,
)  # fmt: skip


class EmptyGround:
    """Ground without areas and lines."""

    def areas_in(self, view: object) -> list[object]:
        return []

    def lines_in(self, view: object) -> list[object]:
        return []


def sheet(name: str, foreign: list[tuple[float, float]]) -> SheetLayout:
    """Lay out one place in the middle, and neighbours' houses at offsets in metres from it."""
    styles = load_styles()
    place = Place(id=fid("p1"), name=name, place_kind="P02", geometry=at(0.0, 0.0))
    points = np.array(foreign).reshape(-1, 2) + np.array((ORIGIN_X_M, ORIGIN_Y_M))
    setting = SheetSetting(view=VIEW, spots=[], foreign_m=points, places=[place])
    names = SheetNames(EmptyGround(), styles, by="group")  # type: ignore[arg-type]
    return Draft(setting, HouseTexts(styles), names).finish()


def inks(layout: SheetLayout) -> np.ndarray:
    """Return the boxes of the names' ink."""
    styles, boxes = load_styles(), []
    for line in layout.names:
        style = styles.text(line.style)
        width = text_width_mm(line.text, style)
        left = line.x_mm - {"left": 0.0, "center": width / 2, "right": width}[line.align]
        top, bottom = line.y_mm - rise_mm(line.text, style), line.y_mm + drop_mm(line.text, style)
        boxes.append((left, top, left + width, bottom))
    return np.array(boxes).reshape(-1, 4)


@pytest.mark.parametrize("name", ["Management", "Wigan & Leigh College", "Creative English School"])
def test_the_tail_of_a_letter_touches_no_neighbours_house(name: str) -> None:
    named = 0
    for down in np.arange(2.0, 6.0, 0.1).tolist():
        row = [(x, y) for x in np.arange(-36.0, 37.0, 3.0).tolist() for y in (-down, down)]
        layout = sheet(name, row)
        houses = layout.foreign_mm
        named += bool(layout.names)
        for left, top, right, bottom in inks(layout).tolist():
            beside = np.maximum(left - houses[:, 0], houses[:, 0] - right)
            above = np.maximum(top - houses[:, 1], houses[:, 1] - bottom)
            assert (np.maximum(beside, above) >= HOUSE_MM / 2 + 0.19).all()
    assert named


def test_the_room_of_a_name_holds_its_ink() -> None:
    layout = sheet("Wigan & Leigh College", [])
    (label,) = layout.label_boxes
    for _, top, _, bottom in inks(layout).tolist():
        assert label.top_mm <= top + 1e-6
        assert bottom <= label.top_mm + label.height_mm + 1e-6


@dataclass(frozen=True)
class Area:
    """The sheet's own area."""

    id: FeatureId
    name: str


class OwnGround(EmptyGround):
    """Ground that is one area wider than the sheet."""

    def areas_in(self, view: object) -> list[object]:
        shape = shapely.box(ORIGIN_X_M - 90, ORIGIN_Y_M - 90, ORIGIN_X_M + 90, ORIGIN_Y_M + 90)
        return [(Area(fid("own"), "二组"), shape)]


@pytest.mark.parametrize("down_mm", [34.0, 38.0, 40.0, 42.0])
def test_the_pale_name_of_an_area_keeps_off_a_road(down_mm: float) -> None:
    road = np.array([[0.0, down_mm, 80.0, down_mm]])
    setting = SheetSetting(
        view=VIEW,
        spots=[],
        foreign_m=np.empty((0, 2)),
        soft=SoftLines(road, np.array([1.5])),
        own_unit=fid("own"),
    )
    names = SheetNames(OwnGround(), load_styles(), by="group")  # type: ignore[arg-type]
    (name,) = names.quiet(setting, np.empty((0, 4)))
    assert not name.box[1] < down_mm < name.box[3]


def test_the_pale_name_of_an_area_stands_on_roads_where_they_leave_no_room() -> None:
    rows = np.arange(0.0, 80.0, 2.0)
    roads = np.column_stack([0.0 * rows, rows, 0.0 * rows + 80.0, rows])
    setting = SheetSetting(
        view=VIEW,
        spots=[],
        foreign_m=np.empty((0, 2)),
        soft=SoftLines(roads, np.full(len(rows), 1.5)),
        own_unit=fid("own"),
    )
    names = SheetNames(OwnGround(), load_styles(), by="group")  # type: ignore[arg-type]
    assert len(names.quiet(setting, np.empty((0, 4)))) == 1
