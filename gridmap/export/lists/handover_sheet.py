"""The papers of a handover: what is signed for, and each taker's list of people to visit.

The paper that is signed names posts and counts records (edition P1); the people themselves are only
on the list of the officer who takes them (P3), a file for each.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from gridmap.actions.handover import HandoverLine, PassedOn
from gridmap.export.booklet_files import disk_errors, folder_names
from gridmap.export.changed_sheets import ChangedSheet, changed_sheets
from gridmap.export.flow import Item, flow
from gridmap.export.lists.day_sheet import (
    BINDING_MM,
    export_day_sheet,
    list_area,
    township_name,
    write_tables,
)
from gridmap.export.page import Booklet
from gridmap.export.spec import AtlasSpec
from gridmap.export.tables import Cell, Column, TableHead, table_rows
from gridmap.export.text_items import Heading, Paragraph, Space
from gridmap.i18n import tr
from gridmap.layers.style import load_styles
from gridmap.model.document import Snapshot
from gridmap.model.editions import Edition, edition_view
from gridmap.model.features import Officer
from gridmap.model.masks import masked_count
from gridmap.progress import Job, Progress

_SIGNATURE: Final = "______________________"


def export_handover(
    snapshot: Snapshot, papers: PassedOn, folder: Path, *, on: date, password: str = ""
) -> Job[list[Path]]:
    """Write the paper to sign and a list for each taker into a folder; return the files.

    The lists hold all of a taker's people as of the first day. `password` locks the lists; the
    paper to sign holds nobody's records and stays open. Raises: ExportError, UsageError for an
    unfit password.
    """
    total = len(papers.takers) + 1
    with disk_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
    yield Progress(0, total)
    leaver = snapshot.find(papers.leaver, Officer)
    name = leaver.name if leaver is not None else ""
    files = [folder / (tr("Sign-off {name}", name=name) + ".pdf")]
    first_day = papers.last_day + timedelta(days=1)
    sheets = yield from changed_sheets(snapshot, before=papers.last_day, after=first_day)
    _write_sign_off(snapshot, papers, name, files[0], on=on, sheets=sheets)
    officers = {item.id: item.name for item in snapshot.all(Officer) if item.id in papers.takers}
    for number, (officer, own) in enumerate(folder_names(officers).items(), start=1):
        yield Progress(number, total)
        out = folder / (tr("Visits {name}", name=own) + ".pdf")
        yield from export_day_sheet(
            snapshot, officer, out, on=first_day, paper="A4", days=None, password=password
        )
        files.append(out)
    return files


def _write_sign_off(
    snapshot: Snapshot,
    papers: PassedOn,
    name: str,
    out: Path,
    *,
    on: date,
    sheets: Sequence[ChangedSheet],
) -> None:
    view = edition_view(snapshot, Edition.SUMMARY, on=on)
    spec = AtlasSpec(
        edition=Edition.SUMMARY,
        on=on,
        binding_mm=BINDING_MM,
        recipient=name,
        purpose=tr("handover"),
        is_slip=True,
    )
    booklet = Booklet(
        spec=spec,
        view=view,
        styles=load_styles(),
        title=tr("Handover"),
        township=township_name(view),
    )
    title = tr("Handover of {name}", name=name)
    subtitle = " · ".join((booklet.township, tr("last day {day}", day=papers.last_day.isoformat())))
    area = list_area(booklet)
    items = [
        *_table(papers.lines, area.width_mm),
        *_to_print(sheets, area.width_mm),
        *_signatures(papers.lines, name, area.width_mm),
    ]
    write_tables(out, booklet, (title, subtitle), flow(items, [area], [area]))


def _table(lines: Sequence[HandoverLine], width_mm: float) -> list[Item]:
    head = TableHead(
        (
            Column(tr("No."), 10.0),
            Column(tr("What for"), 60.0),
            Column(tr("As what"), 45.0),
            Column(tr("Records"), 20.0, "right"),
            Column(tr("Taken over by"), 40.0),
        )
    )
    rows = [
        [
            Cell(str(number)),
            Cell(line.what),
            Cell(line.role),
            Cell(masked_count(line.records) if line.records else ""),
            Cell(line.taker),
        ]
        for number, line in enumerate(lines, start=1)
    ]
    return [head, *table_rows(head, rows, width_mm)]


def _to_print(sheets: Sequence[ChangedSheet], width_mm: float) -> list[Item]:
    """Return which sheets name other officers from the first day on."""
    by_village: dict[str, list[str]] = {}
    for sheet in sheets:
        by_village.setdefault(sheet.village, []).append(f"{sheet.unit} {sheet.sheet_id}")
    if not by_village:
        return []
    items: list[Item] = [Space(4.0), Heading(tr("Sheets to print again"))]
    for village, names in by_village.items():
        text = tr("{village}: {sheets}", village=village, sheets=tr(", ").join(names))
        items.append(Paragraph.of(text, width_mm))
    return items


def _signatures(lines: Sequence[HandoverLine], name: str, width_mm: float) -> list[Item]:
    words = [tr("Handed over by {name}: {line}", name=name, line=_SIGNATURE)]
    words += [
        tr("Taken over by {name}: {line}", name=taker, line=_SIGNATURE)
        for taker in dict.fromkeys(line.taker for line in lines)
    ]
    words += [tr("Witnessed by: {line}", line=_SIGNATURE), tr("Day: {line}", line=_SIGNATURE)]
    items: list[Item] = [Space(8.0)]
    for text in words:
        items += [Paragraph.of(text, width_mm), Space(5.0)]
    return items
