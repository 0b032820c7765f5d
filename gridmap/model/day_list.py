"""Whom an officer visits next: who is due, in the order of a walk from door to door."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from gridmap.geo.walking_order import walk_length_m, walking_order
from gridmap.model.features import CareRecord, FeatureId, Household
from gridmap.model.sorting import door_key

if TYPE_CHECKING:
    from gridmap.model.editions import CareEntry


class AtHome(Protocol):
    """Somebody who is met at home."""

    @property
    def record(self) -> CareRecord:
        """The care record."""

    @property
    def household(self) -> Household:
        """Where the person lives."""


P = TypeVar("P", bound=AtHome)

WEEK_DAYS: Final = 7
"""Visits due within so many days are on the list of the day."""


def due_within(entries: Iterable[CareEntry], *, on: date, days: int = WEEK_DAYS) -> list[CareEntry]:
    """Return the entries whose next visit is overdue or due within some days, latest first."""
    last = on + timedelta(days=days)
    due = [item for item in entries if item.due.next_day is not None and item.due.next_day <= last]
    return sorted(due, key=lambda item: (item.due.next_day or last, item.record.id))


def in_walking_order(entries: Sequence[P]) -> list[P]:
    """Return entries village by village in the order of a short walk; unplaced ones come last.

    The walk begins at an outermost house of the village, whichever makes it shortest. People of one
    house stand together.
    """
    by_village: dict[FeatureId | None, list[P]] = {}
    for entry in entries:
        by_village.setdefault(entry.household.village, []).append(entry)
    ordered = sorted(by_village.items(), key=lambda pair: pair[0] or "")
    return [entry for _, people in ordered for entry in _walk(people)]


def _walk(entries: list[P]) -> list[P]:
    homes: dict[FeatureId, list[P]] = {}
    for entry in sorted(entries, key=lambda item: (door_key(item.household.door), item.record.id)):
        homes.setdefault(entry.household.id, []).append(entry)
    placed = [people for people in homes.values() if people[0].household.geometry is not None]
    waiting = [people for people in homes.values() if people[0].household.geometry is None]
    points = [
        (point.x, point.y)
        for people in placed
        if (point := people[0].household.geometry) is not None
    ]
    walk = [placed[index] for index in _shortest(points)]
    return [entry for people in (*walk, *waiting) for entry in people]


def _shortest(points_m: list[tuple[float, float]]) -> list[int]:
    """Return the shortest of the walks that begin at the outermost points."""
    if not points_m:
        return []
    starts = {
        min(points_m),
        max(points_m),
        min(points_m, key=lambda at: (at[1], at[0])),
        max(points_m, key=lambda at: (at[1], at[0])),
    }
    walks = [walking_order(points_m, start_m=start) for start in sorted(starts)]
    return min(walks, key=lambda order: walk_length_m(points_m, order))
