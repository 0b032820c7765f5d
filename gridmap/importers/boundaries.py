"""Villages, groups and grids: areas with names and codes, or plain lists of them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final, NamedTuple, TypeVar

import numpy as np
import shapely

from gridmap.geo.fit import Shapes, as_areas, as_points
from gridmap.i18n import tr
from gridmap.importers.duties import give_duty, officers_of
from gridmap.importers.intake import Intake, villages_by_position
from gridmap.importers.placing import note_shapes
from gridmap.importers.report import Outcome
from gridmap.model.duties import GRID_HEAD
from gridmap.model.features import (
    FeatureId,
    Grid,
    Surface2D,
    Village,
    VillagerGroup,
    new_id,
)

A = TypeVar("A", Village, VillagerGroup, Grid)

LARGEST_RATIO: Final = 10.0
FARTHEST_M: Final = 10_000.0
_CODE: Final = re.compile(r"\d{12}")


def take_villages(intake: Intake) -> None:
    """Take villages, matched by code, else by name; no boundary is ever taken away.

    Rows with a code come first: the code decides between villages of one name.
    """
    areas, kept = _areas(intake)
    codes = {index: _village_code(intake, index) for index in kept}
    for index in sorted(kept, key=lambda index: not codes[index]):
        name = intake.cell("name", index) or intake.cell("name_other", index)
        code = codes[index]
        if not name and not code:
            intake.drop(index, tr("it has neither a name nor a code"))
            continue
        if not name:
            intake.change(index, tr("it has no name; its code stands for it"), code)
        said = Named(name, code, _area(areas, index))
        found = _known_village(intake, said)
        if found is None and said.geometry is None and not code and _namesakes(intake, name):
            intake.drop(index, tr("several villages have this name; give their codes"), name)
            continue
        old, is_taken = _own(intake, index, found, said)
        if is_taken:
            _take_village(intake, index, old, said)


class Named(NamedTuple):
    """What a row says of an area: name, code and outline, each may be missing."""

    name: str
    code: str
    geometry: Surface2D | None


def _known_village(intake: Intake, said: Named) -> Village | None:
    """Return the village of a code, else of a name; of several with one name that of this shape."""
    found = intake.draft.find(intake.draft.village(code=said.code, name=said.name), Village)
    if found is None and said.geometry is not None and not said.code:
        same = (item for item in _namesakes(intake, said.name) if item.geometry == said.geometry)
        return next(same, None)
    if found is not None and said.code and found.code and found.code != said.code:
        return None
    return found


def _namesakes(intake: Intake, name: str) -> list[Village]:
    return [item for item in intake.draft.all(Village) if item.name == name]


def _take_village(intake: Intake, index: int, old: Village | None, said: Named) -> None:
    township = intake.draft.township(
        intake.cell("township_code", index), intake.cell("township", index)
    )
    base = old or Village(id=new_id(), name=said.name or said.code)
    new = replace(
        base,
        name=said.name or base.name,
        code=said.code or base.code,
        township=township or base.township,
        geometry=_outline(intake, index, base.geometry, said),
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
        found = intake.draft.find(intake.draft.group(village, name), VillagerGroup)
        said = Named(name, "", _area(areas, index))
        old, is_taken = _own(intake, index, found, said)
        if not is_taken:
            continue
        base = old or intake.draft.find(intake.draft.new_group(village, name), VillagerGroup)
        assert base is not None
        outline = _outline(intake, index, base.geometry, said)
        intake.settle(old, replace(base, geometry=outline))


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
        if not name:
            intake.change(index, tr("it has no name; its code stands for it"), code)
        found = intake.draft.grid(None if code else village, code or name)
        said = Named(name, code, _area(areas, index))
        old, is_taken = _own(intake, index, found, said)
        if not is_taken:
            continue
        base = old or Grid(id=new_id(), name=name or code, code=code, village=village)
        outline = _outline(intake, index, base.geometry, said)
        new = replace(base, name=name or base.name, code=code or base.code, geometry=outline)
        intake.settle(old, new)
        _give_head(intake, index, new)


def _give_head(intake: Intake, index: int, grid: Grid) -> None:
    people = officers_of(intake, "officer", index)
    if people:
        give_duty(intake, index, GRID_HEAD, grid.id, people)


def _own(intake: Intake, index: int, found: A | None, said: Named) -> tuple[A | None, bool]:
    """Return the feature that a row speaks of, and whether the row is to be taken.

    A feature of an earlier row of the layer is never changed: without a shape the row is left out,
    with one it is another feature, the one of its name and of just this shape if there is any.
    """
    if found is None or found.id not in intake.settled:
        return found, True
    if said.geometry is None:
        intake.drop(index, tr("an earlier row has the same name or code"), said.name or said.code)
        return None, False
    intake.change(
        index, tr("an earlier row has the same name or code; both are kept"), said.name or said.code
    )
    for item in intake.draft.all(type(found)):
        is_so = item.geometry == said.geometry and item.name in (said.name, said.code)
        if is_so and item.id not in intake.settled:
            return item, True
    return None, True


def _outline(intake: Intake, index: int, before: Surface2D | None, said: Named) -> Surface2D | None:
    """Return the new outline, or the old one where the new one cannot be of the same place."""
    after = said.geometry
    if before is None or after is None:
        return after or before
    areas = sorted((before.area, after.area))
    if areas[1] > LARGEST_RATIO * areas[0]:
        reason = tr("its new outline is over ten times larger or smaller; the old one was kept")
    elif before.distance(after) > FARTHEST_M:
        reason = tr("its new outline lies over 10 km away; the old one was kept")
    else:
        return after
    intake.change(index, reason, said.name or said.code)
    return before


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
