"""What labels on a sheet mind: boundaries are walls, roads and shores are soft."""

from __future__ import annotations

import numpy as np
from shapely import LineString, box

from gridmap.export.ground import Ground
from gridmap.export.map_layers import MapLayers
from gridmap.export.seen import view_of_spec
from gridmap.layers.view import MapView
from gridmap.model.features import Area, Feature, Grid, Line, VillagerGroup
from tests.export.atlas_helpers import houses, one_village, plan_of, spec
from tests.helpers.build import ORIGIN_X_M, ORIGIN_Y_M, fid, rectangle

VIEW = MapView(
    center_x_m=ORIGIN_X_M + 100.0,
    center_y_m=ORIGIN_Y_M + 100.0,
    scale_denominator=1000,
    width_mm=100.0,
    height_mm=100.0,
)


def ground_of(*features: Feature) -> Ground:
    view = view_of_spec(one_village(*features), spec())
    return Ground(view, MapLayers.of(view).boundaries)


def length_mm(segments: np.ndarray) -> float:
    return float(np.hypot(*(segments[:, 2:] - segments[:, :2]).T).sum())


def test_a_border_shared_by_two_areas_is_one_wall() -> None:
    ground = ground_of(
        Grid(id=fid("g1"), name="第一网格", village=fid("v1"), geometry=rectangle(0, 0, 100, 400)),
        Grid(
            id=fid("g2"), name="第二网格", village=fid("v1"), geometry=rectangle(100, 0, 400, 400)
        ),
    )
    walls = ground.walls(VIEW)
    assert abs(length_mm(walls) - 100.0) < 1e-6
    assert np.allclose(walls[:, [0, 2]], 50.0)


def test_roads_and_shores_are_soft_and_no_walls() -> None:
    x, y = ORIGIN_X_M, ORIGIN_Y_M
    ground = ground_of(
        Line(
            id=fid("l1"), line_kind="road", geometry=LineString([(x, y + 100), (x + 300, y + 100)])
        ),
        Area(id=fid("w1"), area_kind="water", geometry=box(x + 80, y + 80, x + 90, y + 90)),
        Area(id=fid("b1"), area_kind="building", geometry=box(x + 60, y + 60, x + 70, y + 70)),
    )
    soft = ground.soft_lines(VIEW)
    assert soft is not None
    assert abs(length_mm(soft.segments_mm) - (100.0 + 40.0)) < 1e-6
    assert soft.cost[0] > soft.cost[-1] > 0.0
    assert not len(ground.walls(VIEW))


def test_no_label_of_a_sheet_crosses_a_group_s_border() -> None:
    groups = [
        VillagerGroup(
            id=fid(f"k{n}"), name=f"{n}组", village=fid("v1"),
            geometry=rectangle(40.0 * n, 0, 40.0 * n + 40.0, 200),
        )
        for n in range(3)
    ]  # fmt: skip
    cloud = [(10.0 + 18.0 * (n % 6), 20.0 + 16.0 * (n // 6)) for n in range(30)]
    plan = plan_of(one_village(*groups, *houses(cloud)))
    seen = 0
    for item in plan.sheets:
        view = item.sheet.view
        borders = [
            LineString(
                view.to_mm(np.array([(ORIGIN_X_M + at, y) for y in (ORIGIN_Y_M, ORIGIN_Y_M + 200)]))
            )
            for at in (0.0, 40.0, 80.0, 120.0)
        ]
        for label in item.sheet.layout.label_boxes:
            seen += 1
            assert not any(line.intersects(box(*label.box_mm)) for line in borders)
            if label.leader is not None:
                assert not any(line.intersects(LineString(label.leader)) for line in borders)
    assert seen >= 30
