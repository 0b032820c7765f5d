"""Two grids that claim the same land."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from gridmap.checks.problem import Context, Problem, Severity, Units, sound
from gridmap.checks.reach import Ids, Reach
from gridmap.i18n import tr
from gridmap.model.features import Grid

RULE = "grid_overlap"
LEAST_M2 = 1.0


def title() -> str:
    """Return the heading over what this rule finds."""
    return tr("Grids that claim the same land")


def find(context: Context, units: Units = None) -> Iterable[Problem]:
    """Return pairs of grids that overlap by more than 1 m2, with the area."""
    grids = [grid for grid in context.reader.all(Grid) if grid.geometry is not None]
    pairs = _neighbours(grids, units)
    if not len(pairs):
        return
    shapes = np.array([grid.geometry for grid in grids], dtype=object)
    used = np.unique(pairs)
    shapes[used] = sound(shapes[used])
    common = shapely.intersection(shapes[pairs[:, 0]], shapes[pairs[:, 1]])
    areas = shapely.area(common)
    for at in np.flatnonzero(areas > LEAST_M2).tolist():
        left, right = pairs[at].tolist()
        yield _problem(context, (grids[left], grids[right]), common[at])


def touched(reach: Reach) -> Ids:
    """Grids that changed, or whose village did."""
    return reach.grid_land


def _neighbours(grids: list[Grid], units: Units) -> NDArray[np.int64]:
    """Return the pairs of grids whose boxes meet, with `units` those with one of these."""
    shapes = np.array([grid.geometry for grid in grids], dtype=object)
    asked = [at for at, grid in enumerate(grids) if units is None or grid.id in units]
    if not asked:
        return np.empty((0, 2), dtype=np.int64)
    first, second = shapely.STRtree(shapes).query(shapes[asked])
    pairs = np.sort(np.stack([np.array(asked)[first], second], axis=1), axis=1)
    return np.unique(pairs[pairs[:, 0] < pairs[:, 1]], axis=0)


def _problem(context: Context, pair: tuple[Grid, Grid], common: BaseGeometry) -> Problem:
    one, other = sorted(pair, key=lambda grid: (grid.code, grid.name, grid.id))
    village = context.village_name(one.village)
    return Problem(
        rule=RULE,
        severity=Severity.ERROR,
        message=tr(
            "{first} and {second} of {village} both claim {area} m².",
            first=one.name,
            second=other.name,
            village=village,
            area=f"{common.area:,.0f}",
        ),
        feature_ids=(one.id, other.id),
        where=village,
        bounds_m=common.bounds,
        value=round(float(common.area), 3),
    )
