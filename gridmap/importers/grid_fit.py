"""Do the grids that come in fit? What a repair would move, told before anything is taken in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import shapely

from gridmap.actions.grids import repair_grids
from gridmap.actions.land import partition_of_village, parts_of
from gridmap.errors import GridMapError
from gridmap.geo.partition import unassigned
from gridmap.geo.partition_edges import Surface
from gridmap.geo.partition_moves import Moved
from gridmap.geo.partition_repair import TOLERANCE_M, Repair
from gridmap.i18n import tr
from gridmap.model.changes import Change, Changeset
from gridmap.model.document import FeatureReader, Snapshot, Trial
from gridmap.model.features import Duty, FeatureId, Grid, Household, Village
from gridmap.progress import Job, Progress


class FitChoice(StrEnum):
    """What to do with grids that do not fit: repair them, take them as they are, leave them out."""

    REPAIR = "repair"
    AS_IS = "as_is"
    LEAVE_OUT = "leave_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class GridMove:
    """What a repair does to one grid: how many corners move, how far at most, where that is."""

    grid: FeatureId
    name: str
    corners: int
    furthest: Moved

    @property
    def furthest_m(self) -> float:
        """The largest move in metres."""
        return self.furthest.distance_m


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageFit:
    """What the repair of one village's grids would do; nothing is changed yet.

    `before` and `after` are the outlines by grid id. `filled_m2` is land between grids that goes to
    one of them, `settled_m2` land that several claimed or that lies outside the village, `free_m2`
    what stays in no grid, in `free_pieces` pieces. `error` says why it cannot be repaired.
    """

    village: FeatureId
    name: str
    outline: Surface
    before: Mapping[str, Surface]
    after: Mapping[str, Surface]
    changes: Changeset
    moves: tuple[GridMove, ...]
    filled_m2: float = 0.0
    settled_m2: float = 0.0
    free_m2: float = 0.0
    free_pieces: int = 0
    error: str = ""

    @property
    def corners(self) -> int:
        """How many corners move."""
        return sum(move.corners for move in self.moves)

    @property
    def furthest_m(self) -> float:
        """The largest move in metres, 0 where nothing moves."""
        return max((move.furthest_m for move in self.moves), default=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class GridFit:
    """What does not fit, village by village; `incoming` are the grids that the files bring."""

    villages: tuple[VillageFit, ...]
    incoming: frozenset[FeatureId]


def look_at_fit(
    snapshot: Snapshot, changeset: Changeset, *, tolerance_m: float = TOLERANCE_M
) -> Job[GridFit]:
    """Return what does not fit among the grids of the villages that a changeset touches.

    Villages whose grids fit, and those without outline, are left out.
    """
    after = Trial(snapshot)
    after.apply(changeset)
    incoming = frozenset(
        change.id
        for change in changeset
        if isinstance(change.new, Grid) and change.new.geometry is not None
    )
    villages = _touched(after, changeset)
    found = []
    for number, village in enumerate(villages):
        yield Progress(number, len(villages), tr("Fitting the grids of {name}.", name=village.name))
        fit = village_fit(after, village.id, tolerance_m=tolerance_m)
        if fit is not None:
            found.append(fit)
    return GridFit(villages=tuple(found), incoming=incoming)


def look_at_project(snapshot: Snapshot, *, tolerance_m: float = TOLERANCE_M) -> Job[GridFit]:
    """Return what does not fit among the grids of a project, village by village."""
    drawn = {grid.village for grid in snapshot.all(Grid) if grid.geometry is not None}
    villages = [item for item in snapshot.all(Village) if item.id in drawn and item.geometry]
    found = []
    for number, village in enumerate(villages):
        yield Progress(number, len(villages), tr("Fitting the grids of {name}.", name=village.name))
        if _fits(snapshot, village.id):
            continue
        fit = village_fit(snapshot, village.id, tolerance_m=tolerance_m)
        if fit is not None:
            found.append(fit)
    return GridFit(villages=tuple(found), incoming=frozenset())


def _fits(reader: FeatureReader, village: FeatureId) -> bool:
    """Whether a village's grids can be drawn on as they are."""
    try:
        partition_of_village(reader, village)
    except GridMapError:
        return False
    return True


