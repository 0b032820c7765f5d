"""Grids that do not fit, on the command line: told after an import, repaired if asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gridmap.cli.output import run_with_progress
from gridmap.errors import UsageError
from gridmap.geo.partition_repair import TOLERANCE_M
from gridmap.i18n import tr
from gridmap.importers.grid_fit import FitChoice, VillageFit, look_at_fit, with_choice
from gridmap.model.changes import Changeset
from gridmap.model.document import Snapshot

MOST_M = 50.0
"""No repair reaches further, in metres."""


@dataclass(frozen=True, slots=True)
class FittedImport:
    """An import's changeset, repaired if asked, and what there is to say: data and sentences."""

    changeset: Changeset
    villages: list[dict[str, Any]]
    sentences: list[str]


def fitted(
    snapshot: Snapshot, changeset: Changeset, repair_m: float | None, *, quiet: bool
) -> FittedImport:
    """Return an import with its grids repaired within `repair_m` metres, told only if None.

    Raises: UsageError for a distance that is no tolerance.
    """
    if repair_m is not None and not 0.0 < repair_m <= MOST_M:
        raise UsageError(
            tr("Grids cannot be repaired within {metres} m.", metres=f"{repair_m:g}"),
            hint=tr("Give more than 0 and at most {metres} m.", metres=f"{MOST_M:g}"),
        )
    tolerance_m = TOLERANCE_M if repair_m is None else repair_m
    fit = run_with_progress(look_at_fit(snapshot, changeset, tolerance_m=tolerance_m), quiet=quiet)
    villages = [_described(village) for village in fit.villages]
    if repair_m is None:
        return FittedImport(changeset, villages, _warning(fit.villages))
    sentences = [line for village in fit.villages for line in _words(village, repair_m)]
    return FittedImport(with_choice(changeset, fit, FitChoice.REPAIR), villages, sentences)


def _described(village: VillageFit) -> dict[str, Any]:
    return {
        "village": village.name,
        "grids": _misfits(village),
        "corners": village.corners,
        "furthest_m": round(village.furthest_m, 3),
        "filled_m2": round(village.filled_m2, 1),
        "settled_m2": round(village.settled_m2, 1),
        "free_m2": round(village.free_m2, 1),
        "error": village.error,
    }


def _misfits(village: VillageFit) -> int:
    """Return how many grids do not fit: those that would move, all where nothing can be said."""
    return len(village.moves) or len(village.before)


def _warning(villages: Sequence[VillageFit]) -> list[str]:
    if not villages:
        return []
    return [
        tr(
            "{count} grids of {villages} overlap, leave gaps or reach beyond their village. Import "
            "with --repair-grids {metres} to join borders within {metres} m, or repair them later "
            "in the window.",
            count=sum(_misfits(village) for village in villages),
            villages=", ".join(village.name for village in villages),
            metres=f"{TOLERANCE_M:g}",
        )
    ]


def _words(village: VillageFit, repair_m: float) -> list[str]:
    """Return what a repair did to one village's grids, in whole sentences."""
    if village.error:
        return [
            tr(
                "The grids of {village} were not repaired: {reason}",
                village=village.name,
                reason=village.error,
            )
        ]
    return [*_moved(village), *_left_over(village, repair_m)]


def _moved(village: VillageFit) -> list[str]:
    """Return how far the corners went: of all grids, then of each."""
    return [
        tr(
            "{grids} grids of {village} repaired: {corners} corners moved, by {metres} m at most.",
            grids=len(village.moves),
            village=village.name,
            corners=village.corners,
            metres=f"{village.furthest_m:.2f}",
        ),
        *(
            tr(
                "{grid}: {corners} corners, by {metres} m at most.",
                grid=move.name,
                corners=move.corners,
                metres=f"{move.furthest_m:.2f}",
            )
            for move in village.moves
        ),
    ]


def _left_over(village: VillageFit, repair_m: float) -> list[str]:
    """Return what a person has to look at after the repair: land in dispute, land in no grid."""
    lines = []
    if village.furthest_m > repair_m:
        lines.append(
            tr(
                "In {village} grids claim the same land over more than {metres} m: it went to the "
                "first of them. Look at it in the window.",
                village=village.name,
                metres=f"{repair_m:g}",
            )
        )
    if village.free_pieces:
        lines.append(
            tr(
                "{count} pieces of {village}, {area} m² in all, stay in no grid.",
                count=village.free_pieces,
                village=village.name,
                area=f"{village.free_m2:,.0f}",
            )
        )
    return lines
