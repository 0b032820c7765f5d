"""Which villages' pages may look different: found from the features, without laying anything out.

Rather one village too many than one too few: what is not here is taken from the run unseen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from gridmap.export.page import PageKind
from gridmap.export.runs.marks import Bounds
from gridmap.model.changes import Change
from gridmap.model.document import FeatureReader
from gridmap.model.editions import EditionView
from gridmap.model.features import (
    KINDS,
    Area,
    CareRecord,
    Duty,
    Feature,
    FeatureId,
    Grid,
    Household,
    Line,
    Officer,
    Place,
    Project,
    Township,
    Village,
    VillagerGroup,
    Visit,
    geometry_of,
)

VillageKey = FeatureId | None
"""A village's id; None: the households that are in no village."""

_ON_OVERVIEWS: Final = (Township, Village, VillagerGroup, Grid, Line, Area)
"""Kinds that the overviews of other villages show too."""

_ON_PLACE_SHEETS: Final = (*_ON_OVERVIEWS, Place)
"""Kinds that the place sheets of other villages show too."""


def changed_features(old: FeatureReader, new: FeatureReader) -> Iterator[Change]:
    """Yield every feature that one of two readers holds otherwise than the other."""
    for kind in KINDS:
        before, after = old.table(kind), new.table(kind)
        if before is after:
            continue
        for key in before.keys() | after.keys():
            first, second = before.get(key), after.get(key)
            if first != second:
                yield Change(first, second)


class Touched:
    """Finds the villages that a change between two views of one edition can be seen in.

    `shown_m` is the ground of each village's sheets, `further_m` that of its other maps by the
    kind of their page.
    """

    def __init__(
        self,
        old: EditionView,
        new: EditionView,
        *,
        shown_m: Mapping[VillageKey, Sequence[Bounds]],
        further_m: Mapping[VillageKey, Mapping[PageKind, Sequence[Bounds]]],
    ) -> None:
        self._old, self._new = old, new
        self._shown_m, self._further_m = shown_m, further_m
        self._all: set[VillageKey] = {*shown_m, *(item.id for item in new.features.all(Village))}

    def villages(self) -> set[VillageKey]:
        """Return the villages to lay out again."""
        if not self._old.edition.shows_households or self._old.recipient != self._new.recipient:
            return self._all
        found: set[VillageKey] = set()
        for change in changed_features(self._old.features, self._new.features):
            found |= self._of_change(change)
            if found >= self._all:
                break
        return found | self._of_counts() | self._of_care()

    def _of_change(self, change: Change) -> set[VillageKey]:
        if isinstance(change.feature, Project | Township):
            return self._all
        found = self._near(change)
        for view, side in ((self._old, change.old), (self._new, change.new)):
            if side is not None:
                found |= self._owners(view, side)
        return found

    def _near(self, change: Change) -> set[VillageKey]:
        """Return the villages on whose maps a change lies."""
        found: set[VillageKey] = set()
        for side in (change.old, change.new):
            shape = geometry_of(side) if side is not None else None
            if shape is None:
                continue
            box = shape.bounds
            for village, shown in self._shown_m.items():
                if any(_meet(box, one) for one in shown):
                    found.add(village)
            if isinstance(change.feature, _ON_OVERVIEWS):
                found |= self._on_maps(PageKind.OVERVIEW, box)
            if isinstance(change.feature, _ON_PLACE_SHEETS):
                found |= self._on_maps(PageKind.PLACE, box)
        return found

    def _on_maps(self, kind: PageKind, box: Bounds) -> set[VillageKey]:
        """Return the villages of which a map of a kind shows some of a box."""
        return {
            key
            for key, maps in self._further_m.items()
            if any(_meet(box, one) for one in maps.get(kind, ()))
        }

    def _owners(self, view: EditionView, feature: Feature) -> set[VillageKey]:
        """Return the villages whose tables, counts or legends tell of a feature."""
        if isinstance(feature, Household | Place):
            return {view.relations.village_of.get(feature.id)}
        if isinstance(feature, Village):
            return {feature.id}
        if isinstance(feature, VillagerGroup | Grid):
            return {feature.village}
        if isinstance(feature, CareRecord):
            return {view.relations.village_of.get(feature.household)}
        if isinstance(feature, Visit):
            record = view.features.find(feature.record, CareRecord)
            return self._owners(view, record) if record is not None else set()
        if isinstance(feature, Duty):
            return self._of_scope(view, feature.scope)
        if isinstance(feature, Officer):
            return self._of_officer(view, feature.id)
        return set()

    def _of_officer(self, view: EditionView, officer: FeatureId) -> set[VillageKey]:
        found: set[VillageKey] = set()
        for duty in view.features.all(Duty):
            if officer in (duty.officer, duty.deputy):
                found |= self._of_scope(view, duty.scope)
        for record in view.features.all(CareRecord):
            if officer in (record.leader, record.officer, record.deputy):
                found |= self._owners(view, record)
        return found

    def _of_scope(self, view: EditionView, scope: FeatureId) -> set[VillageKey]:
        feature = view.features.find_any(scope)
        if feature is None or isinstance(feature, Township):
            return self._all
        return self._owners(view, feature)

    def _of_counts(self) -> set[VillageKey]:
        old, new = self._old.counts, self._new.counts
        found: set[VillageKey] = set()
        for scope in old.keys() | new.keys():
            if old.get(scope) != new.get(scope):
                for view in (self._old, self._new):
                    feature = view.features.find_any(scope)
                    found |= self._owners(view, feature) if feature is not None else set()
        return found

    def _of_care(self) -> set[VillageKey]:
        """Return the villages of people whose visits are due otherwise, if only for the day."""
        old = {entry.record.id: entry for entry in self._old.care}
        new = {entry.record.id: entry for entry in self._new.care}
        found: set[VillageKey] = set()
        for key in old.keys() | new.keys():
            if old.get(key) != new.get(key):
                for view, entries in ((self._old, old), (self._new, new)):
                    if key in entries:
                        household = entries[key].household
                        found.add(view.relations.village_of.get(household.id))
                        if household.geometry is not None:
                            found |= self._on_maps(PageKind.PLACE, household.geometry.bounds)
        return found


def _meet(first: Iterable[float], second: Iterable[float]) -> bool:
    min_x, min_y, max_x, max_y = first
    left, low, right, high = second
    return min_x <= right and left <= max_x and min_y <= high and low <= max_y
