"""The responsibility tree: leader, officer, grid, auxiliary; an empty post in bold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import shapely

from gridmap.export.fit_text import fit_lines
from gridmap.export.flow import FlowPage, Item, flow
from gridmap.export.frames import Rect
from gridmap.export.tables import Band, Column, TableHead
from gridmap.export.text_items import Paragraph, PlainItem, Space
from gridmap.i18n import tr
from gridmap.layers.metrics import baseline_mm
from gridmap.layers.shapes import segment
from gridmap.layers.style import Styles
from gridmap.layers.surface import Surface, TextRun
from gridmap.model.catalogue import load_catalogue
from gridmap.model.duties import AUXILIARY, GRID_HEAD, LEADER, Post
from gridmap.model.editions import EditionView
from gridmap.model.features import FeatureId, Grid, Township, Village, VillagerGroup

_ROW_MM: Final = 6.4
_STEP_MM: Final = 6.0
_SHARES: Final = (3.4, 2.2, 1.9, 2.1, 1.9)
_OFFICE_ROLES: Final = frozenset({"steward", "approver"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A line of the tree: an area at a depth, and one post of it.

    `area` is empty where the line goes on with the area above. `officer` empty: nobody holds it.
    """

    depth: int
    area: str
    role: str
    officer: str = ""
    phone: str = ""
    deputy: str = ""
    scope: FeatureId | None = None


def tree_nodes(
    view: EditionView, villages: Sequence[Village]
) -> Iterator[tuple[Village | None, list[Node]]]:
    """Yield the lines of the township's own posts (None), then of each village.

    Of a booklet that is confined to a grid or an officer only the areas of that.
    """
    areas = view.scope.areas if view.scope is not None else None
    for township in view.features.all(Township):
        nodes = list(_area_nodes(view, township.id, township.name, 0, needed=()))
        if nodes:
            yield None, nodes
    for village in villages:
        whole = tr("whole village")
        nodes = list(_area_nodes(view, village.id, whole, 0, needed=(LEADER,)))
        below: dict[FeatureId | None, list[VillagerGroup]] = {}
        for group in view.relations.groups_in_village.get(village.id, ()):
            below.setdefault(_grid_of(view, group), []).append(group)
        for item in view.relations.grids_in_village.get(village.id, ()):
            groups = [one for one in below.pop(item.id, ()) if areas is None or one.id in areas]
            if areas is not None and item.id not in areas and not groups:
                continue
            nodes += _area_nodes(view, item.id, item.name, 1, needed=(GRID_HEAD,))
            for group in groups:
                nodes += _area_nodes(view, group.id, group.name, 2, needed=(AUXILIARY,))
        for group in below.pop(None, ()):
            if areas is not None and group.id not in areas:
                continue
            nodes += _area_nodes(view, group.id, group.name, 1, needed=(AUXILIARY,))
        yield village, nodes


def _area_nodes(
    view: EditionView, scope: FeatureId, name: str, depth: int, *, needed: Sequence[str]
) -> Iterator[Node]:
    """Yield the posts held directly for an area; the needed ones even where nobody has them."""
    posts: list[Post] = [
        post for post in view.responsibilities.held(scope) if post.role not in _OFFICE_ROLES
    ]
    roles = load_catalogue().roles
    order = {role: index for index, role in enumerate(roles)}
    posts.sort(key=lambda post: order.get(post.role, len(order)))
    held = {post.role for post in posts}
    missing = [role for role in needed if role not in held]
    lines: list[tuple[str, Post | None]] = [(role, None) for role in missing]
    lines += [(post.role, post) for post in posts]
    for index, (role, post) in enumerate(lines):
        officer = post.officer if post is not None else None
        deputy = post.deputy if post is not None else None
        yield Node(
            depth=depth,
            area=name if index == 0 else "",
            role=roles[role].name if role in roles else role,
            officer=officer.name if officer is not None else "",
            phone=officer.phone if officer is not None else "",
            deputy=deputy.name if deputy is not None else "",
            scope=scope,
        )


