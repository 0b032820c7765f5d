"""The pages of one village, in order, with their content.

Overview, summary, sheets, side lists, indexes, care table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from gridmap.export.call_sheets import call_tables, fetched_by
from gridmap.export.cards import VillageCard, are_near
from gridmap.export.care_table import care_pages
from gridmap.export.flow import FlowPage, Item
from gridmap.export.frames import Rect
from gridmap.export.further_index import indexed_places, officer_items, place_items
from gridmap.export.index import Found, Index
from gridmap.export.neighbours import neighbours_of
from gridmap.export.overview import OverviewMaker
from gridmap.export.overview_page import (
    TablesPage,
)
from gridmap.export.overview_tables import knows_residents
from gridmap.export.page import Booklet, Page, PageKind, PageNumbers
from gridmap.export.parts.change_page import change_pages
from gridmap.export.parts.changes import HOUSEHOLD_KINDS, Changes, with_surnames
from gridmap.export.parts.choice import Part
from gridmap.export.parts.place_sheets import place_sheets
from gridmap.export.parts.update_pages import update_pages
from gridmap.export.plan import PlannedSheet, VillagePlan
from gridmap.export.sheet_layout import PlaceEntry
from gridmap.export.sheet_page import SheetPage
from gridmap.export.sheet_tabs import TabText
from gridmap.export.side_list import not_in_the_map, side_box
from gridmap.export.side_pages import side_pages
from gridmap.export.summary import summary_pages
from gridmap.i18n import tr
from gridmap.model.editions import Edition
from gridmap.model.evacuation import by_officer
from gridmap.model.features import FeatureId, Grid, Household, Place


class VillagePages:
    """Makes the pages of a village for given page numbers.

    `card` is its own, `cards` those of all villages in the same file.
    """

    def __init__(
        self,
        plan: VillagePlan,
        booklet: Booklet,
        card: VillageCard,
        cards: Sequence[VillageCard] = (),
    ) -> None:
        self.plan, self.booklet = plan, booklet
        self._card = card
        near = [other for other in cards if other.key != card.key and are_near(card, other)]
        known = [card, *near]
        self._names = {sheet.name: (one, sheet) for one in known for sheet in one.sheets}
        placings = [placing for one in known for placing in one.placings]
        self._neighbours = {
            placing.key: neighbours_of(placing, placings)
            for placing in card.placings
            if not placing.is_inset
        }
        self._side_boxes = {
            item.name: side_box(
                item.sheet.layout,
                Rect(0, 0, item.sheet.view.width_mm, item.sheet.view.height_mm),
            )
            for item in plan.sheets
        }
        self._overview = OverviewMaker(plan, booklet)
        self._index = Index(plan.units)

    def pages(self, numbers: PageNumbers) -> Iterator[Page]:
        """Yield the village's pages in order."""
        yield from self._overview.pages(numbers)
        if self.booklet.edition is Edition.SUMMARY and self.plan.village is not None:
            tables = summary_pages(self.plan.stage.view, self.plan.village, self.booklet.table_area)
            yield from self._tables("summary", PageKind.SUMMARY, tr("Summary"), "", tables)
        for item in self.plan.sheets:
            yield from self._sheet_pages(item, numbers)
        found = self.plan.places_found(numbers)
        if self.booklet.edition is Edition.EVACUATION:
            yield from self._call_sheets(found)
            return
        if self.booklet.spec.has(Part.PLACES):
            yield from self._place_sheets
        tables = self._index.pages(found, self.booklet.table_area, self._further(numbers))
        count = sum(len(unit.households) for unit in self.plan.units)
        about = tr("{count} households", count=count)
        yield from self._tables("index", PageKind.INDEX, tr("Index"), about, tables)
        if self.booklet.edition is Edition.OFFICER and self.plan.care:
            recipient = self.plan.stage.view.recipient
            about = (
                " · ".join(p for p in (recipient.name, recipient.phone) if p) if recipient else ""
            )
            tables = care_pages(
                self.plan.stage.view, self.plan.care, found, self.booklet.table_area
            )
            yield from self._tables("care", PageKind.CARE, tr("Care visits"), about, tables)
        yield from self._change_pages(numbers, found)
        if self.booklet.spec.has(Part.UPDATE):
            yield from self._update_pages

    @cached_property
    def _place_sheets(self) -> tuple[Page, ...]:
        """The place sheets, on which no page number stands."""
        return tuple(place_sheets(self.plan, self.booklet))

    @cached_property
    def _update_pages(self) -> tuple[Page, ...]:
        """The update sheets, on which no page number stands."""
        return tuple(update_pages(self.plan))

    def _further(self, numbers: PageNumbers) -> tuple[Callable[[float], list[Item]], ...]:
        """Return what makes the indexes by officer and by place."""
        on_overview = self._overview.places_found(numbers)
        return (
            lambda width_mm: officer_items(self.plan, numbers, width_mm),
            lambda width_mm: place_items(self.plan, numbers, on_overview, width_mm),
        )

    def _call_sheets(self, found: Mapping[FeatureId, Found]) -> Iterator[Page]:
        key = self.plan.village.id if self.plan.village is not None else None
        view = self.plan.stage.view
        people = [item for item in view.evacuees if item.household.village == key]
        for number, (officer, group) in enumerate(by_officer(people), start=1):
            tables = call_tables(group, found, self.booklet.table_area)
            about = fetched_by(officer)
            yield from self._tables(
                f"calls-{number}", PageKind.CARE, tr("Call sheet"), about, tables
            )

    def _change_pages(
        self, numbers: PageNumbers, found: Mapping[FeatureId, Found]
    ) -> Iterator[Page]:
        changes = self.booklet.spec.changes
        if changes is None or not self.booklet.spec.has(Part.CHANGES):
            return
        tables = change_pages(
            self._own_changes(changes),
            self.booklet.edition,
            self.booklet.table_area,
            village=self.plan.village.id if self.plan.village is not None else None,
            key=self.plan.key,
            found=found,
            numbers=numbers,
        )
        about = tr("since the edition of {day}", day=changes.since.isoformat())
        yield from self._tables("changes", PageKind.CHANGES, tr("What has changed"), about, tables)

    def _own_changes(self, changes: Changes) -> Changes:
        """Return changes without those of households that the booklet does not hold.

        An edition for the same officer or grid tells of no other, nor loses who is gone. The last
        edition may have told whole names where this one has surnames only.
        """
        view, spec = self.plan.stage.view, self.booklet.spec
        if spec.surname_only:
            changes = replace(changes, rows=tuple(map(with_surnames, changes.rows)))
        if view.scope is None or changes.confined == (spec.officer, spec.grid):
            return changes
        rows = (
            row
            for row in changes.rows
            if row.kind not in HOUSEHOLD_KINDS
            or view.features.find(row.feature, Household) is not None
        )
        return replace(changes, rows=tuple(rows))

    def _tables(
        self, name: str, kind: PageKind, title: str, about: str, tables: Sequence[FlowPage]
    ) -> Iterator[Page]:
        key = self.plan.key
        for index, table in enumerate(tables):
            subtitle = " · ".join(
                part for part in (self.booklet.township, self.plan.name, about) if part
            )
            yield Page(
                name=f"{key}/{name}-{index + 1}",
                kind=kind,
                title=title,
                content=TablesPage(title=title, subtitle=subtitle, tables=table),
                level=2,
            )

    def _sheet_pages(self, item: PlannedSheet, numbers: PageNumbers) -> Iterator[Page]:
        sheet, plan = item.sheet, self.plan
        title = f"{plan.name} {sheet.unit.name}".strip()
        box = self._side_boxes[item.name]
        _, own = self._names[item.name]
        yield Page(
            name=item.name,
            kind=PageKind.SHEET,
            title=f"{title} {sheet.sheet_id}",
            content=SheetPage(
                sheet=sheet,
                title=title,
                subtitle=self._sheet_about(item),
                layers=plan.stage.layers,
                officers=item.officers,
                legend=own.legend,
                tabs=tuple(self._tabs(item, numbers)),
                locator=plan.locator,
                side_box=box,
            ),
            level=2,
            is_lying=sheet.frame.is_lying,
        )
        doors, places = not_in_the_map(sheet.layout, box)
        if doors or (places and not self._are_indexed(places)):
            yield from side_pages(item, title, doors, places, self.booklet.table_area)

    def _are_indexed(self, places: Sequence[PlaceEntry]) -> bool:
        """Whether the index by place has all of some places, so that they need no other list."""
        if self.booklet.edition is Edition.EVACUATION:
            return False
        return {name for name, _ in self._indexed.values()} >= {place.text for place in places}

    @cached_property
    def _indexed(self) -> Mapping[FeatureId, tuple[str, Place]]:
        return indexed_places(self.plan)

    def _sheet_about(self, item: PlannedSheet) -> str:
        view, sheet = self.plan.stage.view, item.sheet
        parts = [self.booklet.township, *self._grid_words(item)]
        if view.edition.shows_households:
            households = sheet.households
            known = [item.living for item in households if item.living is not None]
            parts.append(tr("{count} households on this sheet", count=len(households)))
            if sum(known):
                parts.append(tr("{count} people living here", count=sum(known)))
        elif sheet.unit.scope is not None and sheet.unit.scope in view.counts:
            counts = view.counts[sheet.unit.scope]
            parts.append(tr("{count} households", count=counts.households))
            if knows_residents(view):
                parts.append(tr("{count} people living here", count=counts.living))
        doors, places = not_in_the_map(sheet.layout, self._side_boxes[item.name])
        if places and not doors and self._are_indexed(places):
            parts.append(tr("Names of {count} places: see the index", count=len(places)))
        return " · ".join(part for part in parts if part)

    def _grid_words(self, item: PlannedSheet) -> list[str]:
        """Return the names of the grids whose households a group's sheet shows.

        "Part of" is added where they have more.
        """
        relations, features = self.plan.stage.view.relations, self.plan.stage.view.features
        if self.plan.by == "grid":
            return []
        own = [relations.grid_of.get(household.id) for household in item.sheet.households]
        words = []
        for grid_id in dict.fromkeys(own):
            grid = features.find(grid_id, Grid)
            if grid is None:
                continue
            everyone = len(relations.households_in_grid.get(grid_id, ()))
            here = sum(one == grid_id for one in own)
            words.append(grid.name if here == everyone else tr("{grid} (part)", grid=grid.name))
        return words

    def _tabs(self, item: PlannedSheet, numbers: PageNumbers) -> Iterator[TabText]:
        _, own = self._names[item.name]
        for neighbour in self._neighbours[item.name]:
            card, other = self._names[neighbour.key]
            page = numbers.get(other.name, 0)
            is_ours = card is self._card
            names = [other.unit_name] if is_ours else [f"{card.name} {other.unit_name}", card.name]
            if is_ours and other.unit == own.unit:
                names = []
            texts = [tr("{name} p. {page}", name=name.strip(), page=page) for name in names if name]
            texts.append(tr("p. {page}", page=page))
            yield TabText(
                neighbour=neighbour, text=texts[0], target=other.name, shorter=tuple(texts[1:])
            )
