"""Place sheets: a clinic, shelter or meal point with rings, and who may be counted near it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from gridmap.export.flow import FlowPage, Item, flow
from gridmap.export.frames import Rect, sheet_frame
from gridmap.export.house_labels import door_text
from gridmap.export.overview_map import OverviewMap, OwnPeople
from gridmap.export.overview_page import OverviewPage, TablesPage, scale_line_mm
from gridmap.export.page import Booklet, Page, PageKind
from gridmap.export.plan import VillagePlan, house_points
from gridmap.export.rings import Ring
from gridmap.export.table_columns import sized
from gridmap.export.tables import ROW_MM, Cell, Column, TableHead, table_rows
from gridmap.export.text_items import Heading, Paragraph, Space, continued
from gridmap.i18n import tr
from gridmap.layers.view import MapView
from gridmap.model.catalogue import load_catalogue
from gridmap.model.editions import CareEntry, Edition
from gridmap.model.features import FeatureId, Household, Place, VillagerGroup
from gridmap.model.nearby import PAIRS, RINGS_M

KINDS: Final = ("P04", "P05", "P09", "P10", "P08")
"""Kinds of place that get a sheet: clinics, shelters and assembly points, meal points."""

_SCALE: Final = 10_000
_MAP_SHARE: Final = 0.66
"""Height of the map with its band where a table stands below it, as a share of the free room."""

_LOW_ROW_MM: Final = 4.9
"""Rows of a table where they spare a page."""

_NOTE_MM: Final = 17.0
"""The room for the note where there is no table."""


@dataclass(frozen=True, slots=True)
class Near:
    """A person of the recipient's own near a place, with the distance in metres."""

    entry: CareEntry
    metres: float


def place_sheets(plan: VillagePlan, booklet: Booklet) -> Iterator[Page]:
    """Yield the sheets of a village's places, each with its further pages."""
    for place in plan.places:
        if place.place_kind not in KINDS or place.geometry is None:
            continue
        yield from _pages(plan, booklet, place)


def _pages(plan: VillagePlan, booklet: Booklet, place: Place) -> Iterator[Page]:
    kind = load_catalogue().places[place.place_kind]
    name = place.name or kind.name
    title = tr("{place} and its surroundings", place=name)
    about = " · ".join(
        part
        for part in (booklet.township, plan.name, kind.name, place.contact, place.phone)
        if part
    )
    map_ = _map(plan, booklet, place)
    whole = booklet.table_area
    top = map_.frame.outer.bottom_mm + scale_line_mm(map_, booklet.styles)
    below = Rect(0, top, whole.width_mm, whole.bottom_mm - top)
    ways: list[list[FlowPage]] = []
    for row_mm in (ROW_MM, _LOW_ROW_MM):
        items = _items(booklet, place, whole.width_mm, row_mm)
        ways.append(flow([*_cut_note(booklet, map_, whole.width_mm), *items], [below], [whole]))
    tables: list[FlowPage] = min(ways, key=len)
    for index, table in enumerate(tables):
        page_name = f"{plan.key}/place-{place.id}-{index + 1}"
        yield Page(
            name=page_name,
            kind=PageKind.PLACE,
            title=name if index == 0 else "",
            content=OverviewPage(
                title=title, subtitle=about, sheet_id="", map=map_,
                layers=plan.stage.layers, tables=table,
            )
            if index == 0
            else TablesPage(title=continued(title), subtitle=about, tables=table),
            level=2,
            ground_m=map_.view.bounds_m if index == 0 else None,
        )  # fmt: skip


def _map(plan: VillagePlan, booklet: Booklet, place: Place) -> OverviewMap:
    """Return the map of a place; without a table below it takes all of the page."""
    spec = booklet.spec
    plain = sheet_frame(spec.size_mm, binding_mm=spec.binding_mm, is_square_below=True)
    has_table = booklet.edition in (Edition.SUMMARY, Edition.OFFICER)
    free_mm = booklet.table_area.bottom_mm - plain.outer.y_mm
    map_mm = free_mm * _MAP_SHARE
    for _ in range(2):
        found = _map_of(plan, booklet, place, map_mm)
        if has_table:
            break
        map_mm = free_mm - scale_line_mm(found, booklet.styles) - _NOTE_MM
    return found


def _map_of(plan: VillagePlan, booklet: Booklet, place: Place, map_mm: float) -> OverviewMap:
    """Return the map of a place, `map_mm` high with its band."""
    assert place.geometry is not None
    spec = booklet.spec
    frame = sheet_frame(
        spec.size_mm, binding_mm=spec.binding_mm, is_square_below=True, map_mm=map_mm
    )
    window = frame.window
    x_m, y_m = place.geometry.x, place.geometry.y
    view = MapView(
        center_x_m=x_m,
        center_y_m=y_m,
        scale_denominator=_SCALE,
        width_mm=window.width_mm,
        height_mm=window.height_mm,
    )
    return OverviewMap(
        frame=frame,
        view=view,
        village=plan.shape,
        rectangles=(),
        places=tuple(plan.stage.ground.places_in(view)),
        houses_m=house_points(plan),
        names=(),
        boundaries=tuple(plan.stage.layers.shown_lines(view)),
        lines=tuple(line for line in plan.stage.ground.lines_in(view) if line.name),
        walls=plan.stage.ground.walls(view),
        care=_own_people(near_people(booklet.view.care, place)),
        rings=tuple(
            Ring(x_m, y_m, radius, tr("{metres} m", metres=round(radius))) for radius in RINGS_M
        ),
    )


