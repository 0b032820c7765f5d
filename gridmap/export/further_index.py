"""The indexes by officer and by place: on which pages somebody's houses are, where a place is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gridmap.export.flow import Item
from gridmap.export.frames import Rect, cell_at, sheet_cells
from gridmap.export.index import Found, where_cells, with_place
from gridmap.export.officers import village_officers
from gridmap.export.page import PageNumbers
from gridmap.export.plan import PlannedSheet, VillagePlan
from gridmap.export.table_columns import sized
from gridmap.export.tables import Cell, Column, TableHead, table_rows
from gridmap.export.text_items import Heading
from gridmap.i18n import tr
from gridmap.layers.places import place_symbol
from gridmap.model.catalogue import load_catalogue
from gridmap.model.features import FeatureId, Grid, Officer, Place, VillagerGroup
from gridmap.model.page_numbers import PageNumber, page_ranges
from gridmap.model.surnames import reading

_ROW_MM = 5.0


def officer_items(plan: VillagePlan, numbers: PageNumbers, width_mm: float) -> list[Item]:
    """Return the index by officer, in pinyin order: for each scope the pages of its houses."""
    found: dict[FeatureId, tuple[Officer, dict[str, list[PageNumber]]]] = {}
    for post, scope in village_officers(plan.stage.view, plan.village):
        if post.officer is not None:
            scopes = found.setdefault(post.officer.id, (post.officer, {}))[1]
            scopes.setdefault(scope, []).extend(_pages_of(plan, post.scope, numbers))
    people = sorted(found.values(), key=lambda pair: (reading(pair[0].name), pair[0].id))
    rows = [
        [Cell(officer.name if at == 0 else ""), Cell(scope), Cell(page_ranges(list(set(pages))))]
        for officer, scopes in people
        for at, (scope, pages) in enumerate(scopes.items())
        if pages
    ]
    if not rows:
        return []
    columns = (
        Column(tr("Officer"), 2.2, style="body-bold"),
        Column(tr("Scope"), 2.6),
        Column(tr("Pages"), 2.2, "right", "reference"),
    )
    head = TableHead(sized(columns, width_mm, rows, is_whole=True), is_plain=True)
    title = Heading(tr("By officer"))
    return [title, head, *table_rows(head, rows, width_mm, row_mm=_ROW_MM)]


def place_items(
    plan: VillagePlan, numbers: PageNumbers, overview: Mapping[FeatureId, Found], width_mm: float
) -> list[Item]:
    """Return the index by place, in pinyin order; what is on no sheet is on the overview."""
    places = indexed_places(plan)
    if not places:
        return []
    found = {**overview, **places_found(plan, numbers)}
    names = [
        (Cell(name, symbol=place_symbol(place.place_kind)), found.get(place.id))
        for name, place in sorted(places.values(), key=lambda pair: _order(*pair))
    ]
    rows = [[name, *where_cells(where)] for name, where in names]
    column = Column(tr("Name of the place"), 1.0, style="body-bold")
    columns = with_place([column], width_mm, rows, found.values())
    head = TableHead(columns, is_plain=True)
    title = Heading(tr("By place"))
    return [title, head, *table_rows(head, rows, width_mm, row_mm=_ROW_MM)]


def indexed_places(plan: VillagePlan) -> dict[FeatureId, tuple[str, Place]]:
    """Return the places that the index lists, with the names under which it does."""
    kinds = load_catalogue().places
    return {
        place.id: (place.name or kinds[place.place_kind].name, place)
        for place in plan.places
        if place.geometry is not None and place.place_kind in kinds
    }


def places_found(plan: VillagePlan, numbers: PageNumbers) -> dict[FeatureId, Found]:
    """Return page and cell of each place: of the sheets that show it, where it is most central."""
    best: dict[FeatureId, tuple[float, Found]] = {}
    for item in plan.sheets:
        for place, away, cell in _badges(item):
            known = best.get(place)
            if known is None or away < known[0]:
                best[place] = away, Found(numbers.get(item.name, 0), item.name, cell)
    return {place: found for place, (_, found) in best.items()}


def _badges(item: PlannedSheet) -> Iterator[tuple[FeatureId, float, str]]:
    """Yield the places on a sheet, how far from its middle as a share, and the cell of each."""
    view = item.sheet.view
    window = Rect(0.0, 0.0, view.width_mm, view.height_mm)
    cells = sheet_cells(window)
    for badge in item.sheet.layout.badges:
        x_mm, y_mm = badge.x_mm, badge.y_mm
        away = max(abs(x_mm / view.width_mm - 0.5), abs(y_mm / view.height_mm - 0.5))
        yield badge.owner, away, cell_at(window, x_mm, y_mm, cells)


def _pages_of(plan: VillagePlan, scope: FeatureId, numbers: PageNumbers) -> Sequence[PageNumber]:
    """Return the pages on which households of a scope are at home."""
    features, relations = plan.stage.view.features, plan.stage.view.relations
    owner: Mapping[FeatureId, FeatureId | None] | None = None
    if features.find(scope, Grid) is not None:
        owner = relations.grid_of
    elif features.find(scope, VillagerGroup) is not None:
        owner = relations.group_of
    return [
        numbers.get(item.name, 0)
        for item in plan.sheets
        if owner is None or any(owner.get(home.id) == scope for home in item.sheet.households)
    ]


def _order(name: str, place: Place) -> tuple[tuple[str, ...], str, FeatureId]:
    return reading(name), name, place.id