def _grid_of(view: EditionView, group: VillagerGroup) -> FeatureId | None:
    """Return the grid that most of a group lies in: by its houses, else by its area."""
    grids = view.relations.grids_in_village.get(group.village, ())
    known = {grid.id for grid in grids}
    counted: dict[FeatureId, int] = {}
    for household in view.relations.households_in_group.get(group.id, ()):
        grid = view.relations.grid_of.get(household.id)
        if grid in known and grid is not None:
            counted[grid] = counted.get(grid, 0) + 1
    if counted:
        return max(sorted(counted), key=lambda key: counted[key])
    return _grid_by_area(group, grids)


def _grid_by_area(group: VillagerGroup, grids: Iterable[Grid]) -> FeatureId | None:
    drawn = [grid for grid in grids if grid.geometry is not None]
    if group.geometry is None or not drawn:
        return None
    shapes = np.array([grid.geometry for grid in drawn], dtype=object)
    shared = shapely.area(shapely.intersection(shapes, group.geometry))
    return drawn[int(np.argmax(shared))].id if shared.max() > 0 else None


@dataclass(frozen=True, slots=True)
class TreeHead(PlainItem):
    """The head of the tree's columns, with the village that goes on below it."""

    table: TableHead
    band: Band | None

    @property
    def height_mm(self) -> float:
        """The head, and the band where there is one."""
        return self.table.height_mm + (self.band.height_mm if self.band is not None else 0.0)

    @property
    def keeps_with_next(self) -> bool:
        """It heads the lines."""
        return True

    def draw(self, surface: Surface, rect: Rect, styles: Styles) -> None:
        """Draw head and band."""
        top = replace(rect, height_mm=self.table.height_mm)
        self.table.draw(surface, top, styles)
        if self.band is not None:
            below = Rect(rect.x_mm, top.bottom_mm, rect.width_mm, self.band.height_mm)
            self.band.draw(surface, below, styles)


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeRow:
    """A line of the tree as an item; `open_depths` are the branches that go on below it."""

    node: Node
    head: TreeHead
    open_depths: frozenset[int]
    keeps_with_next: bool = False
    height_mm: float = _ROW_MM

    @property
    def header(self) -> TreeHead:
        """The head is repeated on every page."""
        return self.head

    def split(self, height_mm: float) -> None:
        """It is never split."""
        return None

    def draw(self, surface: Surface, rect: Rect, styles: Styles) -> None:
        """Draw branches, area, role, officer, phone and deputy."""
        node, spans = self.node, column_spans(rect)
        self._draw_branches(surface, rect, styles)
        left, right = spans[0]
        left += node.depth * _STEP_MM
        _draw_text(surface, node.area, (left, right), rect, styles, "body-bold")
        _draw_text(surface, node.role, spans[1], rect, styles, "body")
        nobody = tr("nobody assigned")
        if node.officer:
            _draw_text(surface, node.officer, spans[2], rect, styles, "body-bold")
            _draw_text(surface, node.phone or "—", spans[3], rect, styles, "body")
        else:
            _draw_text(surface, nobody, spans[2], rect, styles, "alarm")
            _draw_text(surface, "—", spans[3], rect, styles, "body")
        style = "body" if node.deputy else "alarm"
        _draw_text(surface, node.deputy or nobody, spans[4], rect, styles, style)
        start = left if node.area else spans[1][0]
        line = segment(start, rect.bottom_mm, rect.right_mm, rect.bottom_mm)
        surface.paths([line], styles.path("rule"))

    def _draw_branches(self, surface: Surface, rect: Rect, styles: Styles) -> None:
        middle = rect.y_mm + rect.height_mm / 2
        paths = []
        for depth in range(1, self.node.depth + 1):
            x_mm = rect.x_mm + (depth - 0.6) * _STEP_MM
            is_own = depth == self.node.depth and bool(self.node.area)
            goes_on = depth in self.open_depths
            if is_own:
                paths.append(segment(x_mm, middle, x_mm + 0.5 * _STEP_MM, middle))
            if is_own or goes_on:
                end = rect.bottom_mm if goes_on else middle
                paths.append(segment(x_mm, rect.y_mm, x_mm, end))
        child = self.node.depth + 1
        if child in self.open_depths:
            x_mm = rect.x_mm + (child - 0.6) * _STEP_MM
            top = rect.y_mm + rect.height_mm * (0.8 if self.node.area else 0.0)
            paths.append(segment(x_mm, top, x_mm, rect.bottom_mm))
        if paths:
            surface.paths(paths, styles.path("frame-inner"))