def _items(booklet: Booklet, place: Place, width_mm: float, row_mm: float) -> list[Item]:
    """Return what stands below the map: counts (P1), the recipient's people (P3), else a note."""
    if booklet.edition is Edition.SUMMARY:
        return _count_items(booklet, place, width_mm, row_mm)
    if booklet.edition is Edition.OFFICER:
        return _people_items(booklet, place, width_mm, row_mm)
    return [
        Paragraph.of(
            tr("The rings are straight lines; on foot 500 m are about ten minutes or more."),
            width_mm,
        )
    ]


def _cut_note(booklet: Booklet, map_: OverviewMap, width_mm: float) -> list[Item]:
    """Return the words that say that a ring goes past the map, where one does."""
    room_mm = min(map_.view.width_mm, map_.view.height_mm)
    needed_mm = 2.0 * RINGS_M[-1] * map_.view.mm_per_m
    if needed_mm <= room_mm:
        return []
    text = tr(
        "The {metres} m ring goes past the edge of the map: at 1:{scale} it needs {needed} mm and "
        "the map is {room} mm wide. Larger paper shows all of it.",
        metres=round(RINGS_M[-1]), scale=round(map_.view.scale_denominator),
        needed=round(needed_mm), room=int(room_mm),
    )  # fmt: skip
    if booklet.edition in (Edition.SUMMARY, Edition.OFFICER):
        text = f"{text} {tr('The table takes in all of it.')}"
    return [Paragraph.of(text, width_mm)]


def _count_items(booklet: Booklet, place: Place, width_mm: float, row_mm: float) -> list[Item]:
    catalogue = load_catalogue().care
    rows = []
    for category, texts in booklet.view.near.get(place.id, {}).items():
        kind = catalogue.get(category)
        rows.append([
            Cell(kind.name if kind is not None else category, symbol=f"care-{category}"),
            *(Cell(text) for text in texts),
        ])  # fmt: skip
    columns = [Column(tr("People within"), 3.0)]
    columns += [Column(tr("{metres} m", metres=round(radius)), 1.0, "right") for radius in RINGS_M]
    head = TableHead(sized(columns, width_mm, rows))
    return [
        Heading(tr("How many live near")),
        head,
        *table_rows(head, rows, width_mm, row_mm=row_mm),
        Space(1.0),
        Paragraph.of(
            tr("Straight lines; a few people are printed as <5 or as at least so many."), width_mm
        ),
    ]


def _people_items(booklet: Booklet, place: Place, width_mm: float, row_mm: float) -> list[Item]:
    people = near_people(booklet.view.care, place)
    heading = Heading(tr("Your people within 1000 m"))
    if not people:
        return [heading, Paragraph.of(tr("None of the people in your care lives near."), width_mm)]
    catalogue = load_catalogue().care
    rows = []
    for item in people:
        record, household = item.entry.record, item.entry.household
        rows.append([
            Cell(record.person, "body-bold", symbol=f"care-{record.category}"),
            Cell(catalogue[record.category].short_name),
            Cell(f"{_group_name(booklet, household)} {door_text(household)}".strip()),
            Cell(household.phone or "—"),
            Cell(tr("{metres} m", metres=round(item.metres / 10) * 10)),
        ])  # fmt: skip
    columns = (
        Column(tr("Person"), 2.2),
        Column(tr("Category"), 2.0),
        Column(tr("Door"), 1.9, style="body-bold"),
        Column(tr("Phone"), 2.0),
        Column(tr("Straight line"), 1.3, "right"),
    )
    head = TableHead(sized(columns, width_mm, rows))
    return [heading, head, *table_rows(head, rows, width_mm, row_mm=row_mm)]


def _group_name(booklet: Booklet, household: Household) -> str:
    group = booklet.view.features.find(household.group, VillagerGroup)
    return group.name if group is not None else ""


def _own_people(near: Sequence[Near]) -> tuple[OwnPeople, ...]:
    """Return the recipient's people of allowed categories near a place, one for each household."""
    found: dict[FeatureId, OwnPeople] = {}
    for item in near:
        home, category = item.entry.household, item.entry.record.category
        assert home.geometry is not None
        known = found.get(home.id)
        categories = (*(known.categories if known is not None else ()), category)
        found[home.id] = OwnPeople(
            home.id, home.geometry.x, home.geometry.y, tuple(sorted(set(categories)))
        )
    return tuple(found.values())


def near_people(care: Sequence[CareEntry], place: Place) -> list[Near]:
    """Return the recipient's people of an allowed category within the widest ring, nearest first.

    Another category than those that the place helps is never put in relation to it.
    """
    allowed = PAIRS.get(place.place_kind, frozenset())
    found = []
    for entry in care:
        point = entry.household.geometry
        if entry.record.category not in allowed or point is None or place.geometry is None:
            continue
        metres = float(np.hypot(point.x - place.geometry.x, point.y - place.geometry.y))
        if metres <= RINGS_M[-1]:
            found.append(Near(entry, metres))
    return sorted(found, key=lambda item: (item.metres, item.entry.record.id))
