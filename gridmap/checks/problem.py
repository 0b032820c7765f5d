"""What a check finds, and what it is given to look at."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias, TypeVar

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from gridmap.model.catalogue import Catalogue
from gridmap.model.changes import Bounds
from gridmap.model.document import FeatureReader
from gridmap.model.duties import Responsibilities
from gridmap.model.features import Feature, FeatureId, Household, Village, geometry_of
from gridmap.model.relations import Relations

F = TypeVar("F", bound=Feature)
Units: TypeAlias = Collection[FeatureId] | None


class Severity(StrEnum):
    """How much it matters: wrong in print, a gap, or worth a look."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong.

    `rule` is the rule's name, `message` a whole sentence in the user's language, `where` the
    village's name (empty: the whole project), `bounds_m` what to zoom to (None: nothing to show),
    `value` a figure of the rule (m2, days, households).
    """

    rule: str
    severity: Severity
    message: str
    feature_ids: tuple[FeatureId, ...] = ()
    where: str = ""
    bounds_m: Bounds | None = None
    value: float | None = None

    def to_dict(self) -> dict[str, object]:
        """Return the problem for scripts (JSON)."""
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Context:
    """What every rule may look at: features, belonging, responsibility, and the day."""

    reader: FeatureReader
    relations: Relations
    responsibilities: Responsibilities
    catalogue: Catalogue
    on: date

    def village_name(self, village: FeatureId | None) -> str:
        """Return the name of a village, empty where there is none."""
        found = self.reader.find(village, Village)
        return found.name if found is not None else ""

    def village_of(self, household: Household | None) -> str:
        """Return the name of a household's village, empty where it is not known."""
        if household is None:
            return ""
        return self.village_name(self.relations.village_of.get(household.id))


def chosen(context: Context, kind: type[F], units: Units) -> Iterable[F]:
    """Return the features of a kind, with `units` those of these ids that are there."""
    table = context.reader.table(kind)
    if units is None:
        return table.values()
    return [table[key] for key in units if key in table]


def sound(shapes: Sequence[BaseGeometry] | NDArray[np.object_]) -> NDArray[np.object_]:
    """Return shapes of which those that cross themselves are made valid, to be measured."""
    result = np.array(shapes, dtype=object)
    bad = ~shapely.is_valid(result)
    result[bad] = shapely.make_valid(result[bad])
    return result


def bounds_of(*features: Feature | None) -> Bounds | None:
    """Return what to zoom to for some features, None where none of them has a place."""
    boxes = [
        geometry.bounds
        for feature in features
        if feature is not None
        and (geometry := geometry_of(feature)) is not None
        and not geometry.is_empty
    ]
    if not boxes:
        return None
    lows_x, lows_y, highs_x, highs_y = zip(*boxes, strict=True)
    return min(lows_x), min(lows_y), max(highs_x), max(highs_y)


def door_and_head(household: Household) -> str:
    """Return how people call a household: its door and head, else its roster number."""
    words = " ".join(part for part in (household.door, household.head) if part)
    return words or household.number or household.id[:8]
