"""Random drawing as a person does it: actions, changesets, a session and its file behind it.

The same strokes as in partition_play.py, but each is carried out through `Session.apply`; undo and
redo are those of the session, and must lead to the very shapes that were there before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from shapely import LineString

from gridmap.actions import boundaries, grids, placing
from gridmap.actions.land import partition_of_village
from gridmap.errors import GeometryError
from gridmap.geo.partition import Partition
from gridmap.geo.partition_edges import Surface
from gridmap.model.changes import Changeset
from gridmap.model.features import FeatureId, Grid, Household, Village
from gridmap.session import Session, open_session
from gridmap.store.geopackage import create_project
from tests.helpers.build import TODAY, household, project
from tests.helpers.partition_play import Play

VILLAGE = FeatureId("v")
HOUSES = 60


class SessionVerbs:
    """The strokes of a Play as acts of a session; every answer is read from its document."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def draw(
        self, _now: Partition, _key: str, outline: Surface, *, take: bool = False
    ) -> Partition:
        """Draw a grid; its key is given by the action."""
        return self._do(grids.draw_grid(self.session.document, VILLAGE, outline, take=take))

    def split(
        self, _now: Partition, key: str, line: LineString, *, new_key: Callable[[], str]
    ) -> Partition:
        """Split a grid; the keys of the new ones are given by the action."""
        return self._do(grids.split_grid(self.session.document, FeatureId(key), line))

    def merge(self, _now: Partition, keys: list[str], *, keep: str) -> Partition:
        """Merge grids."""
        ids = [FeatureId(key) for key in keys]
        return self._do(grids.merge_grids(self.session.document, ids, keep=FeatureId(keep)))

    def reshape(
        self, _now: Partition, line: LineString, *, between: tuple[str | None, str | None]
    ) -> Partition:
        """Draw a piece of a border anew."""
        one, other = (None if key is None else FeatureId(key) for key in between)
        document = self.session.document
        return self._do(boundaries.reshape_border(document, VILLAGE, line, between=(one, other)))

    def move(
        self,
        _now: Partition,
        start: tuple[float, float],
        end: tuple[float, float],
        *,
        with_outline: bool,
    ) -> Partition:
        """Move a corner."""
        document = self.session.document
        return self._do(
            boundaries.move_vertex(document, VILLAGE, start, end, with_outline=with_outline)
        )

    def insert(self, _now: Partition, x_m: float, y_m: float, *, tolerance_m: float) -> Partition:
        """Insert a corner."""
        document = self.session.document
        return self._do(
            boundaries.insert_vertex(document, VILLAGE, x_m, y_m, tolerance_m=tolerance_m)
        )

    def delete(self, _now: Partition, x_m: float, y_m: float) -> Partition:
        """Delete a corner."""
        return self._do(boundaries.delete_vertex(self.session.document, VILLAGE, x_m, y_m))

    def fill(self, _now: Partition, x_m: float, y_m: float) -> Partition:
        """Give land in no grid to the best neighbour."""
        return self._do(grids.fill_gap(self.session.document, VILLAGE, x_m, y_m))

    def remove(self, _now: Partition, key: str) -> Partition:
        """Remove a grid."""
        return self._do(grids.remove_grid(self.session.document, FeatureId(key)))

    def undo(self, before: Partition) -> Partition:
        """Take the last act back; the shapes are the very ones of before."""
        assert self.session.undo() is not None
        return self._same_as(before)

    def redo(self, after: Partition) -> Partition:
        """Bring the act back in; the shapes are the very ones of after it."""
        assert self.session.redo() is not None
        return self._same_as(after)

    def partition(self) -> Partition:
        """Return the grids as they stand in the document."""
        return partition_of_village(self.session.document, VILLAGE)

    def _do(self, changeset: Changeset) -> Partition:
        if not changeset:  # a corner moved by less than the raster: no act, nothing to undo
            raise GeometryError("nothing changed", hint="none needed")
        self.session.apply(changeset)
        return self.partition()

    def _same_as(self, wanted: Partition) -> Partition:
        now = self.partition()
        assert now.outline == wanted.outline
        assert dict(now.grids) == dict(wanted.grids)
        return now


def village_project(path: Path, start: Partition, *, houses: int = HOUSES) -> None:
    """Make a project of one village with these grids and households that wait for their place."""
    village = Village(id=VILLAGE, name="柳溪村", code="622921105201", geometry=start.outline)
    parts = [
        Grid(id=FeatureId(key), name=key, village=VILLAGE, geometry=shape)
        for key, shape in start.grids.items()
    ]
    waiting = [
        replace(household(f"h{number:03d}"), village=VILLAGE, geometry=None)
        for number in range(houses)
    ]
    create_project(path, project(), [village, *parts, *waiting])


def village_session(path: Path, start: Partition) -> Session:
    """Return a session on a new project of one village."""
    village_project(path, start)
    return open_session(path, author="周建国")


class SessionPlay(Play):
    """A village drawn on at random through its session, houses placed in between."""

    def __init__(self, session: Session, seed: int) -> None:
        verbs = SessionVerbs(session)
        super().__init__(verbs.partition(), seed, verbs)
        self.session = session
        self.strokes.append(("place", self._place))

    def some_spot(self) -> tuple[float, float]:
        """Return a point of the village's box in metres."""
        x_m, y_m = self._some_spot().tolist()
        return x_m, y_m

    def begin_anew(self) -> None:
        """Forget what the strokes could take back: something else was done in between."""
        self.past.clear()
        self.future.clear()
        self.now = self.verbs.partition()

    def _place(self) -> tuple[Partition, set[str]]:
        houses = list(self.session.document.all(Household))
        house = houses[int(self.rng.integers(0, len(houses)))]
        spots = {house.id: self.some_spot()}
        self.session.apply(placing.place_households(self.session.document, spots, on=TODAY))
        return self.verbs.partition(), set()
