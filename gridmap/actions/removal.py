"""Taking things away for good: what goes, what hangs on it, and what becomes of that.

Places, lines, ground, notes and grids go as a whole. A villager group or village loses its outline
only: the roster knows it too. A household goes with its care records and their visits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

import shapely

from gridmap.actions.care import hanging_on
from gridmap.actions.grids import remove_grid
from gridmap.actions.placing import name_of
from gridmap.i18n import tr
from gridmap.model.changes import Change, Changeset
from gridmap.model.document import Document
from gridmap.model.features import (
    Area,
    CareRecord,
    Duty,
    Feature,
    FeatureId,
    Grid,
    Household,
    Line,
    Note,
    Place,
    Village,
    VillagerGroup,
    Visit,
)

F = TypeVar("F", bound=Feature)

LOOSE_KINDS: Final = (Place, Line, Area, Note)
"""Kinds on which nothing hangs."""
REMOVABLE: Final = (*LOOSE_KINDS, Grid, VillagerGroup, Village, Household)


@dataclass(frozen=True, slots=True)
class Removal:
    """A changeset that removes something, and whole sentences on what hangs on it.

    Without sentences nobody need be asked.
    """

    changeset: Changeset
    consequences: tuple[str, ...]


def removal_of(document: Document, ids: Iterable[FeatureId]) -> Removal:
    """Return the removal of features; what is of another kind or has no outline is passed over."""
    found = [feature for key in ids if (feature := document.find_any(key)) is not None]
    gone = [feature for feature in found if can_go(feature)]
    parts = [Removal(Changeset("", tuple(Change(x, None) for x in _of(gone, *LOOSE_KINDS))), ())]
    for kind, remove in _VERBS:
        parts += [remove(document, item) for item in _of(gone, kind)]
    households = _of(gone, Household)
    if households:
        parts.append(_without_households(document, households))
    changeset = Changeset("")
    for part in parts:
        changeset = _joined(changeset, part.changeset)
    said = tuple(sentence for part in parts for sentence in part.consequences)
    return Removal(Changeset(_title(gone), changeset.changes), said)


def can_go(feature: Feature) -> bool:
    """Whether a feature, or its outline, can be removed at all."""
    if isinstance(feature, Village | VillagerGroup):
        return feature.geometry is not None
    return isinstance(feature, REMOVABLE)


def _without_grid(document: Document, grid: Grid) -> Removal:
    changeset = remove_grid(document, grid.id)
    duties = sum(isinstance(change.old, Duty) for change in changeset)
    released = [change.id for change in changeset if isinstance(change.old, Household)]
    homes = len(_standing_in(document, grid) | set(released))
    said = []
    if homes:
        said.append(
            tr("{count} households of {grid} are then in no grid.", count=homes, grid=grid.name)
        )
    if duties:
        said.append(tr("{count} duties held for {grid} end.", count=duties, grid=grid.name))
    return Removal(changeset, tuple(said))


def _without_group_area(document: Document, group: VillagerGroup) -> Removal:
    changes = (Change(group, replace(group, geometry=None)),)
    recorded = {item.id for item in document.all(Household) if item.group == group.id}
    loose = len(_standing_in(document, group) - recorded)
    said = [tr("The group {group} itself stays, without its area.", group=group.name)]
    if loose:
        said.append(
            tr(
                "{count} households belong to {group} only by where they stand: no longer then.",
                count=loose,
                group=group.name,
            )
        )
    return Removal(Changeset("", changes), tuple(said))


def _without_outline(document: Document, village: Village) -> Removal:
    """Return the removal of a village's outline, with those of its grids and groups."""
    parts: list[Grid | VillagerGroup] = [
        *(item for item in document.all(Grid) if item.village == village.id),
        *(item for item in document.all(VillagerGroup) if item.village == village.id),
    ]
    drawn = [item for item in parts if item.geometry is not None]
    changes = [Change(item, replace(item, geometry=None)) for item in drawn]
    changes.append(Change(village, replace(village, geometry=None)))
    said = [tr("{village} itself stays, without its outline.", village=village.name)]
    if drawn:
        said.append(
            tr(
                "Outlines of {count} grids and groups of {village} go; names and officers stay.",
                count=len(drawn),
                village=village.name,
            )
        )
    return Removal(Changeset("", tuple(changes)), tuple(said))


def _without_households(document: Document, households: Sequence[Household]) -> Removal:
    """Return the removal of households with all that is kept of the people in them."""
    homes = {item.id for item in households}
    records = [item for item in document.all(CareRecord) if item.household in homes]
    hanging = hanging_on(document, records)
    visits = [item for item in hanging if isinstance(item, Visit)]
    gone: list[Feature] = [*hanging, *records, *households]
    said = []
    listed = sum(bool(item.head or item.door) for item in households)
    if listed:
        said.append(tr("{count} households leave the roster, not only the map.", count=listed))
    if records:
        said.append(
            tr(
                "{count} care records and {visits} visits go with them.",
                count=len(records),
                visits=len(visits),
            )
        )
    return Removal(Changeset("", tuple(Change(item, None) for item in gone)), tuple(said))


def _standing_in(document: Document, area: Grid | VillagerGroup) -> set[FeatureId]:
    """Return the households whose point an area covers."""
    if area.geometry is None:
        return set()
    near = [
        item
        for item in document.in_box(Household, area.geometry.bounds)
        if item.geometry is not None
    ]
    inside = shapely.covers(area.geometry, [item.geometry for item in near]) if near else ()
    return {item.id for item, is_inside in zip(near, inside, strict=True) if is_inside}


def _joined(first: Changeset, second: Changeset) -> Changeset:
    """Return both changesets as one; what both remove or change is taken from the first."""
    known = first.ids()
    more = tuple(change for change in second if change.id not in known)
    return Changeset("", (*first.changes, *more))


def _of(features: Iterable[Feature], *kinds: type[F]) -> list[F]:
    return [feature for feature in features if isinstance(feature, kinds)]


def _title(gone: Sequence[Feature]) -> str:
    if len(gone) != 1:
        return tr("Delete {count} from the map", count=len(gone))
    feature = gone[0]
    if isinstance(feature, VillagerGroup):
        return tr("Remove the area of {group}", group=feature.name)
    if isinstance(feature, Village):
        return tr("Remove the outline of {village}", village=feature.name)
    if isinstance(feature, Grid):
        return tr("Remove grid {name}", name=feature.name)
    if isinstance(feature, Household):
        return tr("Remove household {name}", name=name_of(feature) or "–")
    return tr("Delete {count} from the map", count=1)


_VERBS: Final[tuple[tuple[type[Feature], Callable[..., Removal]], ...]] = (
    (Grid, _without_grid),
    (VillagerGroup, _without_group_area),
    (Village, _without_outline),
)
