"""The end of an index: its last columns made even, and below them the short tables side by side."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Final

from gridmap.export.flow import FlowPage, Item, PlacedItem, columns_of, flow
from gridmap.export.frames import Rect
from gridmap.export.tables import HeadAndBand, TableHead
from gridmap.export.text_items import Space

GAP_MM: Final = 4.0
_STEP_MM: Final = 2.5

Block = Sequence[Item]
"""A heading with its table."""


def even(items: Sequence[Item], columns: Sequence[Rect]) -> FlowPage | None:
    """Return items in columns as short as holds them; None where the columns do not hold them."""
    best: FlowPage | None = None
    low, high = 0.0, max(column.height_mm for column in columns)
    trial = high
    while best is None or high - low > _STEP_MM:
        page = _in_height(items, columns, trial)
        if page is not None:
            best, high = page, trial
        elif best is None:
            return None
        else:
            low = trial
        trial = (low + high) / 2
    return best


def _in_height(items: Sequence[Item], columns: Sequence[Rect], height_mm: float) -> FlowPage | None:
    cut = [Rect(c.x_mm, c.y_mm, c.width_mm, min(height_mm, c.height_mm)) for c in columns]
    pages = flow(items, cut, cut)
    if len(pages) != 1:
        return None
    over = max((placed.rect.bottom_mm for placed in pages[0]), default=0.0)
    return pages[0] if over <= cut[0].bottom_mm + 1e-6 else None


def flowed_items(page: Sequence[PlacedItem]) -> list[Item]:
    """Return what a flow has put on a page, without the heads repeated at the top of columns."""
    kept, left_mm = [], -1.0
    for placed in page:
        is_top = placed.rect.x_mm > left_mm
        left_mm = placed.rect.x_mm
        if not (is_top and isinstance(placed.item, TableHead | HeadAndBand)):
            kept.append(placed.item)
    return kept


def with_tail(pages: Sequence[FlowPage], blocks: Sequence[Block], area: Rect) -> list[FlowPage]:
    """Return pages with blocks, made for half the width, below the last one or on new pages."""
    if not blocks:
        return list(pages)
    bottom_mm = max((placed.rect.bottom_mm for placed in pages[-1]), default=area.y_mm)
    top_mm = bottom_mm + GAP_MM
    below = Rect(area.x_mm, top_mm, area.width_mm, area.bottom_mm - top_mm)
    placed = side_by_side(blocks, columns_of(below, 2))
    if placed is not None:
        return [*pages[:-1], (*pages[-1], *placed)]
    return [*pages, *tail_pages(blocks, area)]


def tail_pages(blocks: Sequence[Block], area: Rect) -> list[FlowPage]:
    """Return the pages of blocks alone."""
    columns = columns_of(area, 2)
    placed = side_by_side(blocks, columns)
    if placed is not None:
        return [placed]
    items = [item for block in blocks for item in (*block, Space(GAP_MM))]
    return flow(items, columns, columns)


def side_by_side(blocks: Sequence[Block], columns: Sequence[Rect]) -> FlowPage | None:
    """Return whole blocks in the columns, the tallest column as short as can be; None: no room."""
    heights = [sum(item.height_mm for item in block) for block in blocks]

    def tallest(choice: Sequence[int]) -> float:
        sums = [0.0] * len(columns)
        for height, at in zip(heights, choice, strict=True):
            sums[at] += height + (GAP_MM if sums[at] else 0.0)
        return max(sums)

    best = min(product(range(len(columns)), repeat=len(blocks)), key=tallest)
    if tallest(best) > columns[0].height_mm:
        return None
    found: list[PlacedItem] = []
    for at, column in enumerate(columns):
        y_mm = column.y_mm
        for block, place in zip(blocks, best, strict=True):
            if place != at:
                continue
            for item in block:
                rect = Rect(column.x_mm, y_mm, column.width_mm, item.height_mm)
                found.append(PlacedItem(item, rect))
                y_mm += item.height_mm
            y_mm += GAP_MM
    return tuple(found)
