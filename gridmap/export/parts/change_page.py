"""The change page: what is new since the last edition, and which pages to swap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gridmap.export.flow import FlowPage, Item, flow
from gridmap.export.frames import Rect
from gridmap.export.index import Found
from gridmap.export.page import PageNumbers
from gridmap.export.parts.changes import HOUSEHOLD_KINDS, Change, ChangeKind, Changes
from gridmap.export.table_columns import sized
from gridmap.export.tables import Cell, Column, TableHead, table_rows
from gridmap.export.text_items import Heading, Paragraph, Space
from gridmap.i18n import tr
from gridmap.model.editions import Edition
from gridmap.model.features import FeatureId
from gridmap.model.page_numbers import page_ranges


def change_title(kind: ChangeKind) -> str:
    """Return what changes of a kind are called in the current language."""
    return {
        ChangeKind.ADDED: tr("New households"),
        ChangeKind.GONE: tr("Households no longer there"),
        ChangeKind.MOVED: tr("Households that stand elsewhere"),
        ChangeKind.HEAD: tr("New heads of household"),
        ChangeKind.DOOR: tr("New door numbers"),
        ChangeKind.OFFICER: tr("New officers"),
        ChangeKind.BOUNDARY: tr("Moved boundaries"),
        ChangeKind.PLACE: tr("Key places"),
    }[kind]


def change_pages(
    changes: Changes,
    edition: Edition,
    area: Rect,
    *,
    village: FeatureId | None,
    key: str,
    found: Mapping[FeatureId, Found],
    numbers: PageNumbers,
) -> list[FlowPage]:
    """Return the change pages of a village; `key` begins the names of its pages."""
    rows = [
        row
        for row in changes.rows
        if row.village == village and (edition.shows_households or row.kind not in HOUSEHOLD_KINDS)
    ]
    items: list[Item] = [Heading(tr("Pages to swap"))]
    items += _swap_items(changes, area.width_mm, key, numbers)
    if not rows:
        items += [Space(3.0), Paragraph.of(tr("Nothing has changed."), area.width_mm)]
    for kind in ChangeKind:
        mine = [row for row in rows if row.kind is kind]
        if mine:
            items += [Space(2.0), *_rows(kind, mine, area.width_mm, found)]
    return flow(items, [area], [area])


def _swap_items(changes: Changes, width_mm: float, key: str, numbers: PageNumbers) -> list[Item]:
    own = sorted(name for name in changes.swap if name.split("/", 1)[0] == key)
    pages = page_ranges([numbers[name] for name in own if name in numbers])
    sheets = "、".join(name.split("/", 1)[1] for name in own if name in numbers)
    gone = "、".join(
        name.split("/", 1)[1] for name in sorted(changes.gone) if name.split("/", 1)[0] == key
    )
    items: list[Item] = []
    if sheets:
        items.append(
            Paragraph.of(
                tr("Take out and replace: pages {pages} (sheets {sheets}).", pages=pages,
                   sheets=sheets),
                width_mm, "body-bold",
            )
        )  # fmt: skip
    if gone:
        items.append(
            Paragraph.of(tr("Take out: sheets {sheets}.", sheets=gone), width_mm, "body-bold")
        )
    if not items:
        items.append(Paragraph.of(tr("No map sheet has to be swapped."), width_mm))
    items.append(
        Paragraph.of(tr("Cover, contents, indexes and this page are always swapped."), width_mm)
    )
    return items


def _rows(
    kind: ChangeKind, rows: Sequence[Change], width_mm: float, found: Mapping[FeatureId, Found]
) -> list[Item]:
    columns = (
        Column(tr("What"), 2.6, style="body-bold"),
        Column(tr("Before"), 2.6),
        Column(tr("Now"), 2.6),
        Column(tr("Page"), 0.9, "right", "reference"),
        Column(tr("Cell"), 0.9, "right", "reference"),
    )
    cells = []
    for row in rows:
        at = found.get(row.feature) if row.feature is not None else None
        cells.append([
            Cell(row.what, target=at.target if at is not None else ""),
            Cell(row.before or "—"),
            Cell(row.after or "—"),
            Cell(str(at.page) if at is not None else "—"),
            Cell(at.cell if at is not None else "—"),
        ])  # fmt: skip
    head = TableHead(sized(columns, width_mm, cells))
    title = f"{change_title(kind)} ({len(rows)})"
    return [Heading(title), head, *table_rows(head, cells, width_mm)]
