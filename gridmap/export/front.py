"""Planning the first pages of a file: cover and contents for the villages that follow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

import numpy as np

from gridmap.export.cards import VillageCard
from gridmap.export.flow import FlowPage
from gridmap.export.front_pages import (
    ContentsEntry,
    CoverPage,
    contents_pages,
    cover_facts,
    outline_of,
    reading_help,
)
from gridmap.export.ground import bounds_of
from gridmap.export.overview_page import (
    TablesPage,
)
from gridmap.export.page import Booklet, Heads, Page, PageHead, PageKind, PageNumbers
from gridmap.export.page_numbering import withdrawn
from gridmap.export.parts.choice import Part
from gridmap.export.parts.copy_slip import CopySlipPage
from gridmap.export.parts.emergency import emergency_pages
from gridmap.export.parts.how_to_read import ReadingPage, reading_pages
from gridmap.export.parts.township import township_pages
from gridmap.export.parts.tree import tree_pages
from gridmap.export.plan import village_key
from gridmap.export.sheet_furniture import LocatorMap, ratio_text
from gridmap.i18n import tr
from gridmap.layers.legend import LegendItem
from gridmap.model.features import Village
from gridmap.progress import Job, Progress

CONTENTS: Final = "contents"
"""How the names of the pages with the contents begin."""

_NOT_LISTED: Final = (PageKind.SIDE_LIST, PageKind.TABLES, PageKind.UPDATE)


def front_pages(
    booklet: Booklet, cards: Sequence[VillageCard], villages: Heads, numbers: PageNumbers
) -> Job[Sequence[Page]]:
    """Return the pages before the villages', a part in each step.

    Cover, contents, how to read, the township, who answers for what. `villages` are the pages of
    each card's village.
    """
    said = Progress(0, 0, tr("Numbering the pages …"))
    inner: list[Page] = []
    for page in chain(_reading(booklet, cards, numbers), _township(booklet, cards, numbers)):
        yield said
        inner.append(page)
    inner += _tree(booklet, cards)
    yield said
    entries = _plain_entries(inner, numbers)
    for card, heads in zip(cards, villages, strict=True):
        entries += _contents(card, heads, numbers, is_only=len(cards) == 1)
    entries += _plain_entries(back_pages(booklet, cards), numbers)
    has_help = not booklet.spec.has(Part.READING)
    has_households = booklet.edition.shows_households
    tables = yield from contents_pages(
        entries,
        booklet.table_area,
        legend=_legend(cards) if has_help else (),
        help_texts=reading_help(booklet.edition) if has_help else (),
        has_households=has_households,
        withdrawn=withdrawn(numbers, behind=CONTENTS),
    )
    cover = CoverPage(
        title=booklet.title,
        subtitle=booklet.view.incident.name if booklet.view.incident else tr("Grid atlas"),
        facts=cover_facts(booklet),
        outline=_cover_outline(cards),
        around=_around(booklet, cards) if booklet.spec.has(Part.TOWNSHIP) else None,
    )
    pages = [Page(name="cover", kind=PageKind.COVER, title=booklet.title, content=cover)]
    pages += _running(booklet, CONTENTS, PageKind.CONTENTS, tr("Contents"), tables)
    return [*pages, *inner]


def back_pages(booklet: Booklet, cards: Sequence[VillageCard]) -> list[Page]:
    """Return the pages behind the villages': emergency numbers and the copy register slip."""
    spec, pages = booklet.spec, []
    if spec.has(Part.EMERGENCY):
        tables = emergency_pages(
            booklet.view, _villages(booklet, cards), booklet.table_area, numbers=spec.emergency
        )
        title = tr("Emergency numbers")
        pages += _running(booklet, "emergency", PageKind.EMERGENCY, title, tables)
    if spec.has(Part.SLIP):
        slip = CopySlipPage(
            title=tr("Copy register slip"),
            subtitle=_about(booklet),
            booklet_title=booklet.title,
            edition=booklet.edition.label,
            sheets=sum(len(card.sheets) for card in cards),
        )
        title = tr("Copy register slip")
        pages.append(Page(name="slip", kind=PageKind.SLIP, title=title, content=slip))
    return pages