def _draw_text(
    surface: Surface,
    text: str,
    span: tuple[float, float],
    rect: Rect,
    styles: Styles,
    style_name: str,
) -> None:
    if not text:
        return
    lines, style = fit_lines(text, styles.text(style_name), span[1] - span[0])
    each = rect.height_mm / len(lines)
    surface.text(
        [
            TextRun(line, span[0], baseline_mm(rect.y_mm + at * each, each, style))
            for at, line in enumerate(lines)
        ],
        style,
    )


def column_spans(rect: Rect) -> list[tuple[float, float]]:
    """Return the left and right end of each column in a rectangle, in millimetres."""
    total, left = sum(_SHARES), rect.x_mm
    spans = []
    for share in _SHARES:
        width = rect.width_mm * share / total
        spans.append((left + 1.2, left + width - 0.8))
        left += width
    return spans


def tree_pages(
    view: EditionView,
    villages: Sequence[Village],
    area: Rect,
) -> list[FlowPage]:
    """Return the tree over as many pages as it needs."""
    titles = (tr("Scope"), tr("Role"), tr("Officer"), tr("Work phone"), tr("Deputy"))
    pairs = zip(titles, _SHARES, strict=True)
    table = TableHead(tuple(Column(title, share) for title, share in pairs))
    blocks = list(tree_nodes(view, villages))
    lines = [node for _, nodes in blocks for node in nodes]
    posts = sum(not node.officer for node in lines)
    deputies = sum(not node.deputy for node in lines)
    empty = posts + deputies
    summary = (
        tr("Not filled, printed in bold: {posts} posts, {deputies} deputies.", posts=posts,
           deputies=deputies)
        if empty
        else tr("Every post and every deputy's place is filled.")
    )  # fmt: skip
    items: list[Item] = [
        Paragraph.of(summary, area.width_mm, "alarm" if empty else "body"),
        Space(2.0),
    ]
    for index, (village, nodes) in enumerate(blocks):
        band = Band.of(village.name, table, area.width_mm) if village is not None else None
        head = TreeHead(table, None)
        if index == 0:
            items.append(head)
        if band is not None:
            items.append(band)
        items += _rows(nodes, TreeHead(table, band))
        items.append(Space(2.0))
    return flow(items, [area], [area])


def _rows(nodes: Sequence[Node], head: TreeHead) -> Iterator[TreeRow]:
    for index, node in enumerate(nodes):
        following = nodes[index + 1] if index + 1 < len(nodes) else None
        yield TreeRow(
            node=node,
            head=head,
            open_depths=_open_depths(nodes, index),
            keeps_with_next=following is not None
            and bool(node.area)
            and (not following.area or following.depth > node.depth),
        )


def _open_depths(nodes: Sequence[Node], index: int) -> frozenset[int]:
    """Return the depths at which a branch goes on from a line to a later area."""
    found: set[int] = set()
    lowest = nodes[index].depth + 1
    for node in nodes[index + 1 :]:
        if not node.area:
            continue
        if node.depth <= lowest:
            found.add(node.depth)
            lowest = node.depth - 1
        if lowest < 1:
            break
    return frozenset(depth for depth in found if depth > 0)
