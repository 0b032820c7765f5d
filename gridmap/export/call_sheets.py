"""The call sheets of an incident: whom each officer fetches, in walking order, and boxes to tick.

Edition P4: what is needed to fetch people and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import atan2, degrees, hypot
from typing import Final

from gridmap.export.arrange import care_size_mm
from gridmap.export.care_block import (
    CareBlock,
    Line,
    Text,
    TickForm,
    broken,
    broken_words,
    column_spans,
    place_lines,
)
from gridmap.export.flow import FlowPage, Item, flow, joined
from gridmap.export.frames import Rect
from gridmap.export.house_labels import door_text
from gridmap.export.index import Found
from gridmap.export.parts.safety_card import direction_words
from gridmap.export.table_columns import sized
from gridmap.export.tables import Cell, Column, TableHead, table_rows
from gridmap.export.text_items import Heading, Paragraph, PlainItem, Space
from gridmap.i18n import tr
from gridmap.layers.places import place_symbol
from gridmap.layers.style import Styles
from gridmap.layers.surface import Surface, TextRun
from gridmap.model.catalogue import load_catalogue
from gridmap.model.editions import EditionView
from gridmap.model.evacuation import EVACUATION, Evacuee
from gridmap.model.features import INCIDENT_STATES, FeatureId, Grid, Officer, Place, Village
from gridmap.model.state_names import fetch_state_name

_SHARES: Final = (35.0, 29.0, 28.0, 36.0, 50.0)
_SYMBOL_MM: Final = 7.4
_PAD_MM: Final = 2.2


@dataclass(frozen=True, slots=True)
class _Signature(PlainItem):
    """A line to sign on, with room above it; it stays with the last person."""

    text: str
    height_mm: float = 12.0

    def draw(self, surface: Surface, rect: Rect, styles: Styles) -> None:
        """Draw the words and the line."""
        style = styles.text("body")
        surface.text([TextRun(self.text, rect.x_mm, rect.bottom_mm - 2.0)], style)


def call_tables(
    people: Sequence[Evacuee], found: Mapping[FeatureId, Found], area: Rect
) -> list[FlowPage]:
    """Return the pages of one officer's call sheet; `found` says on which sheet each house is."""
    titles = (
        tr("Person"),
        tr("Help for moving"),
        tr("Helper"),
        tr("Way and shelter"),
        tr("Tick · time"),
    )
    head = TableHead(
        tuple(Column(title, share) for title, share in zip(titles, _SHARES, strict=True))
    )
    form = _form()
    blocks = [
        _block(person, found.get(person.household.id), head, form, area.width_mm)
        for person in people
    ]
    stays = joined([person.household.id for person in people])
    rows = [
        replace(block, keeps_with_next=stay or at == len(blocks))
        for at, (block, stay) in enumerate(zip(blocks, stays, strict=True), start=1)
    ]
    note = tr("Tick what is done and write the time beside it. Hand the sheet back when all is in.")
    items: list[Item] = [
        Paragraph.of(note, area.width_mm, "small"),
        Space(1.5),
        head,
        *rows,
        _Signature(tr("Date and signature: ______________________")),
    ]
    return flow(items, [area], [area])


def fetch_items(view: EditionView, village: Village | None, width_mm: float) -> list[Item]:
    """Return the counts by grid of a village: people to fetch, and what is settled for them."""
    key = village.id if village is not None else None
    people = [item for item in view.evacuees if item.household.village == key]
    by_grid: dict[FeatureId | None, list[Evacuee]] = {}
    for person in people:
        by_grid.setdefault(person.grid, []).append(person)
    columns = (
        Column(tr("Grid"), 2.2, style="body-bold"),
        Column(tr("To fetch"), 1.3, "right"),
        Column(tr("No officer"), 1.5, "right"),
        Column(tr("No helper"), 1.5, "right"),
        Column(tr("No shelter"), 1.5, "right"),
    )
    order = [grid.id for grid in view.relations.grids_in_village.get(key, ())]
    ids = [grid for grid in order if grid in by_grid] + [None] * (None in by_grid)
    rows = [_count_cells(_grid_name(view, grid), by_grid[grid]) for grid in ids]
    total: int | None = None
    if len(rows) > 1:
        total = len(rows)
        rows.append(_count_cells(tr("whole village"), people))
    head = TableHead(sized(columns, width_mm, rows))
    title = Heading(tr("People to fetch, by grid"))
    counted: list[Item] = [title, head, *table_rows(head, rows, width_mm, total=total)]
    return [*counted, *_goal_items(view, people, width_mm)]


