"""Which sheets of a household map name other officers on a later day, so that they print again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gridmap.export.officers import village_officers
from gridmap.export.plan import Stage, VillagePlan, plan_village, village_name, villages_to_print
from gridmap.export.spec import AtlasSpec
from gridmap.model.document import Snapshot
from gridmap.model.editions import Edition, EditionView, edition_view
from gridmap.model.features import Village
from gridmap.progress import Job


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedSheet:
    """A sheet to print again: its village, its group or grid, its stable id and its page's name."""

    village: str
    unit: str
    sheet_id: str
    name: str


def changed_sheets(snapshot: Snapshot, *, before: date, after: date) -> Job[list[ChangedSheet]]:
    """Return the sheets whose officers' legend differs between two days, in the atlas' order.

    Only villages in which a post changes are laid out.
    """
    old, new = _stage(snapshot, before), _stage(snapshot, after)
    found: list[ChangedSheet] = []
    for village in villages_to_print(new.view, ()):
        if _posts(old.view, village) == _posts(new.view, village):
            continue
        earlier = VillagePlan(old, village)
        plan = yield from plan_village(new, village)
        found += [
            ChangedSheet(
                village=village_name(village),
                unit=item.sheet.unit.name,
                sheet_id=item.sheet.sheet_id,
                name=item.name,
            )
            for item in plan.sheets
            if earlier.officers_of(item.sheet) != item.officers
        ]
    return found


def _stage(snapshot: Snapshot, on: date) -> Stage:
    spec = AtlasSpec(edition=Edition.HOUSEHOLD, on=on)
    return Stage(edition_view(snapshot, Edition.HOUSEHOLD, on=on), spec)


def _posts(view: EditionView, village: Village | None) -> list[tuple[str, str, str, str]]:
    """Return who holds which post of a village, its groups and grids, without since when."""
    return [
        (
            post.role,
            post.scope,
            post.officer.id if post.officer is not None else "",
            post.deputy.id if post.deputy is not None else "",
        )
        for post, _ in village_officers(view, village)
    ]