def village_fit(
    reader: FeatureReader, village: FeatureId, *, tolerance_m: float = TOLERANCE_M
) -> VillageFit | None:
    """Return what a repair of a village's grids would do, None where they fit already."""
    feature = reader.get(village, Village)
    assert feature.geometry is not None
    before = parts_of(reader, village)
    base = VillageFit(
        village=village,
        name=feature.name,
        outline=feature.geometry,
        before=before,
        after=before,
        changes=Changeset(""),
        moves=(),
    )
    try:
        changes, repair = repair_grids(reader, village, tolerance_m=tolerance_m)
    except GridMapError as error:
        return replace(base, error=str(error))
    if not repair.moved and not repair.disputed:
        return None
    return _described(reader, base, changes, repair)


def with_choice(changeset: Changeset, fit: GridFit, choice: FitChoice) -> Changeset:
    """Return the changeset of an import with what was chosen for grids that do not fit."""
    if choice is FitChoice.AS_IS:
        return changeset
    if choice is FitChoice.LEAVE_OUT:
        doubtful = {FeatureId(key) for village in fit.villages for key in village.before}
        return _without(changeset, doubtful & fit.incoming)
    for village in fit.villages:
        changeset = changeset.merged_with(village.changes)
    return changeset


def _touched(reader: FeatureReader, changeset: Changeset) -> list[Village]:
    """Return the villages with an outline whose grids or outlines change, in their order."""
    ids = {change.new.village for change in changeset if isinstance(change.new, Grid)}
    ids |= {change.id for change in changeset if isinstance(change.new, Village)}
    drawn = {grid.village for grid in reader.all(Grid) if grid.geometry is not None}
    return [
        village
        for village in reader.all(Village)
        if village.id in ids & drawn and village.geometry is not None
    ]


def _described(
    reader: FeatureReader, base: VillageFit, changes: Changeset, repair: Repair
) -> VillageFit:
    after = dict(repair.partition.grids)
    sound = [shapely.make_valid(shape) for shape in base.before.values()]
    held = shapely.union_all(sound)
    claimed_m2 = sum(shape.area for shape in sound)
    filled = shapely.difference(shapely.union_all(list(after.values())), held)
    free = unassigned(repair.partition)
    return replace(
        base,
        after=after,
        changes=changes,
        moves=_moves(reader, repair.moved),
        filled_m2=float(filled.area),
        settled_m2=claimed_m2 - shapely.intersection(held, base.outline).area,
        free_m2=sum(piece.area_m2 for piece in free),
        free_pieces=len(free),
    )


def _moves(reader: FeatureReader, moved: Sequence[Moved]) -> tuple[GridMove, ...]:
    by_grid: dict[str, list[Moved]] = defaultdict(list)
    for item in moved:
        by_grid[item.key].append(item)
    found = [
        GridMove(
            grid=FeatureId(key),
            name=reader.get(FeatureId(key), Grid).name,
            corners=len(items),
            furthest=max(items, key=lambda item: item.distance_m),
        )
        for key, items in by_grid.items()
    ]
    return tuple(sorted(found, key=lambda move: -move.furthest_m))


def _without(changeset: Changeset, grids: Collection[FeatureId]) -> Changeset:
    """Return a changeset without some grids, their duties, and assignments by hand to them."""
    kept: list[Change] = []
    fresh = {change.id for change in changeset if change.id in grids and change.old is None}
    for change in changeset:
        new = change.new
        is_duty = isinstance(new, Duty) and new.scope in fresh
        if change.id in grids or is_duty:
            continue
        if isinstance(new, Household) and new.grid_override in fresh:
            new = replace(new, grid_override=None, grid_override_reason="")
            if new == change.old:
                continue
            change = Change(change.old, new)
        kept.append(change)
    return Changeset(changeset.title, tuple(kept))
