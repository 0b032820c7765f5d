"""Households from points, or from buildings by a point inside.

A door number is only ever what the file says. A household without a roster number gets the next
free one of its village, so that every house has a label; houses are numbered in bands from north to
south, west to east in a band.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

import numpy as np
import shapely
from shapely import Point

from gridmap.geo.fit import as_points
from gridmap.i18n import tr
from gridmap.importers.draft import Draft, shape_keys
from gridmap.importers.intake import Intake, ShapePool, present, villages_by_position
from gridmap.importers.placing import note_shapes
from gridmap.importers.report import Outcome
from gridmap.importers.text import whole_number
from gridmap.importers.words import import_words
from gridmap.model.features import OCCUPIED, FeatureId, Household, new_id

BAND_M: Final = 50.0
MOVED_M: Final = 0.01
IMPORTED: Final = "import"


def number_key(number: str) -> str:
    """Return a roster number without leading zeros, for finding (007 and 7 are the same house)."""
    return number.strip().casefold().lstrip("0") or number.strip()


@dataclass(slots=True)
class Numbers:
    """The roster numbers of each village: who has which, and which is free next."""

    _taken: dict[FeatureId | None, dict[str, Household]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    _next: dict[FeatureId | None, int] = field(default_factory=dict)

    @classmethod
    def of(cls, draft: Draft) -> Numbers:
        """Return the numbers of a draft's households."""
        numbers = cls()
        for household in draft.all(Household):
            numbers.note(household)
        return numbers

    def note(self, household: Household) -> None:
        """Remember a household's number."""
        if household.number:
            self._taken[household.village][number_key(household.number)] = household

    def find(self, village: FeatureId | None, number: str) -> Household | None:
        """Return the household with a number in a village."""
        return self._taken[village].get(number_key(number)) if number else None

    def next_free(self, village: FeatureId | None) -> str:
        """Return the smallest number that is free in a village from where counting last stopped."""
        taken = self._taken[village]
        number = self._next.get(village, 0) + 1
        while str(number) in taken:
            number += 1
        self._next[village] = number
        return str(number)


def take_households(intake: Intake) -> None:
    """Take households, matched by number within the village, else by exact position."""
    if intake.shapes is None:
        points = np.full(len(intake.layer), None, dtype=object)
        kept = list(range(len(intake.layer)))
    else:
        note_shapes(intake.layer, intake.shapes, intake.report)
        points = as_points(intake.shapes)
        kept = [index for index in present(points) if not _is_not_a_home(intake, index)]
    located = villages_by_position(intake.draft, points)
    keys = shape_keys(points)
    pool = ShapePool(intake.draft.reader.all(Household))
    numbers = Numbers.of(intake.draft)
    order = _in_bands(points, kept)
    for index in sorted(order, key=lambda index: not intake.cell("number", index)):
        village = _stated_village(intake, index) or located[index]
        if village is None:
            intake.report.note(
                Outcome.CHANGED, tr("it lies in no village; kept without one"), intake.row(index)
            )
        number = intake.cell("number", index)
        old = numbers.find(village, number)
        if old is None and not number:
            held = pool.take(keys[index])
            old = held if isinstance(held, Household) else None
        new = _household(intake, index, old, points[index], village)
        if not new.number:
            new = replace(new, number=numbers.next_free(village))
        numbers.note(new)
        intake.settle(old, new)


def _household(
    intake: Intake,
    index: int,
    old: Household | None,
    point: Point | None,
    village: FeatureId | None,
) -> Household:
    """Return the household of a row; what the row leaves empty stays as it was."""
    base = old or Household(id=new_id(), village=village)
    base = with_cells(intake, index, replace(base, village=base.village or village))
    if base.village is not None and intake.cell("group", index):
        base = replace(base, group=group_of(intake, base.village, intake.cell("group", index)))
    if point is None:
        if base.geometry is None:
            intake.report.note(Outcome.NO_POSITION, tr("it has no position yet"), intake.row(index))
        return base
    if base.geometry is None:
        return replace(base, geometry=point, located_by=IMPORTED, located_on=date.today())
    distance_m = float(shapely.distance(base.geometry, point))
    if distance_m > MOVED_M:
        intake.change(
            index,
            tr("it is already on the map elsewhere and was not moved"),
            tr("{metres} m away", metres=f"{distance_m:.1f}"),
        )
    return base


def with_cells(intake: Intake, index: int, base: Household) -> Household:
    """Return a household with what a row says; what the row leaves empty stays as it was."""
    registered = whole_number(intake.cell("registered", index))
    living = whole_number(intake.cell("living", index))
    return replace(
        base,
        number=base.number or intake.cell("number", index),
        door=intake.cell("door", index) or base.door,
        head=intake.cell("head", index) or base.head,
        registered=registered if registered is not None else base.registered,
        living=living if living is not None else base.living,
        phone=intake.cell("phone", index) or base.phone,
        access_note=intake.cell("access_note", index) or base.access_note,
        status=_status(intake, index, base.status),
    )


def group_of(intake: Intake, village: FeatureId, name: str) -> FeatureId:
    """Return a village's group by name, made where it does not exist."""
    return intake.draft.group(village, name) or intake.draft.new_group(village, name)


def _status(intake: Intake, index: int, before: str) -> str:
    value = intake.cell("status", index)
    if not value:
        return before
    known = import_words().kind("status", value)
    if not known:
        intake.change(index, tr("its state is not known; it was left as it is"), value)
    return known or before or OCCUPIED


def _stated_village(intake: Intake, index: int) -> FeatureId | None:
    return intake.draft.village(
        code=intake.cell("village_code", index), name=intake.cell("village", index)
    )


def _is_not_a_home(intake: Intake, index: int) -> bool:
    """Note and leave out a building that its tags call something else than a house."""
    words = import_words()
    value = intake.cell("kind", index)
    amenity = intake.cell("amenity", index)
    if not amenity and not words.has("not_dwelling", value):
        return False
    intake.drop(index, tr("nobody lives in such a building"), amenity or value)
    return True


def _in_bands(points: np.ndarray, kept: list[int]) -> list[int]:
    """Return rows in the order in which numbers are given out; those without a point last."""
    chosen = np.array(kept, dtype=int)
    if not len(chosen):
        return []
    x, y = shapely.get_x(points[chosen]), shapely.get_y(points[chosen])
    bands = np.floor(np.nan_to_num(y, nan=-np.inf) / BAND_M)
    return [int(index) for index in chosen[np.lexsort((x, -bands))]]
