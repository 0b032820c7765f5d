"""A smooth bend of the plane: borders, streams and roads wobble, what touches goes on touching."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from gridmap.synth.terrain import Floats

G = TypeVar("G", bound=BaseGeometry)

STEP_M: Final = 22.0
"""Lines get a vertex at least this often before they are bent."""

_WAVES: Final = ((520.0, 20.0), (260.0, 12.0), (120.0, 4.0))
"""Wave length and swing in metres; swing over length stays so small that the plane never folds."""


@dataclass(frozen=True, slots=True, eq=False)
class Warp:
    """Directions and phases of the waves, shape (waves, 2, 2).

    For x and y, an angle and a phase.
    """

    waves: Floats

    @classmethod
    def of(cls, rng: np.random.Generator) -> Warp:
        """Return a warp drawn from a generator."""
        return cls(rng.uniform(0.0, 2 * np.pi, (len(_WAVES), 2, 2)))

    def moved(self, points_m: Floats) -> Floats:
        """Return points, shape (n, 2), where the bend takes them; rounded to millimetres."""
        shift = np.zeros_like(points_m)
        for (length, swing), pair in zip(_WAVES, self.waves, strict=True):
            for axis, (angle, phase) in enumerate(pair):
                way = points_m[:, 0] * np.cos(angle) + points_m[:, 1] * np.sin(angle)
                shift[:, axis] += swing * np.sin(2 * np.pi * way / length + phase)
        return np.asarray(np.round(points_m + shift, 3))

    def apply(self, shape: G) -> G:
        """Return a shape bent, with vertices added where its sides are long."""
        bent: G = shapely.transform(shapely.segmentize(shape, STEP_M), self.moved)
        return bent

    def apply_as_is(self, shape: G) -> G:
        """Return a shape bent vertex by vertex.

        Shapes that share their vertices go on sharing them.
        """
        bent: G = shapely.transform(shape, self.moved)
        return bent
