"""The units of a village's booklet.

Its villager groups or grids, and the households that are in none of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import shapely
from shapely.geometry.base import BaseGeometry

from gridmap.export.spec import By
from gridmap.i18n import tr
from gridmap.model.editions import EditionView
from gridmap.model.features import FeatureId, Grid, Household, Village, VillagerGroup
from gridmap.model.relations import has_position

NO_UNIT_CODE: Final = "00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A group or grid, or (scope None) the households in none. `code` begins the ids of its sheets.

    `area` is its polygon, None where none is drawn. `located` are its households on the map,
    `unplaced` the others.
    """

    scope: FeatureId | None
    code: str
    name: str
    area: BaseGeometry | None
    located: tuple[Household, ...] = ()
    unplaced: tuple[Household, ...] = ()

    @property
    def households(self) -> tuple[Household, ...]:
        """All of them."""
        return self.located + self.unplaced

    @property
    def extent(self) -> BaseGeometry | None:
        """The polygon, or else the hull of the houses; None where there is neither."""
        if self.area is not None:
            return self.area
        if not self.located:
            return None
        return shapely.MultiPoint([item.geometry for item in self.located]).convex_hull


def units_of(view: EditionView, village: Village | None, by: By) -> tuple[Unit, ...]:
    """Return the units of a village in their order, the households of no unit last.

    None: households of no village.
    """
    relations = view.relations
    key = village.id if village is not None else None
    scopes: Sequence[VillagerGroup | Grid] = (
        relations.groups_in_village.get(key, ())
        if by == "group"
        else relations.grids_in_village.get(key, ())
    )
    owner = relations.group_of if by == "group" else relations.grid_of
    members: dict[FeatureId | None, list[Household]] = {scope.id: [] for scope in scopes}
    for household in relations.households_in_village.get(key, ()):
        unit = owner.get(household.id)
        members.setdefault(unit if unit in members else None, []).append(household)
    codes = _codes([_number(scope, village) for scope in scopes])
    units = [
        _unit(scope.id, code, scope.name, _shape(scope.geometry), members[scope.id])
        for scope, code in zip(scopes, codes, strict=True)
    ]
    rest = members.get(None, [])
    if rest:
        name = tr("No villager group") if by == "group" else tr("No grid")
        if scopes:
            units.append(_unit(None, NO_UNIT_CODE, name, None, rest))
        else:
            area = _shape(village.geometry) if village is not None else None
            units.append(_unit(None, "01", "", area, rest))
    return tuple(units)


def _unit(
    scope: FeatureId | None,
    code: str,
    name: str,
    area: BaseGeometry | None,
    members: Sequence[Household],
) -> Unit:
    return Unit(
        scope=scope,
        code=code,
        name=name,
        area=area,
        located=tuple(item for item in members if has_position(item)),
        unplaced=tuple(item for item in members if not has_position(item)),
    )


def _shape(geometry: BaseGeometry | None) -> BaseGeometry | None:
    return geometry if geometry is not None and not geometry.is_empty else None


def _number(scope: VillagerGroup | Grid, village: Village | None) -> int:
    """Return a group's number, or that at the end of a grid's code; 0 where there is none."""
    if isinstance(scope, VillagerGroup):
        return scope.number
    start = village.code if village is not None else ""
    serial = scope.code.removeprefix(start) if start and scope.code.startswith(start) else ""
    return int(serial) if serial.isascii() and serial.isdecimal() else 0


def _codes(numbers: Sequence[int]) -> list[str]:
    """Return two-digit codes.

    The own numbers of groups or grids where they are all known and different, so that one more in
    their midst renames no sheet of the others; else 01, 02 ...
    """
    known = all(0 < number < 100 for number in numbers) and len(set(numbers)) == len(numbers)
    chosen = numbers if known else range(1, len(numbers) + 1)
    return [f"{number:02d}" for number in chosen]
