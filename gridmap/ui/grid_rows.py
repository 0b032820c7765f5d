"""The list of grids with who looks after each. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from gridmap.model.document import FeatureReader
from gridmap.model.duties import AUXILIARY, GRID_HEAD, LEADER, Post, Responsibilities
from gridmap.model.features import FeatureId, Grid, Village
from gridmap.model.relations import Relations


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    """One grid. A name that is empty is a post that nobody fills. `phone` is the grid head's."""

    grid: FeatureId
    village: str
    name: str
    code: str
    households: int
    leader: str
    head: str
    auxiliary: str
    phone: str

    @property
    def empty_posts(self) -> int:
        """How many of the three posts nobody fills."""
        return sum(not name for name in (self.leader, self.head, self.auxiliary))


def grid_rows(
    reader: FeatureReader,
    relations: Relations,
    responsibilities: Responsibilities,
    *,
    kept: Mapping[FeatureId, GridRow] = MappingProxyType({}),
) -> tuple[GridRow, ...]:
    """Return all grids by village and grid code. `kept` are rows that are still right."""
    villages = {village.id: village for village in reader.all(Village)}
    grids = sorted(
        reader.all(Grid),
        key=lambda grid: (
            villages[grid.village].code if grid.village in villages else "",
            grid.code,
            grid.name,
        ),
    )
    return tuple(
        kept.get(grid.id) or _row(grid, villages.get(grid.village), relations, responsibilities)
        for grid in grids
    )


def auxiliary_names(
    grid: FeatureId, relations: Relations, responsibilities: Responsibilities
) -> str:
    """Return the auxiliaries of a grid and of the groups whose households it has."""
    households = relations.households_in_grid.get(grid, ())
    found = {relations.group_of.get(item.id) for item in households}
    groups = sorted(group for group in found if group is not None)
    helpers = [responsibilities.post(AUXILIARY, [scope]) for scope in (grid, *groups)]
    return "、".join(dict.fromkeys(name for post in helpers if (name := _name(post))))


def _row(
    grid: Grid, village: Village | None, relations: Relations, responsibilities: Responsibilities
) -> GridRow:
    households = relations.households_in_grid.get(grid.id, ())
    head = responsibilities.post(GRID_HEAD, [grid.id])
    return GridRow(
        grid=grid.id,
        village=village.name if village is not None else "",
        name=grid.name,
        code=grid.code,
        households=len(households),
        leader=_name(responsibilities.post(LEADER, responsibilities.scopes_of(grid.id))),
        head=_name(head),
        auxiliary=auxiliary_names(grid.id, relations, responsibilities),
        phone=head.officer.phone if head is not None and head.officer is not None else "",
    )


def _name(post: Post | None) -> str:
    return post.officer.name if post is not None and post.officer is not None else ""
