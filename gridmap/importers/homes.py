"""Households from points, or from buildings by a point inside.

A door number is only ever what the file says. A household without a roster number gets the next
free one of its village, so that every house has a label; houses are numbered in bands from north to
south, west to east in a band.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Final

import numpy as np
import shapely

from gridmap.geo.fit import Shapes, as_points
from gridmap.i18n import tr
from gridmap.importers.draft import shape_keys
from gridmap.importers.intake import Intake, ShapePool, villages_by_position
from gridmap.importers.matching import Homes, Said, numbered
from gridmap.importers.report import Outcome
from gridmap.importers.roster_village import RosterVillages
from gridmap.importers.text import is_plausible_phone, whole_number
from gridmap.importers.words import import_words
from gridmap.model.features import OCCUPIED, FeatureId, Household, new_id

BAND_M: Final = 50.0
MOST_PEOPLE: Final = 100
NOTHING_SAID: Final = frozenset({"-", "/", "无", "—", "——"})
MOVED_M: Final = 0.01
IMPORTED: Final = "import"


def take_households(intake: Intake) -> None:
    """Take households, matched as matching.py has it or by their exact position.

    A row without a usable shape is kept without a position if it says who or which house it is.
    """
    points = _points(intake)
    rows = _kept(intake, points)
    said = _said(intake, points, rows)
    homes = Homes.of(intake.draft, said.values())
    keys = shape_keys(points)
    pool = ShapePool(intake.draft.reader.all(Household))
    order = _in_bands(points, rows)
    for index in sorted(order, key=lambda index: not said[index].number):
        row = said[index]
        if row.village is None:
            intake.report.note(
                Outcome.CHANGED, tr("it lies in no village; kept without one"), intake.row(index)
            )
        old = homes.match(row) if row.number else None
        old = old or pool.first(keys[index], partial(homes.can_be, row)) or homes.match(row)
        new = homes.with_free_number(_household(intake, index, old, row))
        if old is None:
            homes.note_twins(intake, index, new)
        homes.claim(new)
        intake.settle(old, new)


def _points(intake: Intake) -> Shapes:
    if intake.shapes is None:
        return np.full(len(intake.layer), None, dtype=object)
    return as_points(intake.shapes)


def _kept(intake: Intake, points: Shapes) -> list[int]:
    """Return the rows that are homes; the others, and those that say nothing at all, are noted."""
    kept = []
    for index in range(len(intake.layer)):
        is_named = any(intake.cell(name, index) for name in ("number", "door", "head"))
        if points[index] is None and intake.shapes is not None:
            reason = intake.layer.bad.get(index, tr("it has no shape"))
            if not is_named:
                intake.drop(index, reason)
                continue
            intake.change(index, reason)
        if not _is_not_a_home(intake, index):
            kept.append(index)
    for index, reason in intake.layer.mended.items():
        intake.change(index, reason)
    return kept


def _said(intake: Intake, points: Shapes, rows: list[int]) -> dict[int, Said]:
    """Return what each row says of its household."""
    located = villages_by_position(intake.draft, points)
    listed = RosterVillages(intake) if intake.shapes is None else None
    result = {}
    for index in rows:
        names = intake.cell("village_code", index), intake.cell("village", index)
        stated = listed.of_row(index) if listed is not None else _on_the_map(intake, index, names)
        village = stated or located[index]
        group = intake.cell("group", index)
        result[index] = Said(
            village=village,
            group=group_of(intake, village, group) if village is not None and group else None,
            number=intake.cell("number", index),
            door=intake.cell("door", index),
            head=intake.cell("head", index),
            point=points[index],
            is_known=village is not None or not any(names),
        )
    return result


def _on_the_map(intake: Intake, index: int, names: tuple[str, str]) -> FeatureId | None:
    """Return the village that a row of a map states; one that is not known is noted."""
    found = intake.draft.village(code=names[0], name=names[1])
    if found is None and any(names):
        intake.change(index, tr("its village is not known"), names[1] or names[0])
    return found


def _household(intake: Intake, index: int, old: Household | None, said: Said) -> Household:
    """Return the household of a row; what the row leaves empty stays as it was."""
    base = old or Household(id=new_id(), village=said.village)
    base = with_cells(intake, index, replace(base, village=base.village or said.village))
    base = numbered(replace(base, group=said.group or base.group), said.number)
    if said.point is None:
        if base.geometry is None:
            intake.report.note(Outcome.NO_POSITION, tr("it has no position yet"), intake.row(index))
        return base
    if base.geometry is None:
        return replace(base, geometry=said.point, located_by=IMPORTED, located_on=date.today())
    distance_m = float(shapely.distance(base.geometry, said.point))
    if distance_m > MOVED_M:
        intake.change(
            index,
            tr("it is already on the map elsewhere and was not moved"),
            tr("{metres} m away", metres=f"{distance_m:.1f}"),
        )
    return base


def with_cells(intake: Intake, index: int, base: Household) -> Household:
    """Return a household with what a row says; what the row leaves empty stays as it was."""
    registered = _people(intake, index, "registered")
    living = _people(intake, index, "living")
    return replace(
        base,
        door=intake.cell("door", index) or base.door,
        head=intake.cell("head", index) or base.head,
        registered=registered if registered is not None else base.registered,
        living=living if living is not None else base.living,
        phone=_phone(intake, index) or base.phone,
        access_note=intake.cell("access_note", index) or base.access_note,
        status=_status(intake, index, base.status),
    )


def _people(intake: Intake, index: int, field: str) -> int | None:
    """Return a number of people; what cannot be one is left out and noted."""
    text = intake.cell(field, index)
    number = whole_number(text)
    if number is not None and number <= MOST_PEOPLE:
        return number
    if text and text not in NOTHING_SAID:
        intake.change(index, tr("its number of people cannot be right and was left out"), text)
    return None


def _phone(intake: Intake, index: int) -> str:
    text = intake.cell("phone", index)
    if text in NOTHING_SAID:
        return ""
    if text and not is_plausible_phone(text):
        intake.change(index, tr("its phone does not look like one; look at it"), text)
    return text


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
