"""Villages, groups and grids: areas with names and codes, or plain lists of them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

import numpy as np
import shapely

from gridmap.geo.fit import Shapes, as_areas, as_points
from gridmap.i18n import tr
from gridmap.importers.duties import give_duty
from gridmap.importers.intake import Intake, villages_by_position
from gridmap.importers.placing import note_shapes
from gridmap.importers.report import Outcome
from gridmap.model.duties import GRID_HEAD
from gridmap.model.features import FeatureId, Grid, Surface2D, Village, VillagerGroup, new_id

_CODE: Final = re.compile(r"\d{12}")


def take_villages(intake: Intake) -> None:
    """Take villages, matched by code, else by name; no boundary is ever taken away."""
    areas, kept = _areas(intake)
    for index in kept:
        name = intake.cell("name", index) or intake.cell("name_other", index)
        code = _village_code(intake, index)
        if not name and not code:
            intake.drop(index, tr("it has neither a name nor a code"))
            continue
        township = intake.draft.township(
            intake.cell("township_code", index), intake.cell("township", index)
        )
        found = intake.draft.village(code=code, name=name)
        old = intake.draft.find(found, Village)
        if old is not None and code and old.code and old.code != code:
            old = None
        geometry = _area(areas, index)
        if old is None:
            new = Village(
                id=new_id(), name=name or code, code=code, township=township, geometry=geometry
            )
        else:
            new = replace(
                old,
                name=name or old.name,
                code=code or old.code,
                township=township or old.township,
                geometry=geometry or old.geometry,
            )
        _note_shape(intake, index, old, new)
        intake.settle(old, new)


def take_groups(intake: Intake) -> None:
    """Take villager groups of known villages, matched by name or number within the village."""
    areas, kept = _areas(intake)
    villages = _villages(intake, areas)
    for index in kept:
        village = villages[index]
        name = intake.cell("name", index) or intake.cell("number", index)
        if village is None or not name:
            intake.drop(index, _unowned(has_name=bool(name)), name)
            continue
        old = intake.draft.find(intake.draft.group(village, name), VillagerGroup)
        if old is None:
            old_id = intake.draft.new_group(village, name)
            made = intake.draft.find(old_id, VillagerGroup)
            assert made is not None
            intake.settle(None, replace(made, geometry=_area(areas, index)))
            continue
        intake.settle(old, replace(old, geometry=_area(areas, index) or old.geometry))


def take_grids(intake: Intake) -> None:
    """Take grids of known villages, matched by code, else name; officers become duties."""
    areas, kept = _areas(intake)
    villages = _villages(intake, areas)
    for index in kept:
        village = villages[index]
        code, name = intake.cell("code", index), intake.cell("name", index)
        if village is None or not (code or name):
            intake.drop(index, _unowned(has_name=bool(code or name)), code or name)
            continue
        old = intake.draft.grid(None if code else village, code or name)
        geometry = _area(areas, index)
        if old is None:
            new = Grid(
                id=new_id(), name=name or code, code=code, village=village, geometry=geometry
            )
        else:
            new = replace(
                old, name=name or old.name, code=code or old.code, geometry=geometry or old.geometry
            )
        intake.settle(old, new)
        officer = intake.cell("officer", index)
        if officer:
            held = intake.draft.officer(officer, intake.cell("officer_phone", index))
            give_duty(intake, index, GRID_HEAD, new.id, held)


def _areas(intake: Intake) -> tuple[Shapes | None, list[int]]:
    """Return the rows' areas and the rows to take: of a table all, of a map those with an area."""
    if intake.shapes is None:
        return None, list(range(len(intake.layer)))
    note_shapes(intake.layer, intake.shapes, intake.report)
    areas = as_areas(intake.shapes)
    given = ~shapely.is_missing(intake.shapes)
    mended = given & ~shapely.is_missing(areas) & ~shapely.is_valid(intake.shapes)
    for index in np.flatnonzero(mended).tolist():
        intake.change(index, tr("its outline crossed itself and has been mended"))
    for index in np.flatnonzero(given & shapely.is_missing(areas)).tolist():
        intake.drop(index, tr("it is not an area"))
    return areas, np.flatnonzero(~shapely.is_missing(areas)).tolist()


def _area(areas: Shapes | None, index: int) -> Surface2D | None:
    return areas[index] if areas is not None else None


def _villages(intake: Intake, areas: Shapes | None) -> list[FeatureId | None]:
    """Return each row's village: as stated, by the code's first twelve digits, else by position."""
    count = len(intake.layer)
    located: list[FeatureId | None] = [None] * count
    if areas is not None:
        located = villages_by_position(intake.draft, as_points(areas))
    villages = list(intake.draft.all(Village))
    only = villages[0].id if len(villages) == 1 and areas is None else None
    result = []
    for index in range(count):
        code = intake.cell("village_code", index) or intake.cell("code", index)[:12]
        stated = intake.draft.village(code=code, name=intake.cell("village", index))
        result.append(stated or located[index] or only)
    return result


def _village_code(intake: Intake, index: int) -> str:
    """Return the twelve-digit code of a row; anything else is not a village code and is noted."""
    code = intake.cell("code", index)
    if len(code) == 19 and code.endswith("0000000"):
        code = code[:12]
    if not code or _CODE.fullmatch(code):
        return code
    intake.change(index, tr("its code is not a twelve-digit village code and was left out"), code)
    return ""


def _unowned(*, has_name: bool) -> str:
    return tr("no known village is stated for it") if has_name else tr("it has no name")


def _note_shape(intake: Intake, index: int, old: Village | None, new: Village) -> None:
    if new.geometry is None:
        intake.report.note(Outcome.NO_POSITION, tr("it has no boundary yet"), intake.row(index))
    if old is not None and old.geometry is not None and old.geometry != new.geometry:
        intake.change(index, tr("its boundary is another one now"), new.name)
