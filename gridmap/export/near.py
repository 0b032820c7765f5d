"""The part of a project that lies around one village: what its pages show, without the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import numpy as np
import shapely

from gridmap.model.document import Snapshot
from gridmap.model.features import (
    KINDS,
    Area,
    CareRecord,
    Feature,
    FeatureId,
    Grid,
    Household,
    Line,
    Place,
    Village,
    VillagerGroup,
    Visit,
    geometry_of,
)

REACH_M: Final = 2_000.0
_ON_THE_GROUND: Final = (Area, Line, Place)
_OUTLINED: Final = (Grid, VillagerGroup)


def near_snapshot(snapshot: Snapshot, village: FeatureId) -> Snapshot:
    """Return the snapshot without houses, people, lines and places that are far from a village.

    Areas of duty, officers and posts all stay, far grids and groups without their outlines. Pages
    made of it look like those made of the whole, but for counts of what lies farther off.
    """
    homes = list(snapshot.all(Household))
    shapes = np.array([item.geometry for item in homes], dtype=object)
    own = np.array([item.village == village for item in homes], dtype=bool)
    box = _box(snapshot, village, shapes[own] if len(homes) else shapes)
    near = own | _touching(shapes, box) if len(homes) else own
    kept = [homes[at] for at in np.flatnonzero(near).tolist()]
    return Snapshot.of(_rest(snapshot, kept, box))


def _box(snapshot: Snapshot, village: FeatureId, homes: np.ndarray) -> np.ndarray:
    """Return min x, min y, max x, max y around a village, with room; all NaN where it has none."""
    item = snapshot.find(village, Village)
    outline = [item.geometry] if item is not None and item.geometry is not None else []
    bounds = shapely.total_bounds(np.array([*outline, *homes], dtype=object))
    return np.asarray(bounds + np.array([-REACH_M, -REACH_M, REACH_M, REACH_M]))


def _touching(shapes: np.ndarray, box: np.ndarray) -> np.ndarray:
    """Return which shapes come into a box; what is nowhere does not."""
    bounds = shapely.bounds(shapes)
    with np.errstate(invalid="ignore"):
        return np.asarray(
            (bounds[:, 0] <= box[2]) & (bounds[:, 2] >= box[0])
            & (bounds[:, 1] <= box[3]) & (bounds[:, 3] >= box[1])
        )  # fmt: skip


def _rest(snapshot: Snapshot, homes: list[Household], box: np.ndarray) -> Iterator[Feature]:
    ids = {item.id for item in homes}
    records = [item for item in snapshot.all(CareRecord) if item.household in ids]
    people = {item.id for item in records}
    for kind in KINDS:
        if kind is Household:
            yield from homes
        elif kind is CareRecord:
            yield from records
        elif kind is Visit:
            yield from (item for item in snapshot.all(Visit) if item.record in people)
        elif kind in _ON_THE_GROUND or kind in _OUTLINED:
            found = list(snapshot.all(kind))
            shapes = np.array([geometry_of(item) for item in found], dtype=object)
            near = _touching(shapes, box).tolist() if found else []
            for item, is_near in zip(found, near, strict=True):
                if is_near:
                    yield item
                elif isinstance(item, Grid | VillagerGroup):
                    yield replace(item, geometry=None)
        else:
            yield from snapshot.all(kind)