def _goal_items(view: EditionView, people: Sequence[Evacuee], width_mm: float) -> list[Item]:
    """Return where people are taken: each shelter, also of another village, and how many go."""
    goals: dict[FeatureId, list[Evacuee]] = {}
    for person in people:
        if person.shelter is not None:
            goals.setdefault(person.shelter.id, []).append(person)
    if not goals:
        return []
    rows = []
    for key, going in sorted(goals.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        place = view.features.get(key, Place)
        village = view.features.find(view.relations.village_of.get(key), Village)
        symbol = place_symbol(place.place_kind)
        rows.append([
            Cell(place.name or load_catalogue().places[place.place_kind].name, symbol=symbol),
            Cell(village.name if village is not None else "—"),
            Cell(_way_words(place, going)),
            Cell(str(len(going))),
        ])  # fmt: skip
    columns = (
        Column(tr("Shelter"), 2.6, style="body-bold"),
        Column(tr("Village"), 1.4),
        Column(tr("Direction"), 1.8),
        Column(tr("People"), 1.0, "right"),
    )
    head = TableHead(sized(columns, width_mm, rows))
    return [Space(2.0), Heading(tr("Where they are taken")), head,
            *table_rows(head, rows, width_mm)]  # fmt: skip


def _way_words(place: Place, people: Sequence[Evacuee]) -> str:
    """Return how far and in which direction a place lies from the middle of people's houses."""
    homes = [item.household.geometry for item in people if item.household.geometry is not None]
    if place.geometry is None or not homes:
        return "—"
    east_m = place.geometry.x - sum(home.x for home in homes) / len(homes)
    north_m = place.geometry.y - sum(home.y for home in homes) / len(homes)
    name = direction_words(degrees(atan2(east_m, north_m)) % 360.0)
    return tr("{direction} {km} km", direction=name, km=f"{hypot(east_m, north_m) / 1000:.1f}")


def fetched_by(officer: Officer | None) -> str:
    """Return who fetches: name and work phone."""
    if officer is None:
        return tr("no officer: somebody has to be named")
    return " ".join(part for part in (officer.name, officer.phone) if part)


def _form() -> TickForm:
    """Return the boxes for how far the fetching is, each with a line for the time."""
    one, two, three, four, five = (
        f"{at} {fetch_state_name(code)}" for at, code in enumerate(INCIDENT_STATES) if at
    )
    return TickForm(
        words=((one, four), (two, five), (three,)),
        at_mm=(1.4, 26.6),
        words_mm=(15.4, 13.0),
        box_mm=4.0,
        step_mm=5.8,
        ends_mm=(25.0, 47.0),
    )


def _block(
    person: Evacuee, found: Found | None, head: TableHead, form: TickForm, width_mm: float
) -> CareBlock:
    spans = column_spans(head, 0.0, width_mm)
    widths = [right - left - _PAD_MM for left, right in spans]
    symbol = f"care-{EVACUATION}"
    return CareBlock(
        head=head,
        form=form,
        symbol=symbol,
        size_mm=care_size_mm(symbol),
        columns=(
            tuple(_who(person, found, widths[0] + _PAD_MM - _SYMBOL_MM)),
            tuple((Text(part),) for part in broken(person.need or "—", "body", widths[1])),
            tuple(_helpers(person, widths[2])),
            tuple(_way(person, widths[3])),
        ),
        target=found.target if found is not None else "",
    )


def _who(person: Evacuee, found: Found | None, width_mm: float) -> list[Line]:
    """Return the person with the number that stands at the house, the door, page and phone."""
    name = f"{person.number} {person.record.person}"
    style = "officer-name"
    lines: list[Line] = [(Text(part, style),) for part in broken_words(name, style, width_mm)]
    page = tr("p. {page} {cell}", page=found.page, cell=found.cell) if found is not None else ""
    lines += place_lines(tr("Door {door}", door=door_text(person.household)), page, width_mm)
    phone = person.household.phone
    return [*lines, (Text(phone),)] if phone else lines


def _helpers(person: Evacuee, width_mm: float) -> list[Line]:
    record = person.record
    name, style = (record.helper, "body-bold") if record.helper else (tr("no helper"), "alarm")
    lines: list[Line] = [(Text(part, style),) for part in broken_words(name, style, width_mm)]
    if record.deputy_helper:
        other = tr("else {name}", name=record.deputy_helper)
        lines += [(Text(part),) for part in broken_words(other, "body", width_mm)]
    return lines


def _way(person: Evacuee, width_mm: float) -> list[Line]:
    shelter = person.shelter
    if shelter is None:
        goal = tr("no shelter")
    elif person.is_shelter_hit:
        goal = tr("to {name}: lies in the area!", name=shelter.name)
    else:
        goal = tr("to {name}", name=shelter.name)
    style = "body-bold" if shelter is not None and not person.is_shelter_hit else "alarm"
    route = broken(person.record.route, "body", width_mm) if person.record.route else []
    lines: list[Line] = [(Text(part),) for part in route]
    lines += [(Text(part, style),) for part in broken(goal, style, width_mm)]
    is_near = person.is_nearest and not person.is_shelter_hit and shelter is not None
    return [*lines, (Text(tr("the nearest that is open"), "small"),)] if is_near else lines


def _count_cells(name: str, people: Sequence[Evacuee]) -> list[Cell]:
    lacking = (
        sum(item.officer is None for item in people),
        sum(not item.record.helper for item in people),
        sum(item.shelter is None or item.is_shelter_hit for item in people),
    )
    numbers = [Cell(str(count), "alarm" if count else "") for count in lacking]
    return [Cell(name), Cell(str(len(people))), *numbers]


def _grid_name(view: EditionView, grid: FeatureId | None) -> str:
    found = view.features.find(grid, Grid)
    return found.name if found is not None else tr("No grid")
