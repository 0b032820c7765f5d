"""An officer's visits in walking order, to take along and tick: edition P3, A4 or A5.

The result is one of five figures to be ringed, the same that `gridmap` takes from a tick sheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from gridmap.errors import UsageError
from gridmap.export.flow import FlowPage, Item, flow
from gridmap.export.frames import FOOTER_MM, Rect
from gridmap.export.house_labels import door_text
from gridmap.export.overview_page import TablesPage
from gridmap.export.page import TABLE_TOP_MM, Booklet, PageCanvas
from gridmap.export.pdf.document import PdfDocument
from gridmap.export.spec import AtlasSpec
from gridmap.export.tables import Cell, Column, TableHead, table_rows
from gridmap.export.text_items import Paragraph, Space
from gridmap.geo.walking_order import walk_length_m
from gridmap.i18n import language, tr
from gridmap.layers.style import load_styles
from gridmap.model.catalogue import load_catalogue
from gridmap.model.day_list import WEEK_DAYS, due_within, in_walking_order
from gridmap.model.document import Snapshot
from gridmap.model.editions import CareEntry, Edition, EditionView, edition_view
from gridmap.model.features import VISIT_RESULTS, FeatureId, Township, Village
from gridmap.model.state_names import result_name
from gridmap.progress import Job, Progress

BINDING_MM: Final = 14.0
SLIP_DAYS: Final = 7
"""A list of the day is of use for so many days after printing."""

DETOUR: Final = 1.3
"""Walking is longer than the straight line by this (domain.md section 7)."""

_ROW_MM: Final = {"A4": 9.0, "A5": 7.5}
_SHARES: Final = {
    "A4": (9.0, 30.0, 30.0, 55.0, 19.0, 34.0),
    "A5": (9.0, 27.0, 27.0, 27.5, 20.0, 23.5),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySheetReport:
    """What was printed: pages, people, and how far the walk is in metres."""

    path: Path
    pages: int
    people: int
    walk_m: float


def export_day_sheet(
    snapshot: Snapshot,
    officer: FeatureId,
    out: Path,
    *,
    on: date,
    paper: str = "A5",
    days: int | None = WEEK_DAYS,
    password: str = "",
) -> Job[DaySheetReport]:
    """Write the visits of an officer that are due within some days; None: all of the people.

    `password` locks the file.

    Raises: UsageError for a paper other than A4 and A5, PrivacyError, ExportError.
    """
    if paper not in _SHARES:
        raise UsageError(
            tr("There is no paper called {paper}.", paper=paper),
            hint=tr("Choose one of {papers}.", papers=", ".join(_SHARES)),
        )
    yield Progress(0, 2)
    view = edition_view(snapshot, Edition.OFFICER, on=on, recipient=officer)
    people = list(view.care) if days is None else due_within(view.care, on=on, days=days)
    entries = in_walking_order(people)
    walk_m = walked_m(entries) * DETOUR
    booklet = _slip(view, officer, paper)
    yield Progress(1, 2)
    tables = _pages(entries, booklet)
    parts = (
        booklet.recipient,
        on.isoformat(),
        tr("{count} people", count=len(entries)),
        tr("about {km} km on foot", km=f"{walk_m / 1000:.1f}") if walk_m else "",
    )
    words = (tr("Visits to make"), " · ".join(part for part in parts if part))
    write_tables(out, booklet, words, tables, password=password)
    return DaySheetReport(path=out, pages=len(tables), people=len(entries), walk_m=walk_m)


def _slip(view: EditionView, officer: FeatureId, paper: str) -> Booklet:
    """Return what the pages of a list without a map share."""
    spec = AtlasSpec(
        edition=Edition.OFFICER,
        on=view.on,
        officer=officer,
        paper=paper,
        binding_mm=BINDING_MM,
        valid_until=view.on + timedelta(days=SLIP_DAYS),
        is_slip=True,
    )
    return Booklet(
        spec=spec,
        view=view,
        styles=load_styles(),
        title=tr("Visits"),
        township=township_name(view),
    )


def write_tables(
    out: Path,
    booklet: Booklet,
    words: tuple[str, str],
    tables: Sequence[FlowPage],
    *,
    password: str = "",
) -> None:
    """Write pages of tables as a file of their own; `words`: title and subtitle.

    `password` locks the file. Raises: ExportError, UsageError for an unfit password.
    """
    title, subtitle = words
    document = PdfDocument(
        out,
        title=f"{title} {booklet.recipient}".strip(),
        language="zh-CN" if language() == "zh_CN" else "en",
        subject=booklet.edition.value,
        author=booklet.view.features.project.issuer,
        password=password,
    )
    width_mm, height_mm = booklet.spec.size_mm
    for number, table in enumerate(tables, start=1):
        page = TablesPage(title=title, subtitle=subtitle, tables=table)
        with document.page(
            width_mm, height_mm, name=f"list-{number}", label=str(number)
        ) as surface:
            page.draw(PageCanvas(surface=surface, booklet=booklet, number=number))
    document.save()


def township_name(view: EditionView) -> str:
    """Return the name of the township, else that of the project."""
    townships = list(view.features.all(Township))
    return townships[0].name if len(townships) == 1 else view.features.project.name


def walked_m(entries: Sequence[CareEntry]) -> float:
    """Return the straight length in metres of the walk from door to door, village by village."""
    total = 0.0
    by_village: dict[FeatureId | None, list[tuple[float, float]]] = {}
    for entry in entries:
        point = entry.household.geometry
        if point is not None:
            by_village.setdefault(entry.household.village, []).append((point.x, point.y))
    for points in by_village.values():
        total += walk_length_m(points, range(len(points)))
    return total


def list_area(booklet: Booklet) -> Rect:
    """Return the room for a list, the same on odd and even pages."""
    rect = booklet.content_rect(1)
    return Rect(0, TABLE_TOP_MM, rect.width_mm, rect.height_mm - TABLE_TOP_MM - FOOTER_MM - 3)


def _pages(entries: Sequence[CareEntry], booklet: Booklet) -> list[FlowPage]:
    area = list_area(booklet)
    paper = booklet.spec.paper
    titles = (
        tr("No."),
        tr("Person"),
        tr("Home"),
        tr("Need and measures"),
        tr("Due"),
        tr("Ring one · note"),
    )
    head = TableHead(
        tuple(Column(title, share) for title, share in zip(titles, _SHARES[paper], strict=True))
    )
    keys = "  ".join(
        f"{number} {result_name(code)}" for number, code in enumerate(VISIT_RESULTS, start=1)
    )
    items: list[Item] = [
        Paragraph.of(
            tr("Result: {keys}. Not met does not move the next date.", keys=keys),
            area.width_mm,
            "small",
        ),
        Space(1.5),
        head,
    ]
    cells = [_cells(number, entry, booklet) for number, entry in enumerate(entries, start=1)]
    items += table_rows(head, cells, area.width_mm, row_mm=_ROW_MM[paper])
    if not entries:
        items.append(Paragraph.of(tr("No visit is due."), area.width_mm))
    items += [
        Space(6.0),
        Paragraph.of(tr("Date and signature: ______________________"), area.width_mm),
    ]
    return flow(items, [area], [area])


def _cells(number: int, entry: CareEntry, booklet: Booklet) -> list[Cell]:
    record = entry.record
    category = load_catalogue().care[record.category]
    born = str(record.birth_year) if record.birth_year is not None else ""
    who = "\n".join(
        part for part in (f"{record.person} {born}".strip(), category.short_name) if part
    )
    open_measures = [item.what for item in record.measures if item.state in ("planned", "doing")]
    need = tr("; ").join(part for part in (record.need, record.help_wanted, *open_measures) if part)
    figures = "   ".join(str(index) for index in range(1, len(VISIT_RESULTS) + 1))
    return [
        Cell(str(number), "body-bold"),
        Cell(who, symbol=f"care-{record.category}"),
        Cell(_where(entry, booklet.view)),
        Cell(need or "—"),
        Cell(_due(entry, booklet.spec.on)),
        Cell(figures),
    ]


def _where(entry: CareEntry, view: EditionView) -> str:
    village = view.features.find(entry.household.village, Village)
    group = view.features.find_any(entry.household.group) if entry.household.group else None
    parts = (
        village.name if village is not None else "",
        str(getattr(group, "name", "")),
        door_text(entry.household),
    )
    where = " ".join(part for part in parts if part)
    return f"{where}\n{entry.household.phone}" if entry.household.phone else where


def _due(entry: CareEntry, on: date) -> str:
    due = entry.due
    if due.next_day is None:
        return "—"
    if due.days_late:
        return tr(
            "{day}, {count} days late", day=due.next_day.strftime("%m-%d"), count=due.days_late
        )
    return due.next_day.strftime("%m-%d" if due.next_day.year == on.year else "%Y-%m-%d")
