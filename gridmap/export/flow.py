"""Filling columns and pages with rows.

Nothing is lost, a table's head is repeated, a heading stays with what it heads.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from gridmap.export.batch import BatchSurface
from gridmap.export.frames import Rect
from gridmap.layers.style import Styles
from gridmap.layers.surface import Surface


class Item(Protocol):
    """Something with a height that can be drawn into a column."""

    @property
    def height_mm(self) -> float:
        """The room it needs."""
        ...

    @property
    def header(self) -> Item | None:
        """What is repeated above it at the top of a new column."""
        ...

    @property
    def keeps_with_next(self) -> bool:
        """Whether it must not be the last in a column."""
        ...

    def split(self, height_mm: float) -> tuple[Item, Item] | None:
        """Return two parts of which the first fits a height, None where it cannot be divided."""
        ...

    def draw(self, surface: Surface, rect: Rect, styles: Styles) -> None:
        """Draw it."""
        ...


@dataclass(frozen=True, slots=True)
class PlacedItem:
    """An item and the rectangle it takes on its page."""

    item: Item
    rect: Rect


FlowPage = tuple[PlacedItem, ...]


def flow(items: Sequence[Item], first: Sequence[Rect], rest: Sequence[Rect]) -> list[FlowPage]:
    """Return the pages that hold all items, in order.

    `first` are the columns of the first page and `rest` those of every further one, in millimetres
    of the page's content.
    An item taller than a whole column is split; one that cannot be split overflows rather than
    being lost.
    """
    filler = _Filler(first, rest)
    queue = list(items)
    index = 0
    while index < len(queue):
        chain = _chain(queue, index)
        filler.make_room(queue[index : index + chain])
        parts = filler.split_if_needed(queue[index])
        if parts is not None:
            queue[index : index + 1] = list(parts)
            continue
        filler.put(queue[index])
        index += 1
    return filler.pages()


def _chain(items: Sequence[Item], index: int) -> int:
    """Return how many items must stand together from an index.

    Headings and the first item after them.
    """
    length = 1
    while index + length < len(items) and items[index + length - 1].keeps_with_next:
        length += 1
    return length


class _Filler:
    def __init__(self, first: Sequence[Rect], rest: Sequence[Rect]) -> None:
        self._columns = self._all_columns(first, rest)
        self._tallest_mm = max(rect.height_mm for rect in rest)
        self._placed: list[list[PlacedItem]] = [[]]
        self._page, self._column = next(self._columns)
        self._y = self._column.y_mm
        self._is_fresh = True

    @staticmethod
    def _all_columns(first: Sequence[Rect], rest: Sequence[Rect]) -> Iterator[tuple[int, Rect]]:
        for rect in first:
            yield 0, rect
        page = 1
        while True:
            for rect in rest:
                yield page, rect
            page += 1

    def _left(self) -> float:
        return self._column.bottom_mm - self._y

    def _next_column(self) -> None:
        page, self._column = next(self._columns)
        while len(self._placed) <= page:
            self._placed.append([])
        self._page = page
        self._y = self._column.y_mm
        self._is_fresh = True

    def _repeated(self, item: Item) -> Item | None:
        return item.header if self._is_fresh and item.header is not item else None

    def make_room(self, chain: Sequence[Item]) -> None:
        """Go to the next column where the chain does not fit into what is left of this one."""
        while True:
            head = self._repeated(chain[0])
            needed = sum(item.height_mm for item in chain) + (head.height_mm if head else 0.0)
            is_best = self._is_fresh and self._column.height_mm >= self._tallest_mm - 1e-6
            if needed <= self._left() + 1e-6 or is_best:
                return
            self._next_column()

    def split_if_needed(self, item: Item) -> tuple[Item, Item] | None:
        """Return the parts of an item that is too tall for its column.

        None where it fits or cannot be split.
        """
        head = self._repeated(item)
        room = self._left() - (head.height_mm if head is not None else 0.0)
        return item.split(room) if item.height_mm > room + 1e-6 else None

    def put(self, item: Item) -> None:
        """Place an item, below its repeated head at the top of a column."""
        head = self._repeated(item)
        for part in (head, item) if head is not None else (item,):
            rect = Rect(self._column.x_mm, self._y, self._column.width_mm, part.height_mm)
            self._placed[self._page].append(PlacedItem(part, rect))
            self._y += part.height_mm
        self._is_fresh = False

    def pages(self) -> list[FlowPage]:
        """Return the pages so far."""
        return [tuple(page) for page in self._placed]


def joined(keys: Sequence[object]) -> list[bool]:
    """Return for each of some rows whether the next one is of the same key, so that they stay."""
    return [*(one == other for one, other in pairwise(keys)), *([False] if keys else [])]


def draw_flow(surface: Surface, page: FlowPage, origin: Rect, styles: Styles) -> None:
    """Draw a page of items; `origin` is the content rectangle its coordinates begin at."""
    batch = BatchSurface(surface)
    for placed in page:
        placed.item.draw(batch, placed.rect.moved(origin.x_mm, origin.y_mm), styles)
    batch.flush()


def columns_of(area: Rect, count: int, *, gap_mm: float = 4.0) -> list[Rect]:
    """Return equal columns of an area."""
    width = (area.width_mm - gap_mm * (count - 1)) / count
    return [
        Rect(area.x_mm + i * (width + gap_mm), area.y_mm, width, area.height_mm)
        for i in range(count)
    ]
