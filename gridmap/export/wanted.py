"""Which files a run makes: the villages of a volume, a booklet a village, a booklet an officer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from gridmap.errors import ExportError
from gridmap.export.plan import (
    Stage,
    village_name,
    village_order,
    villages_to_print,
)
from gridmap.export.spec import AtlasSpec
from gridmap.i18n import tr
from gridmap.model.document import Snapshot
from gridmap.model.editions import Edition, officers_with_people
from gridmap.model.features import FeatureId, Officer, Village

VOLUME: Final = "volume"
"""The key of the one file that holds all villages of a run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficersBooklet:
    """One village's booklet for one officer, where every officer gets their own."""

    officer: Officer
    village: Village
    spec: AtlasSpec


def is_one_each(spec: AtlasSpec) -> bool:
    """Whether every officer gets booklets of their own."""
    return spec.edition is Edition.OFFICER and spec.officer is None


def wanted_villages(stage: Stage) -> list[Village | None]:
    """Return the villages that a run prints. Raises: ExportError where there are none."""
    view = stage.view
    villages = villages_to_print(view, stage.spec.villages)
    if not villages and view.incident is not None:
        raise ExportError(
            tr("Nobody has to be fetched in the area of {incident}.", incident=view.incident.name),
            hint=tr("Draw its area, or enter who needs help to get away."),
        )
    if not villages and view.scope is not None and view.recipient is not None:
        raise ExportError(
            tr("{officer} has no people and no post in any village.", officer=view.recipient.name)
            if not stage.spec.villages
            else tr("{officer} answers for nothing there.", officer=view.recipient.name),
            hint=tr("Choose another officer, or name the village."),
        )
    if not villages:
        raise ExportError(
            tr("The project has no villages and no households to print."),
            hint=tr("Draw or import villages first."),
        )
    return villages


def officers_booklets(snapshot: Snapshot, spec: AtlasSpec) -> Iterator[OfficersBooklet]:
    """Yield the booklets of a P3 for every officer with people of their own, villages in order.

    Raises: ExportError where there are none.
    """
    wanted, is_empty = set(spec.villages), True
    for key, villages in officers_with_people(snapshot, on=spec.on).items():
        own = [snapshot.get(one, Village) for one in villages if not wanted or one in wanted]
        theirs = replace(spec, officer=key, villages=tuple(village.id for village in own))
        for village in sorted(own, key=village_order):
            is_empty = False
            yield OfficersBooklet(officer=snapshot.get(key, Officer), village=village, spec=theirs)
    if is_empty:
        raise ExportError(
            tr("No officer has people of their own to visit."),
            hint=tr("Enter care records and responsible officers first."),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class BookletChoice:
    """One file of a run: `spec` is what its pages are made with, `villages` are those in it.

    `key` tells it from the run's other files and stays the same when the project is edited.
    """

    key: str
    title: str
    spec: AtlasSpec
    villages: tuple[FeatureId | None, ...]


def booklets_of_officers(snapshot: Snapshot, spec: AtlasSpec) -> list[BookletChoice]:
    """Return the files of a run that makes booklets for every officer. Raises: ExportError."""
    return [
        BookletChoice(
            key=f"{item.officer.id}/{item.village.id}",
            title=f"{item.officer.name} · {village_name(item.village)}",
            spec=item.spec,
            villages=(item.village.id,),
        )
        for item in officers_booklets(snapshot, spec)
    ]


def booklets_of(stage: Stage, *, is_volume: bool) -> list[BookletChoice]:
    """Return the files of a run with one edition view: one volume, or one for each village.

    Raises: ExportError where there is nothing to print.
    """
    villages = wanted_villages(stage)
    keys = tuple(village.id if village is not None else None for village in villages)
    if is_volume:
        name = stage.view.features.project.name
        title = village_name(villages[0]) if len(villages) == 1 else name
        return [BookletChoice(key=VOLUME, title=title, spec=stage.spec, villages=keys)]
    return [
        BookletChoice(
            key=f"{stage.spec.officer or ''}/{key or ''}",
            title=village_name(village),
            spec=stage.spec,
            villages=(key,),
        )
        for key, village in zip(keys, villages, strict=True)
    ]
