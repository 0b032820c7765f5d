"""What changed since the last edition, as the change page takes it.

It is worked out where the last run is kept.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from gridmap.model.features import FeatureId
from gridmap.model.surnames import surname_and_stars


class ChangeKind(StrEnum):
    """What became of a thing since the last edition, in the order in which the page tells it."""

    ADDED = "added"
    GONE = "gone"
    MOVED = "moved"
    HEAD = "head"
    DOOR = "door"
    OFFICER = "officer"
    BOUNDARY = "boundary"
    PLACE = "place"


HOUSEHOLD_KINDS: Final = frozenset(
    {ChangeKind.ADDED, ChangeKind.GONE, ChangeKind.MOVED, ChangeKind.HEAD, ChangeKind.DOOR}
)
"""Kinds that tell of a household: only in editions that show households."""


_OF_HEADS: Final = frozenset({ChangeKind.ADDED, ChangeKind.GONE, ChangeKind.HEAD})
"""Kinds of which both sides are the heads of a household."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change: `what` it is about (a door, a post, an area), how it was, how it is now.

    `feature` is the household or place, by which the page finds page and cell; None: none.
    """

    kind: ChangeKind
    what: str
    before: str = ""
    after: str = ""
    village: FeatureId | None = None
    feature: FeatureId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What changed since the day of the last edition.

    `swap` are the ids of the sheets to print again, as "VILLAGE-KEY/SHEET-ID", the names of their
    pages; `gone` those of the sheets that are no longer there. `confined` are the officer and the
    grid that the last edition was confined to.
    """

    since: date
    rows: tuple[Change, ...] = ()
    swap: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    confined: tuple[FeatureId | None, FeatureId | None] = (None, None)


def with_surnames(row: Change) -> Change:
    """Return a change with the surnames only of the heads that it names."""
    if row.kind not in _OF_HEADS:
        return row
    before, after = surname_and_stars(row.before), surname_and_stars(row.after)
    return replace(row, before=before, after=after)
