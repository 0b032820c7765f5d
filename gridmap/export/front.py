"""Planning the first pages of a file: cover and contents for the villages that follow."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

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
from gridmap.export.page import Booklet, Page, PageKind, PageNumbers
from gridmap.export.plan import VillagePlan
from gridmap.export.sheet_furniture import LocatorMap
from gridmap.export.village_pages import VillagePages
from gridmap.i18n import tr
from gridmap.layers.legend import LegendItem


def front_pages(
    booklet: Booklet, villages: Sequence[VillagePages], inner: Sequence[Page], numbers: PageNumbers
) -> list[Page]:
    """Return cover and contents for the pages that follow."""
    plans = [village.plan for village in villages]
    entries: list[ContentsEntry] = []
    starts = [index for index, page in enumerate(inner) if page.kind is PageKind.OVERVIEW]
    for village, (start, end) in zip(villages, pairwise([*starts, len(inner)]), strict=False):
        entries += village.contents(inner[start:end], numbers)
    has_households = booklet.edition.shows_households
    found: dict[str, LegendItem] = {}
    for village in villages:
        for item in village.legend:
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
        outline=_cover_outline(plans),
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


def _cover_outline(plans: Sequence[VillagePlan]) -> LocatorMap | None:
    boxes = [plan.bounds_m for plan in plans if plan.bounds_m is not None]
    if not boxes:
        return None
    low, high = np.min(boxes, axis=0), np.max(boxes, axis=0)
    bounds = (float(low[0]), float(low[1]), float(high[2]), float(high[3]))
    if len(plans) == 1:
        return outline_of(plans[0].shape, plans[0].locator.units, bounds)
    shapes = [(plan.name, plan.shape) for plan in plans if plan.shape is not None]
    return outline_of(None, shapes, bounds)


def _legend_order(item: LegendItem) -> tuple[int, str]:
    """Houses first, then lines, then symbols of people and places."""
    kind = 0 if item.symbol.startswith("household") else 1 if item.path else 2
    return kind, item.symbol or item.path
