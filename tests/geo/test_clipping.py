import numpy as np
import pytest
import shapely
from shapely import Point, Polygon, box

from gridmap.geo.clipping import clip_to_box

BOUNDS = (428776.43, 3925019.41, 430456.43, 3927119.41)
LEFT, BOTTOM = BOUNDS[:2]
SLIVER = Polygon(
    [
        *[(429783.66, 3925019.672), (429769.745, 3925008.947), (429751.64, 3924997.29)],
        *[(429727.766, 3924987.584), (429701.864, 3924987.679), (429676.454, 3924990.933)],
        *[(429654.738, 3924996.804), (429637.818, 3925004.089), (429624.331, 3925011.238)],
        *[(429611.577, 3925016.741), (429597.301, 3925019.504)],
        *[(429611.47024118714, 3925016.7616622723), (429611.513630952, 3925017.035614466)],
        *[(429625.0073855344, 3925043.5185989677), (429646.0244010322, 3925064.535614466)],
        *[(429672.5073855344, 3925078.029369048), (429701.864, 3925082.679)],
        *[(429731.2206144656, 3925078.029369048), (429757.7035989678, 3925064.535614466)],
        *[(429778.7206144656, 3925043.5185989677), (429789.27877228736, 3925022.797047508)],
    ]
)
"""A corner of it reaches 94 mm into the box, between two edges that end almost in one point."""


def test_the_sliver_is_one_that_geos_refuses() -> None:
    with pytest.raises(shapely.GEOSException):
        shapely.clip_by_rect(SLIVER, *BOUNDS)


def test_a_shape_that_geos_refuses_is_cut_all_the_same() -> None:
    cut = clip_to_box(SLIVER, BOUNDS)
    assert cut.area == pytest.approx(SLIVER.intersection(box(*BOUNDS)).area)
    assert box(*BOUNDS).buffer(1e-9).covers(cut)


def test_one_refused_shape_spoils_no_other() -> None:
    square = box(LEFT - 10, BOTTOM + 100, LEFT + 10, BOTTOM + 120)
    inside = Point(LEFT + 5, BOTTOM + 5)
    cut = clip_to_box(np.array([square, SLIVER, inside], dtype=object), BOUNDS)
    assert cut[0].area == pytest.approx(200.0)
    assert cut[1].area > 0
    assert cut[2] == inside
    assert clip_to_box(np.array([square], dtype=object), BOUNDS)[0].equals(cut[0])
