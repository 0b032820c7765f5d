"""Planning the first pages of a file: cover and contents for the villages that follow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from gridmap.export.cards import VillageCard
from gridmap.export.front_pages import (
    ContentsEntry,
    CoverPage,
    contents_pages,
    cover_facts,
    outline_of,
)
from gridmap.export.overview_page import (
    TablesPage,
)
from gridmap.export.page import Booklet, Heads, Page, PageHead, PageKind, PageNumbers
from gridmap.export.sheet_furniture import LocatorMap, ratio_text
from gridmap.i18n import tr
from gridmap.layers.legend import LegendItem

_NOT_LISTED: Final = (PageKind.SIDE_LIST, PageKind.TABLES)


def front_pages(
    booklet: Booklet, cards: Sequence[VillageCard], villages: Heads, numbers: PageNumbers
) -> list[Page]:
    """Return cover and contents; `villages` are the pages of each card's village."""
    entries: list[ContentsEntry] = []
    for card, heads in zip(cards, villages, strict=True):
        entries += _contents(card, heads, numbers)
    has_households = booklet.edition.shows_households
    found: dict[str, LegendItem] = {}
    for card in cards:
        for item in card.legend:
            found.setdefault(item.symbol or item.path, item)
    legend = sorted(found.values(), key=_legend_order)
    tables = contents_pages(
        entries, booklet.table_area, legend=legend, has_households=has_households
    )
    about = " · ".join(part for part in (booklet.township, booklet.edition.label) if part)
    cover = CoverPage(
        title=booklet.title,
        subtitle=tr("Grid atlas"),
        facts=cover_facts(booklet),
        outline=_cover_outline(cards),
    )
    pages = [Page(name="cover", kind=PageKind.COVER, title=booklet.title, content=cover)]
    pages += [
        Page(
            name=f"contents-{index + 1}",
            kind=PageKind.CONTENTS,
            title=tr("Contents"),
            content=TablesPage(title=booklet.title, subtitle=about, tables=table),
        )
        for index, table in enumerate(tables)
    ]
    return pages


def _contents(
    card: VillageCard, heads: Sequence[PageHead], numbers: PageNumbers
) -> list[ContentsEntry]:
    """Return the lines of the contents for a village's pages."""
    sheets = {sheet.name: sheet for sheet in card.sheets}
    entries = []
    listed: set[PageKind] = set()
    for page in heads:
        sheet = sheets.get(page.name)
        if sheet is None and (page.kind in listed or page.kind in _NOT_LISTED):
            continue
        listed.add(page.kind)
        entries.append(
            ContentsEntry(
                title=page.title if sheet is None else sheet.unit_name or card.name,
                sheet_id=sheet.sheet_id if sheet is not None else "",
                households=str(sheet.households) if sheet is not None and sheet.households else "",
                scale=ratio_text(sheet.scale) if sheet is not None else "",
                page=numbers.get(page.name, 0),
                target=page.name,
                is_heading=page.kind is PageKind.OVERVIEW,
            )
        )
    return entries


def _cover_outline(cards: Sequence[VillageCard]) -> LocatorMap | None:
    boxes = [card.bounds_m for card in cards if card.bounds_m is not None]
    if not boxes:
        return None
    low, high = np.min(boxes, axis=0), np.max(boxes, axis=0)
    bounds = (float(low[0]), float(low[1]), float(high[2]), float(high[3]))
    if len(cards) == 1:
        return outline_of(cards[0].shape, cards[0].units, bounds)
    shapes = [(card.name, card.shape) for card in cards if card.shape is not None]
    return outline_of(None, shapes, bounds)


def _legend_order(item: LegendItem) -> tuple[int, str]:
    """Houses first, then lines, then symbols of people and places."""
    kind = 0 if item.symbol.startswith("household") else 1 if item.path else 2
    return kind, item.symbol or item.path
