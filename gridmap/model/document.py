"""The document: all features in memory, by id and kind, with a spatial index.

Snapshots cost next to nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Set, ValuesView
from typing import TypeVar, cast

from gridmap.errors import StaleChangeError
from gridmap.i18n import tr
from gridmap.model.changes import Bounds, Change, Changeset
from gridmap.model.features import KINDS, Feature, FeatureId, Project
from gridmap.model.spatial_index import SpatialIndex

F = TypeVar("F", bound=Feature)
Table = dict[FeatureId, Feature]


class FeatureReader:
    """Reading features by id and kind.

    Documents and snapshots share it; whatever only reads takes a FeatureReader.
    """

    __slots__ = ("_tables",)

    def __init__(self, tables: dict[type[Feature], Table] | None = None) -> None:
        self._tables: dict[type[Feature], Table] = (
            tables if tables is not None else {kind: {} for kind in KINDS}
        )

    def table(self, kind: type[F]) -> Mapping[FeatureId, F]:
        """Return the features of a kind by id. Do not keep it across a change of a Document."""
        return self._tables[kind]  # type: ignore[return-value]

    def all(self, kind: type[F]) -> ValuesView[F]:
        """Return the features of a kind, in the order they were added."""
        return self._tables[kind].values()  # type: ignore[return-value]

    def count(self, kind: type[Feature]) -> int:
        """Return how many features of a kind there are."""
        return len(self._tables[kind])

    def find(self, feature_id: FeatureId | None, kind: type[F]) -> F | None:
        """Return a feature of a kind by id, None where there is no such feature (or no id)."""
        if feature_id is None:
            return None
        return self._tables[kind].get(feature_id)  # type: ignore[return-value]

    def get(self, feature_id: FeatureId, kind: type[F]) -> F:
        """Return a feature that must exist.

        Raises KeyError: a reference to nothing is our own bug.
        """
        return self._tables[kind][feature_id]  # type: ignore[return-value]

    def find_any(self, feature_id: FeatureId) -> Feature | None:
        """Return a feature by id alone, whatever its kind."""
        for table in self._tables.values():
            feature = table.get(feature_id)
            if feature is not None:
                return feature
        return None

    def find_all(self, ids: Collection[FeatureId]) -> list[Feature]:
        """Return the features of some ids, kind by kind; ids that are gone are left out.

        For very many: 100,000 take some milliseconds.
        """
        wanted = ids if isinstance(ids, Set) else frozenset(ids)
        found: list[Feature] = []
        for table in self._tables.values():
            found.extend(map(table.__getitem__, table.keys() & wanted))
        return found

    @property
    def project(self) -> Project:
        """The project's own feature.

        Raises KeyError where there is none: every project file has one.
        """
        for feature in self.all(Project):
            return feature
        raise KeyError("project")

    def __len__(self) -> int:
        """The number of all features."""
        return sum(len(table) for table in self._tables.values())


class Snapshot(FeatureReader):
    """All features at one moment.

    It never changes, so a job may read it in a thread while drawing goes on.
    """

    __slots__ = ("revision",)

    def __init__(self, tables: dict[type[Feature], Table], revision: int = 0) -> None:
        super().__init__(tables)
        self.revision = revision

    @classmethod
    def of(cls, features: Iterable[Feature]) -> Snapshot:
        """Return a snapshot that holds just these features."""
        tables: dict[type[Feature], Table] = {kind: {} for kind in KINDS}
        for feature in features:
            tables[type(feature)][feature.id] = feature
        return cls(tables)


class Trial(FeatureReader):
    """The features of a reader with changes tried out on them; the reader itself stays as it is.

    A later edit of a row of edits reads what the earlier ones would leave behind.
    """

    __slots__ = ("_first", "_own")

    def __init__(self, reader: FeatureReader) -> None:
        super().__init__({kind: cast(Table, reader.table(kind)) for kind in KINDS})
        self._own: set[type[Feature]] = set()
        self._first: dict[FeatureId, Change] = {}

    def apply(self, changeset: Changeset) -> None:
        """Carry out a changeset here."""
        for change in changeset.changes:
            kind = type(change.feature)
            if kind not in self._own:
                self._own.add(kind)
                self._tables[kind] = dict(self._tables[kind])
            self._first.setdefault(change.id, change)
            if change.new is None:
                del self._tables[kind][change.id]
            else:
                self._tables[kind][change.id] = change.new

    def changes(self, title: str) -> Changeset:
        """Return all that was tried out as one changeset; what cancelled out is left out."""
        found: list[Change] = []
        for first in self._first.values():
            now = self._tables[type(first.feature)].get(first.id)
            if first.old != now:
                found.append(Change(first.old, now))
        return Changeset(title, tuple(found))


class Document(FeatureReader):
    """All features, changed only by `apply`.

    `revision` counts the changesets applied since loading.
    """

    __slots__ = ("_index", "_shared", "revision")

    def __init__(self, features: Iterable[Feature] = ()) -> None:
        super().__init__()
        for feature in features:
            self._tables[type(feature)][feature.id] = feature
        self._shared: set[type[Feature]] = set()
        self._index: dict[type[Feature], SpatialIndex] = {}
        self.revision = 0

    def check(self, changeset: Changeset) -> None:
        """Raise StaleChangeError if an old side is not what is held."""
        seen: set[FeatureId] = set()
        for change in changeset.changes:
            held = self._tables[type(change.feature)].get(change.id)
            if change.id in seen or not _is_same(held, change.old):
                raise StaleChangeError(
                    tr(
                        "“{title}” no longer fits: something it changes has changed since.",
                        title=changeset.title,
                    ),
                    hint=tr("Look at the current state and do it again."),
                )
            seen.add(change.id)

    def apply(self, changeset: Changeset) -> None:
        """Check and carry out a changeset. Raises StaleChangeError and then changes nothing."""
        self.check(changeset)
        for kind in changeset.kinds() & self._shared:
            self._tables[kind] = dict(self._tables[kind])
            self._shared.discard(kind)
        for change in changeset.changes:
            self._apply_one(change)
        self.revision += 1

    def snapshot(self) -> Snapshot:
        """Return the features as they are now.

        The next change of a kind copies that kind's table once.
        """
        self._shared = set(self._tables)
        return Snapshot(dict(self._tables), self.revision)

    def index(self, kind: type[Feature]) -> SpatialIndex:
        """Return the spatial index of a kind, made at first use and kept up to date after."""
        index = self._index.get(kind)
        if index is None:
            index = self._index[kind] = SpatialIndex(self._tables[kind].values())
        return index

    def adopt_index(self, kind: type[Feature], index: SpatialIndex, *, revision: int) -> None:
        """Use an index that was made elsewhere of the features of a revision.

        One that comes too late, after a change or after one made at first use, is left aside.
        """
        if revision == self.revision:
            self._index.setdefault(kind, index)

    def in_box(self, kind: type[F], bounds: Bounds) -> list[F]:
        """Return the features of a kind whose bounding box meets a box in metres."""
        table = self.table(kind)
        return [table[feature_id] for feature_id in self.index(kind).query(bounds)]

    def _apply_one(self, change: Change) -> None:
        kind = type(change.feature)
        if change.new is None:
            del self._tables[kind][change.id]
        else:
            self._tables[kind][change.id] = change.new
        index = self._index.get(kind)
        if index is not None:
            index.update(change.id, change.new)


def _is_same(held: Feature | None, old: Feature | None) -> bool:
    if held is old:
        return True
    return held is not None and old is not None and held == old
