"""The township as an outline: villages, grids and groups with households and gaps. No Qt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from gridmap.i18n import tr
from gridmap.model.document import FeatureReader
from gridmap.model.duties import GRID_HEAD, Responsibilities
from gridmap.model.features import FeatureId, Grid, Household, Township, Village, VillagerGroup
from gridmap.model.relations import Relations, has_position


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineNode:
    """One line of the outline.

    `feature` None: a line that stands for the whole project or for land in no grid. `gaps` counts
    what needs doing; `gap_text` says it in words. `key` is unique in the outline.
    """

    key: str
    kind: str
    name: str
    feature: FeatureId | None = None
    households: int = 0
    gaps: int = 0
    gap_text: str = ""
    children: tuple[OutlineNode, ...] = ()


def outline(
    reader: FeatureReader,
    relations: Relations,
    responsibilities: Responsibilities,
    *,
    kept: Mapping[FeatureId, OutlineNode] = MappingProxyType({}),
) -> OutlineNode:
    """Return the outline of a project, its root the township.

    `kept` are nodes of villages that are still right.
    """
    builder = _Builder(reader, relations, responsibilities)
    return builder.root(kept)


def walk(node: OutlineNode) -> Iterator[OutlineNode]:
    """Yield a node and all below it, parents first."""
    yield node
    for child in node.children:
        yield from walk(child)


def lines_of(
    reader: FeatureReader, relations: Relations, ids: frozenset[FeatureId]
) -> frozenset[FeatureId]:
    """Return what to mark in the outline: for one selected household its group stands."""
    household = reader.find(next(iter(ids)), Household) if len(ids) == 1 else None
    if household is None:
        return ids
    for owner in (relations.group_of, relations.grid_of, relations.village_of):
        found = owner.get(household.id)
        if found is not None:
            return frozenset((found,))
    return ids


class _Builder:
    """Counts village by village, then makes the nodes."""

    def __init__(
        self, reader: FeatureReader, relations: Relations, responsibilities: Responsibilities
    ) -> None:
        self._reader = reader
        self._relations = relations
        self._responsibilities = responsibilities
        self._unplaced: Counter[FeatureId] = Counter()
        self._part: Counter[tuple[FeatureId | None, FeatureId | None]] = Counter()

    def root(self, kept: Mapping[FeatureId, OutlineNode]) -> OutlineNode:
        """Return the township's line with all villages below it."""
        townships = list(self._reader.all(Township))
        villages = sorted(self._reader.all(Village), key=lambda item: (item.code, item.name))
        nodes = tuple(kept.get(village.id) or self._village(village) for village in villages)
        township = townships[0] if len(townships) == 1 else None
        return OutlineNode(
            key="root",
            kind="township",
            name=township.name if township is not None else self._reader.project.name,
            feature=township.id if township is not None else None,
            households=self._reader.count(Household),
            children=nodes,
        )

    def _village(self, village: Village) -> OutlineNode:
        grids = self._relations.grids_in_village.get(village.id, ())
        groups = self._relations.groups_in_village.get(village.id, ())
        self._count(grids, groups)
        home = {group.id: self._main_grid(group, grids) for group in groups}
        children = [self._grid(grid, groups, home) for grid in grids]
        children += [self._group(group, None) for group in groups if home[group.id] is None]
        headless = sum(self._is_headless(grid) for grid in grids)
        members = self._relations.households_in_village.get(village.id, ())
        placed = [item for item in members if has_position(item)]
        grid_of = self._relations.grid_of
        outside = sum(grid_of.get(item.id) is None for item in placed) if grids else 0
        unplaced = len(members) - len(placed)
        return OutlineNode(
            key=village.id,
            kind="village",
            name=village.name,
            feature=village.id,
            households=len(members),
            gaps=unplaced + outside + headless,
            gap_text=gap_text(unplaced=unplaced, outside=outside, headless=headless),
            children=tuple(children),
        )

    def _count(self, grids: Iterable[Grid], groups: Iterable[VillagerGroup]) -> None:
        """Count the households of each group in each grid, and those of it that wait."""
        relations = self._relations
        for grid in grids:
            for home in relations.households_in_grid.get(grid.id, ()):
                self._part[(grid.id, relations.group_of.get(home.id))] += 1
        for group in groups:
            members = relations.households_in_group.get(group.id, ())
            self._unplaced[group.id] = sum(not has_position(home) for home in members)

    def _grid(
        self,
        grid: Grid,
        groups: Iterable[VillagerGroup],
        home: dict[FeatureId, FeatureId | None],
    ) -> OutlineNode:
        headless = self._is_headless(grid)
        children = tuple(
            self._group(group, grid)
            for group in groups
            if home[group.id] == grid.id or self._part[(grid.id, group.id)]
        )
        return OutlineNode(
            key=grid.id,
            kind="grid",
            name=grid.name,
            feature=grid.id,
            households=len(self._relations.households_in_grid.get(grid.id, ())),
            gaps=int(headless),
            gap_text=gap_text(unplaced=0, outside=0, headless=int(headless)),
            children=children,
        )

    def _group(self, group: VillagerGroup, grid: Grid | None) -> OutlineNode:
        """Return a group's line: under a grid the households that stand in it, else all.

        Those that are not on the map are told once, as what is left to do at the main grid.
        """
        grid_id = grid.id if grid is not None else None
        total = len(self._relations.households_in_group.get(group.id, ()))
        siblings = self._relations.grids_in_village.get(group.village, ())
        is_home = self._main_grid(group, siblings) == grid_id
        unplaced = self._unplaced[group.id] if is_home else 0
        return OutlineNode(
            key=f"{grid_id or ''}/{group.id}",
            kind="group",
            name=group.name,
            feature=group.id,
            households=total if grid is None else self._part[(grid_id, group.id)],
            gaps=unplaced,
            gap_text=gap_text(unplaced=unplaced, outside=0, headless=0),
        )

    def _main_grid(self, group: VillagerGroup, grids: Iterable[Grid]) -> FeatureId | None:
        """Return the grid that holds most of a group's households, None where none holds any."""
        counted = [(self._part[(grid.id, group.id)], grid.id) for grid in grids]
        most = max(counted, key=lambda pair: pair[0], default=(0, None))
        return most[1] if most[0] else None

    def _is_headless(self, grid: Grid) -> bool:
        post = self._responsibilities.post(GRID_HEAD, [grid.id])
        return post is None or post.officer is None


def gap_text(*, unplaced: int, outside: int, headless: int) -> str:
    """Return in words what needs doing, empty where nothing does."""
    parts = []
    if unplaced:
        parts.append(tr("Households not on the map: {count}.", count=unplaced))
    if outside:
        parts.append(tr("Households in no grid: {count}.", count=outside))
    if headless:
        parts.append(tr("Grids without a head: {count}.", count=headless))
    return "\n".join(parts)
