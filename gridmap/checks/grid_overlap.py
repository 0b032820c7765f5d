"""Two grids that claim the same land."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import shapely

from gridmap.checks.problem import Context, Problem, Severity
from gridmap.i18n import tr
from gridmap.model.features import Grid

RULE = "grid_overlap"
LEAST_M2 = 1.0


def find(context: Context) -> Iterable[Problem]:
    """Return pairs of grids that overlap by more than 1 m2, with the area."""
    grids = [grid for grid in context.reader.all(Grid) if grid.geometry is not None]
    shapes = np.array([shapely.make_valid(grid.geometry) for grid in grids], dtype=object)
    if len(grids) < 2:
        return
    pairs = shapely.STRtree(shapes).query(shapes, predicate="intersects").T
    pairs = pairs[pairs[:, 0] < pairs[:, 1]]
    common = shapely.intersection(shapes[pairs[:, 0]], shapes[pairs[:, 1]])
    for (left, right), shape in zip(pairs.tolist(), common, strict=True):
        if shape.area <= LEAST_M2:
            continue
        village = context.village_name(grids[left].village)
        yield Problem(
            rule=RULE,
            severity=Severity.ERROR,
            message=tr(
                "{first} and {second} of {village} both claim {area} m².",
                first=grids[left].name,
                second=grids[right].name,
                village=village,
                area=f"{shape.area:,.0f}",
            ),
            feature_ids=(grids[left].id, grids[right].id),
            where=village,
            bounds_m=shape.bounds,
            value=float(shape.area),
        )
