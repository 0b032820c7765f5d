"""Labels of a crowded picture: placed tile by tile, given up when a newer picture is wanted."""

from itertools import combinations

import numpy as np
from shapely import LineString, STRtree, box

from gridmap.layers.labels import SoftLines
from gridmap.layers.lines import LineLayer
from gridmap.layers.style import load_styles
from gridmap.layers.view import MapView
from gridmap.model.document import Snapshot
from gridmap.model.features import Line
from gridmap.ui.canvas.detail import detail_at
from gridmap.ui.canvas.label_wishes import (
    MOST_HOUSES,
    MOST_IN_A_CROWD,
    TRIED_IN_A_CROWD,
    Shown,
    wanted_rows,
)
from gridmap.ui.canvas.labelling import Labeller, ScreenLabel, Surroundings
from gridmap.ui.canvas.line_names import stretches
from tests.helpers.build import fid, household

VIEW = MapView(center_x_m=200, center_y_m=150, scale_denominator=1000, width_mm=400, height_mm=300)
AROUND = Surroundings(np.empty((0, 4)), SoftLines(np.empty((0, 4)), np.empty(0)), ())


def crowd(count: int) -> Shown:
    rng = np.random.default_rng(3)
    houses = [household(f"h{n}", door=str(n), head="王小明") for n in range(count)]
    at_mm = rng.uniform((5, 5), (395, 295), (count, 2)).round(0)
    return Shown(houses, at_mm, at_mm, 1.1)


def placed(shown: Shown) -> list[ScreenLabel]:
    detail = detail_at(VIEW.scale_denominator, m_per_px=0.2)
    labels = Labeller(load_styles()).place(
        Snapshot.of([]), VIEW, detail, shown, AROUND, lambda: False
    )
    assert labels is not None
    return list(labels)


def test_labels_of_different_tiles_overlap_neither_each_other_nor_any_house() -> None:
    shown = crowd(800)
    labels = placed(shown)
    assert len(labels) > 300
    points = {house.id: at for house, at in zip(shown.houses, shown.true_mm, strict=True)}
    boxes = [box(*(np.array(label.box_mm) + np.tile(points[label.key], 2))) for label in labels]
    assert all(one.intersection(other).area < 1e-6 for one, other in combinations(boxes, 2))
    symbols = [box(x - 1.1, y - 1.1, x + 1.1, y + 1.1) for x, y in shown.true_mm]
    assert all(one.intersection(symbol).area < 1e-6 for one in boxes for symbol in symbols)


def test_of_a_crowd_those_with_room_are_labelled_and_cover_none_of_the_others() -> None:
    shown = crowd(2 * MOST_HOUSES)
    labels = placed(shown)
    assert 100 < len(labels) <= TRIED_IN_A_CROWD
    points = {house.id: at for house, at in zip(shown.houses, shown.true_mm, strict=True)}
    boxes = [box(*(np.array(label.box_mm) + np.tile(points[label.key], 2))) for label in labels]
    symbols = STRtree([box(x - 1.1, y - 1.1, x + 1.1, y + 1.1) for x, y in shown.true_mm])
    hits = symbols.query(boxes, predicate="overlaps")
    assert hits.size == 0


def test_who_has_a_label_in_a_crowd_is_tried_again() -> None:
    shown = crowd(2 * MOST_HOUSES)
    first = wanted_rows(shown, ())
    other = next(row for row in range(len(shown.houses)) if row not in first)
    assert other in wanted_rows(shown, {shown.houses[other].id})
    assert len(wanted_rows(shown, {shown.houses[other].id})) == TRIED_IN_A_CROWD


def test_too_many_houses_are_not_labelled_at_all() -> None:
    assert placed(crowd(MOST_IN_A_CROWD + 1)) == []


def test_placing_is_given_up_between_tiles() -> None:
    asked: list[int] = []

    def is_stale() -> bool:
        asked.append(1)
        return len(asked) > 2

    detail = detail_at(VIEW.scale_denominator, m_per_px=0.2)
    labeller = Labeller(load_styles())
    result = labeller.place(Snapshot.of([]), VIEW, detail, crowd(1200), AROUND, is_stale)
    assert result is None
    assert len(asked) == 3
    assert labeller.remembered(VIEW) == []


def test_a_name_follows_the_longest_straight_stretch_of_all_its_pieces() -> None:
    lines = [
        Line(id=fid("a"), line_kind="road", name="长街", geometry=LineString([(0, 0), (30, 30)])),
        Line(
            id=fid("b"), line_kind="road", name="长街", geometry=LineString([(300, 50), (100, 50)])
        ),
        Line(id=fid("c"), line_kind="lane", geometry=LineString([(0, 100), (400, 100)])),
    ]
    (found,) = stretches(lines, LineLayer.of(lines), VIEW)
    assert found.line.id == "b"
    assert found.start[0] < found.end[0]
    assert found.length_mm == 200
    assert found.angle_deg == 0
    assert found.centers[0] == (200, 250)


def test_a_line_out_of_sight_has_no_stretch() -> None:
    lines = [
        Line(id=fid("a"), line_kind="road", name="远路", geometry=LineString([(9e3, 0), (9e3, 9)]))
    ]
    assert list(stretches(lines, LineLayer.of(lines), VIEW)) == []