def _reading(
    booklet: Booklet, cards: Sequence[VillageCard], numbers: PageNumbers
) -> Iterator[Page]:
    if not booklet.spec.has(Part.READING) or booklet.layers is None:
        return
    example = next((card.example for card in cards if card.example is not None), None)
    title = tr("How to read this atlas")
    figure, tables = reading_pages(
        booklet.table_area,
        _legend(cards),
        reading_help(booklet.edition),
        has_example=example is not None,
    )
    for index, table in enumerate(tables):
        page = numbers.get(example.page, 0) if example is not None else 0
        yield Page(
            name=f"reading-{index + 1}",
            kind=PageKind.READING,
            title=title if index == 0 else "",
            content=ReadingPage(
                title=title,
                subtitle=_about(booklet),
                example=example if index == 0 else None,
                page=page,
                layers=booklet.layers,
                tables=table,
                figure=figure,
            ),
        )


def _township(
    booklet: Booklet, cards: Sequence[VillageCard], numbers: PageNumbers
) -> Iterator[Page]:
    if booklet.spec.has(Part.TOWNSHIP) and len(cards) > 1 and booklet.layers is not None:
        villages = _villages(booklet, cards)
        yield from township_pages(booklet, cards, villages, numbers, booklet.layers)


def _tree(booklet: Booklet, cards: Sequence[VillageCard]) -> list[Page]:
    if not booklet.spec.has(Part.TREE):
        return []
    tables = tree_pages(booklet.view, _villages(booklet, cards), booklet.table_area)
    return _running(booklet, "tree", PageKind.TREE, tr("Who answers for what"), tables)


def _running(
    booklet: Booklet, name: str, kind: PageKind, title: str, tables: Sequence[FlowPage]
) -> list[Page]:
    """Return pages of running text or tables; only the first stands in the outline."""
    heading = booklet.title if kind is PageKind.CONTENTS else title
    return [
        Page(
            name=f"{name}-{index + 1}",
            kind=kind,
            title=title if index == 0 or kind is PageKind.CONTENTS else "",
            content=TablesPage(title=heading, subtitle=_about(booklet), tables=table),
        )
        for index, table in enumerate(tables)
    ]


def _about(booklet: Booklet) -> str:
    return " · ".join(part for part in (booklet.township, booklet.edition.label) if part)


def _villages(booklet: Booklet, cards: Sequence[VillageCard]) -> list[Village]:
    """Return the villages of the cards, in their order; households of no village have none."""
    known = {village_key(item): item for item in booklet.view.features.all(Village)}
    return [known[card.key] for card in cards if card.key in known]


def _legend(cards: Sequence[VillageCard]) -> list[LegendItem]:
    found: dict[str, LegendItem] = {}
    for card in cards:
        for item in card.legend:
            found.setdefault(item.symbol or item.path, item)
    return sorted(found.values(), key=_legend_order)


def _plain_entries(pages: Sequence[Page], numbers: PageNumbers) -> list[ContentsEntry]:
    """Return the lines of the contents for pages that have a title."""
    return [
        ContentsEntry(
            title=page.title,
            sheet_id="",
            households="",
            scale="",
            page=numbers.get(page.name, 0),
            target=page.name,
            is_heading=True,
        )
        for page in pages
        if page.title
    ]


def _contents(
    card: VillageCard, heads: Sequence[PageHead], numbers: PageNumbers, *, is_only: bool
) -> list[ContentsEntry]:
    """Return the lines of the contents for a village's pages, every place among them.

    Its overview is a part of the file; of the only village the tables and indexes are too.
    """
    sheets = {sheet.name: sheet for sheet in card.sheets}
    entries = []
    listed: set[PageKind] = set()
    for page in heads:
        sheet = sheets.get(page.name)
        is_known = page.kind in listed if page.kind is not PageKind.PLACE else not page.title
        if sheet is None and (is_known or page.kind in _NOT_LISTED):
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
                is_heading=page.kind is PageKind.OVERVIEW
                or (is_only and sheet is None and page.kind is not PageKind.PLACE),
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


def _around(booklet: Booklet, cards: Sequence[VillageCard]) -> LocatorMap | None:
    """Return the villages around the only one of a booklet; None where there are none."""
    shapes = [
        (item.name, item.geometry)
        for item in booklet.view.features.all(Village)
        if item.geometry is not None
    ]
    if len(cards) != 1 or cards[0].shape is None or len(shapes) < 2:
        return None
    bounds = bounds_of([shape for _, shape in shapes])
    return (
        LocatorMap(outline=cards[0].shape, units=tuple(shapes), bounds_m=bounds) if bounds else None
    )


def _legend_order(item: LegendItem) -> tuple[int, str]:
    """Houses first, then lines, then symbols of people and places."""
    kind = 0 if item.symbol.startswith("household") else 1 if item.path else 2
    return kind, item.symbol or item.path
