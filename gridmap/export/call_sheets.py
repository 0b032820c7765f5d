"""The call sheets of an incident: whom each officer fetches, in walking order, and boxes to tick.

Edition P4: what is needed to fetch people and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from gridmap.export.flow import FlowPage, Item, flow, joined
from gridmap.export.frames import Rect
from gridmap.export.house_labels import door_text
from gridmap.export.index import Found
from gridmap.export.table_columns import sized
from gridmap.export.tables import Cell, Column, TableHead, table_rows
from gridmap.export.text_items import Heading, Paragraph, Space
from gridmap.i18n import tr
from gridmap.model.editions import EditionView
from gridmap.model.evacuation import EVACUATION, Evacuee
from gridmap.model.features import INCIDENT_STATES, FeatureId, Grid, Officer, Village
from gridmap.model.state_names import fetch_state_name

_SHARES: Final = (9.0, 31.0, 30.0, 29.0, 35.0, 45.0)
_ROW_MM: Final = 15.0
_BOX: Final = "□"


def call_tables(
    people: Sequence[Evacuee], found: Mapping[FeatureId, Found], area: Rect
) -> list[FlowPage]:
    """Return the pages of one officer's call sheet; `found` says on which sheet each house is."""
    titles = (
        tr("No."),
        tr("Person"),
        tr("Help for moving"),
        tr("Helper"),
        tr("Way and shelter"),
        tr("Tick · time"),
    )
    head = TableHead(
        tuple(
            Column(title, share, style="body-bold" if at == 0 else "body")
            for at, (title, share) in enumerate(zip(titles, _SHARES, strict=True))
        )
    )
    cells = [_cells(person, found.get(person.household.id)) for person in people]
    stays = joined([person.household.id for person in people])
    made = table_rows(head, cells, area.width_mm, row_mm=_ROW_MM)
    rows = [replace(row, keeps_with_next=stay) for row, stay in zip(made, stays, strict=True)]
    note = tr("Tick what is done and write the time beside it. Hand the sheet back when all is in.")
    items: list[Item] = [
        Paragraph.of(note, area.width_mm, "small"),
        Space(1.5),
        head,
        *rows,
        Space(6.0),
        Paragraph.of(tr("Date and signature: ______________________"), area.width_mm),
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
    return [title, head, *table_rows(head, rows, width_mm, total=total)]


def fetched_by(officer: Officer | None) -> str:
    """Return who fetches: name and work phone."""
    if officer is None:
        return tr("no officer: somebody has to be named")
    return " ".join(part for part in (officer.name, officer.phone) if part)


def _cells(person: Evacuee, found: Found | None) -> list[Cell]:
    record = person.record
    where = tr("Door {door}", door=door_text(person.household))
    page = tr("p. {page} {cell}", page=found.page, cell=found.cell) if found is not None else ""
    lines = (record.person, where, page, person.household.phone)
    helpers = [record.helper or tr("no helper")]
    if record.deputy_helper:
        helpers.append(tr("else {name}", name=record.deputy_helper))
    return [
        Cell(str(person.number), "body-bold"),
        Cell("\n".join(line for line in lines if line), symbol=f"care-{EVACUATION}"),
        Cell(person.need or "—"),
        Cell("\n".join(helpers), "" if record.helper else "alarm"),
        Cell(_way(person), "" if person.shelter and not person.is_shelter_hit else "alarm"),
        Cell(_boxes()),
    ]


def _way(person: Evacuee) -> str:
    shelter = person.shelter
    if shelter is None:
        goal = tr("no shelter")
    elif person.is_shelter_hit:
        goal = tr("to {name}: lies in the area!", name=shelter.name)
    elif person.is_nearest:
        goal = tr("to {name} (nearest open)", name=shelter.name)
    else:
        goal = tr("to {name}", name=shelter.name)
    return "\n".join(part for part in (person.record.route, goal) if part)


def _boxes() -> str:
    words = [f"{_BOX} {at} {fetch_state_name(code)}" for at, code in enumerate(INCIDENT_STATES)]
    rows = (words[1:3], words[3:4], words[4:])
    return "\n".join("  ".join(row) for row in rows) + "\n" + tr("Time ________")


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
