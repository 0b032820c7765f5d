"""Changes: the only currency of undo, disk, redraw, history and merging."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import shapely

from gridmap.model.features import Feature, FeatureId, geometry_of

Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Change:
    """One feature before and after; `old` None: added, `new` None: removed.

    Never both None, always the same id and kind.
    """

    old: Feature | None
    new: Feature | None

    def __post_init__(self) -> None:
        """Refuse a change of nothing, of two features, or of a feature into another kind."""
        if self.old is None and self.new is None:
            raise ValueError("a change needs an old or a new side")
        if self.old is None or self.new is None:
            return
        if self.old.id != self.new.id or type(self.old) is not type(self.new):
            raise ValueError("both sides of a change are the same feature")

    @property
    def feature(self) -> Feature:
        """The newest side there is."""
        side = self.new if self.new is not None else self.old
        assert side is not None
        return side

    @property
    def id(self) -> FeatureId:
        """The id of the feature that changes."""
        return self.feature.id

    def inverted(self) -> Change:
        """Return the change that takes this one back."""
        return Change(self.new, self.old)


@dataclass(frozen=True, slots=True)
class Changeset:
    """A title for people and the changes, each feature at most once."""

    title: str
    changes: tuple[Change, ...] = ()

    def __bool__(self) -> bool:
        """A changeset without changes is false."""
        return bool(self.changes)

    def __len__(self) -> int:
        """The number of features that change."""
        return len(self.changes)

    def __iter__(self) -> Iterator[Change]:
        """The changes in their order."""
        return iter(self.changes)

    def inverted(self) -> Changeset:
        """Return the changeset that takes this one back: reverse order, same title."""
        return Changeset(self.title, tuple(change.inverted() for change in reversed(self.changes)))

    def merged_with(self, later: Changeset) -> Changeset:
        """Return one changeset with the effect of this one followed by `later`.

        What cancels out is left out.
        """
        merged: dict[FeatureId, Change] = {change.id: change for change in self.changes}
        for change in later.changes:
            before = merged.pop(change.id, None)
            old = change.old if before is None else before.old
            if old is None and change.new is None:
                continue
            if old is not None and change.new is not None and old == change.new:
                continue
            merged[change.id] = Change(old, change.new)
        return Changeset(self.title, tuple(merged.values()))

    def kinds(self) -> frozenset[type[Feature]]:
        """Return the kinds of feature that change."""
        return frozenset(type(change.feature) for change in self.changes)

    def ids(self) -> frozenset[FeatureId]:
        """Return the ids of the features that change."""
        return frozenset(change.id for change in self.changes)

    def bounds(self) -> Bounds | None:
        """Return min x, min y, max x, max y in metres over all geometries of both sides.

        None where there is none.
        """
        shapes = [
            shape
            for change in self.changes
            for side in (change.old, change.new)
            if side is not None and (shape := geometry_of(side)) is not None
        ]
        if not shapes:
            return None
        low_x, low_y, high_x, high_y = shapely.total_bounds(shapes).tolist()
        return low_x, low_y, high_x, high_y


def added(title: str, features: Iterable[Feature]) -> Changeset:
    """Return a changeset that adds features."""
    return Changeset(title, tuple(Change(None, feature) for feature in features))


def removed(title: str, features: Iterable[Feature]) -> Changeset:
    """Return a changeset that removes features."""
    return Changeset(title, tuple(Change(feature, None) for feature in features))


def edited(title: str, pairs: Iterable[tuple[Feature, Feature]]) -> Changeset:
    """Return a changeset from pairs of old and new; pairs that are equal are left out."""
    return Changeset(title, tuple(Change(old, new) for old, new in pairs if old != new))
