"""What the panels show, worked out from a snapshot in one go beside the window. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gridmap.i18n import tr
from gridmap.model.document import Snapshot
from gridmap.model.duties import GRID_HEAD, Responsibilities
from gridmap.model.features import (
    FeatureId,
    Grid,
    Household,
    Officer,
    Village,
    VillagerGroup,
)
from gridmap.model.live_relations import LiveRelations
from gridmap.model.relations import Relations, has_position
from gridmap.model.roster import roster_key_of
from gridmap.progress import Job, Progress
from gridmap.ui.outline import OutlineNode, outline


@dataclass(frozen=True, slots=True, kw_only=True)
class TrayRow:
    """A household that is not on the map yet."""

    household: FeatureId
    door: str
    head: str
    group: str
    village: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """Everything derived that the panels need, for one revision of the document."""

    snapshot: Snapshot
    relations: Relations
    responsibilities: Responsibilities
    root: OutlineNode
    tray: tuple[TrayRow, ...]

    def belonging(self, household: Household) -> str:
        """Return grid and group of a household in words, for example 第二网格 · 三组."""
        grid = self.snapshot.find(self.relations.grid_of.get(household.id), Grid)
        group = self.snapshot.find(self.relations.group_of.get(household.id), VillagerGroup)
        names = [item.name for item in (grid, group) if item is not None]
        return " · ".join(names) if names else tr("In no grid and no group")

    def village_name(self, feature_id: FeatureId) -> str:
        """Return the name of the village of a household or place, empty where it has none."""
        village = self.snapshot.find(self.relations.village_of.get(feature_id), Village)
        return village.name if village is not None else ""

    def head_of(self, grid: FeatureId) -> Officer | None:
        """Return the officer who heads a grid."""
        post = self.responsibilities.post(GRID_HEAD, [grid])
        return post.officer if post is not None else None


def make_digest(snapshot: Snapshot, *, on: date) -> Job[Digest]:
    """Work out the digest of a snapshot on a day."""
    yield Progress(0, 2)
    relations = LiveRelations(snapshot)
    relations.load()
    _ = relations.records_of, relations.visits_of, relations.duties_of, relations.duties_held
    responsibilities = Responsibilities(snapshot, relations, on=on)
    root = outline(snapshot, relations, responsibilities)
    yield Progress(1, 2)
    return Digest(
        snapshot=snapshot,
        relations=relations,
        responsibilities=responsibilities,
        root=root,
        tray=tuple(_tray(snapshot, relations)),
    )


def _tray(snapshot: Snapshot, relations: Relations) -> list[TrayRow]:
    """Return the households without a position in the order of the roster."""
    waiting = [item for item in snapshot.all(Household) if not has_position(item)]
    waiting.sort(key=lambda item: roster_key_of(snapshot, item))
    return [tray_row(item, snapshot, relations) for item in waiting]


def tray_row(household: Household, snapshot: Snapshot, relations: Relations) -> TrayRow:
    """Return the row of a household that waits."""
    group = snapshot.find(relations.group_of.get(household.id), VillagerGroup)
    village = snapshot.find(relations.village_of.get(household.id), Village)
    return TrayRow(
        household=household.id,
        door=household.door,
        head=household.head,
        group=group.name if group is not None else "",
        village=village.name if village is not None else "",
    )
