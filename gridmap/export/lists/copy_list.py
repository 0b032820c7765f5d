"""The copy register as a list on paper: who holds which copy, and what has come back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from gridmap.actions.copies import is_overdue, state_words
from gridmap.export.lists.pdf import write_list_pdf
from gridmap.export.lists.table import ListColumn, ListTable, Value
from gridmap.export.spec import AtlasSpec
from gridmap.i18n import tr
from gridmap.model.document import FeatureReader
from gridmap.model.editions import Edition, edition_view
from gridmap.model.features import PrintCopy
from gridmap.progress import Job


def export_copy_list(reader: FeatureReader, out: Path, *, on: date) -> Job[Path]:
    """Write the register to a PDF: recipients and days, nothing of what the copies hold.

    Notes are left out: people write into them what they like. Raises: ExportError.
    """
    view = edition_view(reader, Edition.SUMMARY, on=on)
    copies = sorted(reader.all(PrintCopy), key=lambda item: (-item.run, item.recipient, item.copy))
    late = sum(is_overdue(item, on=on) for item in copies)
    words = tr("{count} copies, {late} of them overdue", count=len(copies), late=late)
    job = write_list_pdf(
        view,
        [copy_table(copies, on=on)],
        out,
        title=tr("Copy register"),
        subtitle=f"{view.features.project.name} · {on.isoformat()} · {words}",
        spec=AtlasSpec(edition=Edition.SUMMARY, on=on, purpose=tr("copy register")),
    )
    return (yield from job)


def copy_table(copies: Sequence[PrintCopy], *, on: date) -> ListTable:
    """Return the register as a table, a row a copy, in the order given."""
    titles = (
        tr("Edition"), tr("Recipient"), tr("Copy"), tr("Valid until"), tr("Handed out"),
        tr("Came back"), tr("Destroyed"), tr("Where it is"),
    )  # fmt: skip
    columns = (
        ListColumn(title=tr("Print run"), kind="number"),
        *(ListColumn(title=title) for title in titles),
    )
    rows = tuple(tuple(_values(item, on)) for item in copies)
    return ListTable(title=tr("Copies"), columns=columns, rows=rows)


def _values(copy: PrintCopy, on: date) -> Iterator[Value]:
    yield copy.run or None
    yield copy.edition
    yield copy.recipient or "—"
    yield f"{copy.copy}/{copy.copies}"
    for day in (copy.valid_until, copy.handed_on, copy.returned_on, copy.destroyed_on):
        yield day.isoformat() if day is not None else ""
    yield state_words(copy, on=on)
